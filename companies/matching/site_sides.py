"""Rows of a list of sites and an organisation: who they name, its main site, and row by row which site each is about.

Such a list changes nothing of the organisation itself; another name may be kept as another name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from companies.imports.changes import PLACE_FIELDS
from companies.imports.near_sites import MEMORY, remembering
from companies.imports.sites import Near, SitesImporter, is_of_main_site
from companies.matching.sides import (
    ALWAYS,
    BOTH,
    LIST,
    PLACE,
    PLACE_KEYS,
    REGISTER,
    Side,
    main_site,
    place_text,
    sides,
    values_of,
    with_choices,
)
from companies.models import Organisation, RowMatch
from imports.enums import RowOutcome
from imports.importers import Importer
from imports.rows import ImportContext, Outcome, Row
from imports.vocabulary import plain

__all__ = ["about_main_site", "beside", "remember_sites"]

WHO = ("name", "kvk_number", "rsin", "slug")
#: So many rows are shown.
MOST_ROWS = 50


def beside(organisation: Organisation | None, importer: Importer, rows: Sequence[Row]) -> list[Side]:
    """What a person chooses from, by the kind of list."""
    return (
        sides_of_sites(organisation, importer, rows)
        if isinstance(importer, SitesImporter)
        else sides(organisation, importer, rows)
    )


def sides_of_sites(organisation: Organisation | None, importer: SitesImporter, rows: Sequence[Row]) -> list[Side]:
    """``organisation`` is None for the rows alone."""
    found = _who(organisation, importer, values_of(rows))
    if organisation is None:
        return [*found, *(_alone(row) for row in rows[:MOST_ROWS])]
    outcomes = _planned(organisation, importer, rows)
    main = [one.row for one in outcomes if is_of_main_site(one)]
    if main:
        found.append(_main(organisation, main[0]))
    return found + [_further(one) for one in outcomes if not is_of_main_site(one)][:MOST_ROWS]


def about_main_site(organisation: Organisation, importer: SitesImporter, rows: Sequence[Row]) -> list[Row]:
    """Rows that would be about the main site of this organisation."""
    return [one.row for one in _planned(organisation, importer, rows) if is_of_main_site(one)]


def remember_sites(
    match: RowMatch,
    organisation: Organisation,
    importer: SitesImporter,
    rows: Sequence[Row],
    choices: Mapping[str, str],
) -> tuple[dict[str, list[str]], frozenset[str]]:
    """What is kept of the choices about doubtful sites, beside what was kept before; and the fields that are taken from
    the list where one of these is the main site."""
    decisions, taken = [], frozenset[str]()
    for one in _planned(organisation, importer, rows):
        choice = choices.get(_key(one.row))
        if choice is not None and isinstance(one.payload, Near):
            decisions.append((one.row.values, choice, one.payload.site.pk))
            if choice == LIST and one.payload.site.is_main:
                taken = frozenset(PLACE_KEYS)
    entries = remembering(match.refused.get(MEMORY, ()), decisions)
    return {MEMORY: entries} if entries else {}, taken


def _planned(organisation: Organisation, importer: SitesImporter, rows: Sequence[Row]) -> list[Outcome]:
    sound = [row for row in rows if not row.issues]
    return importer.plan_about(sound, organisation.pk, ImportContext(0, "", "", None, {}))


def _who(organisation: Organisation | None, importer: SitesImporter, values: Mapping[str, Any]) -> list[Side]:
    found = []
    for key in WHO:
        here = str(getattr(organisation, key) or "") if organisation is not None else ""
        if key not in values and not (here and key in ALWAYS):
            continue
        side = Side(key, importer.field_label(key), here, str(values.get(key, "")))
        if organisation is not None and side.in_list and plain(here) != plain(side.in_list):
            if key == "name":
                side = replace(side, choices=(REGISTER, BOTH))
            else:
                side = replace(side, note=_("stays: a list of sites changes sites alone"))
        found.append(side)
    return found


def _main(organisation: Organisation, row: Row) -> Side:
    site = main_site(organisation)
    there = place_text({key: getattr(site, key) for key in PLACE_FIELDS[:4]} if site else {})
    side = Side(PLACE, _("main site"), there, place_text(row.values))
    return with_choices(side, organisation, is_same=plain(there) == plain(side.in_list))


def _further(outcome: Outcome) -> Side:
    """A further site beside what the register has of it: planning it has set the new values, the old ones stand in the
    changes."""
    side = _alone(outcome.row)
    if isinstance(outcome.payload, Near):
        site = outcome.payload.site
        there = {key: getattr(site, key) for key in PLACE_FIELDS[:4]}
        name = site.name or (_("main site") if site.is_main else "")
        return replace(side, register=_site_text(name, there), choices=(REGISTER, LIST, BOTH))
    if outcome.kind == RowOutcome.CREATED:
        return replace(side, note=_("is added as another site"))
    site, changes = outcome.payload.site, outcome.changes
    there = {key: changes[key][0] if key in changes else getattr(site, key) for key in PLACE_FIELDS[:4]}
    name = changes["site_name"][0] if "site_name" in changes else site.name
    note = _("takes over what the list says") if changes else _("the same")
    return replace(side, register=_site_text(name, there), note=note)


def _alone(row: Row) -> Side:
    label = _("row %(number)d") % {"number": row.number}
    return Side(_key(row), label, "", _site_text(row.values.get("site_name"), row.values))


def _key(row: Row) -> str:
    return f"row_{row.number}"


def _site_text(name: str | None, values: Mapping[str, Any]) -> str:
    return ": ".join(part for part in (name, place_text(values)) if part)
