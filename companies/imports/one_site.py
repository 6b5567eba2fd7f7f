"""One row of a list of sites and the sites of its organisation: which one it is about, and what it changes of that."""

from collections.abc import Mapping, Sequence
from typing import Any

from companies.imports.changes import place_values
from companies.imports.known import Record
from companies.models import Site
from imports.rows import Changes
from imports.vocabulary import plain

__all__ = ["find", "is_about_main", "set_fields"]


def is_about_main(values: Mapping[str, Any], record: Record, others: Sequence[Site]) -> bool:
    """As the row says; else when it is the first site, or has the address of the main one, or is the main one more
    precisely: without an address there, and in the same place."""
    if "is_main" in values:
        return bool(values["is_main"])
    main = record.site
    if main is None:
        return True
    if "site_name" in values and plain(values["site_name"]) != plain(main.name):
        return False
    if find(values, others) is not None:
        return False
    if main.street_address and "street_address" in values:
        return same_address(values, main)
    return "municipality" not in values or main.municipality in (None, values["municipality"])


def find(values: Mapping[str, Any], sites: Sequence[Site]) -> Site | None:
    """By name, else by address."""
    name = plain(values.get("site_name", ""))
    named = [one for one in sites if name and plain(one.name) == name]
    here = [one for one in sites if same_address(values, one) and not (name and one.name)]
    return next(iter(named or here), None)


def same_address(values: Mapping[str, Any], site: Site) -> bool:
    street = plain(values.get("street_address", ""))
    if not street or street != plain(site.street_address):
        return False
    told = [(values.get(name), getattr(site, name)) for name in ("postcode", "town")]
    return all(not one or not other or plain(one) == plain(other) for one, other in told)


def set_fields(site: Site, values: Mapping[str, Any]) -> Changes:
    """Set what the row says; an empty cell says nothing. Gives what changed."""
    wanted = place_values(dict(values), site)
    if "site_name" in values:
        wanted["name"] = values["site_name"]
    changes: Changes = {}
    for name, value in wanted.items():
        old = getattr(site, name)
        if old == value or (site.pk and isinstance(old, str) and isinstance(value, str) and plain(old) == plain(value)):
            continue
        label = {"name": "site_name", "precision": "location_precision"}.get(name, name)
        changes[label] = [None if site.pk is None or old in (None, "") else _told(old), _told(value)]
        setattr(site, name, value)
    return changes


def _told(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)
