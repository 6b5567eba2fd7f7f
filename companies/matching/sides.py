"""Rows of a list and an organisation of the register, field by field, for a person to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.imports.changes import OWN_FIELDS, PLACE_FIELDS
from companies.matching.memory import rows_of
from companies.models import Organisation, RowMatch, Site
from imports.importers import Importer, clean_rows, importer_for
from imports.reasons import shown
from imports.rows import Row
from imports.vocabulary import plain

REGISTER, LIST, BOTH = "register", "list", "both"
#: The parts of an address go together: half of one and half of the other is no place.
PLACE = "place"
PLACE_KEYS = (*PLACE_FIELDS[:-1], "location_precision")
#: Told of the register even where the list says nothing.
ALWAYS = frozenset({"name", "kvk_number", "rsin", "website"})
#: Of these both can stand: as another name, as text behind text, as another site.
BOTH_POSSIBLE = frozenset({"name", "description_nl", "description_en", PLACE})
#: Codes that belong to one organisation alone.
NUMBERS = ("kvk_number", "rsin", "slug")


@dataclass(frozen=True, slots=True)
class Side:
    """One field: what the register and the list say, as a person reads it. ``choices`` is empty when nothing is to be
    chosen (``note`` says what happens then); ``proposed`` is the choice that a list makes by itself."""

    key: str
    label: str
    register: str
    in_list: str
    choices: tuple[str, ...] = ()
    proposed: str = REGISTER
    note: str = ""


def cleaned(match: RowMatch) -> tuple[Importer, list[Row]]:
    """The rows as the importer takes them in now; what is wrong with them stands in their ``issues``."""
    importer = importer_for(match.kind)
    rows = list(rows_of(match))
    clean_rows(importer, rows, importer.vocabularies())
    return importer, rows


def faults(importer: Importer, rows: Iterable[Row]) -> list[str]:
    """What is wrong with rows that waited, each with its row, column and value."""
    return [
        gettext("row %(number)d, %(column)s “%(value)s”: %(why)s")
        % {
            "number": row.number, "column": importer.field_label(issue.column), "value": shown(issue.value),
            "why": issue.text(),
        }
        for row in rows
        for issue in row.issues
    ]  # fmt: skip


def values_of(rows: Iterable[Row]) -> dict[str, Any]:
    """Each field as the first row that has it says."""
    values: dict[str, Any] = {}
    for row in rows:
        values |= {key: value for key, value in row.values.items() if key not in values}
    return values


def main_site(organisation: Organisation) -> Site | None:
    return organisation.sites.select_related("municipality").order_by("-is_main", "pk").first()


def sides(organisation: Organisation | None, importer: Importer, rows: Sequence[Row]) -> list[Side]:
    """``organisation`` is None for the row alone."""
    values, words = values_of(rows), importer.teller().words
    found = []
    for key in OWN_FIELDS:
        here = getattr(organisation, key) if organisation is not None else ""
        if key in values or (here and key in ALWAYS):
            side = _side(key, importer.field_label(key), words(key, here or ""), words(key, values.get(key, "")))
            found.append(with_choices(side, organisation, is_same=key not in values or values[key] == here))
    site = main_site(organisation) if organisation is not None else None
    there = place_text({key: getattr(site, key) for key in PLACE_FIELDS[:4]} if site else {})
    in_list = place_text(values)
    if there or in_list:
        side = _side(PLACE, str(_("place")), there, in_list)
        found.append(with_choices(side, organisation, is_same=not in_list or plain(there) == plain(in_list)))
    return found


def _side(key: str, label: str, register: str, in_list: str) -> Side:
    return Side(key, label, register, in_list)


def with_choices(side: Side, organisation: Organisation | None, *, is_same: bool) -> Side:
    if organisation is None or is_same or not side.in_list:
        return side
    choices = (REGISTER, LIST, BOTH) if side.key in BOTH_POSSIBLE and side.register else (REGISTER, LIST)
    keeps = side.register and (side.key == "name" or organisation.verified_at is not None)
    return Side(side.key, side.label, side.register, side.in_list, choices, REGISTER if keeps else LIST)


def place_text(values: Mapping[str, Any]) -> str:
    town = values.get("town") or ""
    municipality = str(values.get("municipality") or "")
    parts = [
        values.get("street_address"),
        values.get("postcode"),
        town,
        "" if plain(municipality) == plain(town) else municipality,
    ]
    return ", ".join(part for part in parts if part)
