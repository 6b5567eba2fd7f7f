"""Takes in lists of locations. A light comes in with its value and date, or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from agenda.locations.columns import COLUMNS, vocabularies
from agenda.locations.enums import Colour, LocationKind, Subject
from agenda.models import Light, Location
from companies.imports.checks import check as check_point
from companies.names import normal_name
from imports.enums import RowOutcome
from imports.importers import Importer, Option, Teller
from imports.reasons import Issue
from imports.rows import Changes, ImportContext, Outcome, Row
from imports.vocabulary import Vocabulary
from publication.enums import Door, Visibility
from publication.history import change_door
from publication.publishing import publishing
from valuechains.imports.personal import personal_data
from valuechains.list_source import list_slug, sources_of
from valuechains.taking_back import OneByOne

FIELDS = ("name", "kind", "text_nl", "text_en", "area_ha", "website", "latitude", "longitude")
#: Texts in which a list may hold what does not belong in a register.
FREE = ("text_nl", "text_en", *(f"{one.value}{ending}" for one in Subject for ending in ("_value", "_value_en")))
LIGHT_FIELDS = {"colour": "", "value_nl": "_value", "value_en": "_value_en", "stated_on": "_date"}


@dataclasses.dataclass(slots=True)
class Planned:
    """A location as the row leaves it, with the lights and their source that are new or changed."""

    location: Location
    is_changed: bool
    lights: list[tuple[Light, str]]


class LocationsImporter(OneByOne, Importer):
    """One row is one location with its lights."""

    kind = "locations"
    needs = "agenda.add_location"
    from_outside = True
    label = _("locations")
    columns = COLUMNS
    touches = ((Location, "id"), (Light, "location_id"))
    options = (
        Option(
            "visibility",
            _("visibility of new locations"),
            [(Visibility.PUBLIC, Visibility.PUBLIC.label), (Visibility.INTERNAL, Visibility.INTERNAL.label)],
            Visibility.PUBLIC,
        ),
    )

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return vocabularies()

    def group(self, cells: Mapping[str, str]) -> str:
        return normal_name(cells.get("slug") or f"{cells.get('name', '')} {cells.get('municipality', '')}")

    def row_label(self, row: Row) -> str:
        return row.cells.get("name", "").strip()

    def check(self, row: Row) -> Iterable[Issue]:
        yield from check_point(row)
        values = row.values
        for subject in Subject:
            own = subject.value
            colour = values.get(own)
            if colour is None and (f"{own}_value" in values or f"{own}_date" in values):
                yield Issue(own, "", gettext_noop("is empty, while the row brings a value or a date for it"))
            if colour in (None, Colour.UNKNOWN):
                continue
            if f"{own}_value" not in values:
                yield Issue(f"{own}_value", "", gettext_noop("is empty: a light says in words what it stands for"))
            if f"{own}_date" not in values and "date" not in values:
                yield Issue(f"{own}_date", "", gettext_noop("is empty: a light needs the date of its source"))

    def teller(self) -> Teller:
        return _Words()

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        known = _Known(rows, lock=context.applying)
        return [self._outcome(row, known, context) for row in rows]

    def _outcome(self, row: Row, known: _Known, context: ImportContext) -> Outcome:
        values = row.values
        found = known.find(values)
        if len(found) > 1:
            reason = gettext_noop("%(number)d known locations have this name; give the slug or the municipality")
            issue = Issue("name", values["name"], reason, params={"number": len(found)})
            return Outcome(row, RowOutcome.REVIEW, values["name"], issues=[issue])
        location = found[0] if found else Location(visibility=context.options["visibility"])
        is_new = location.pk is None
        if is_new:
            location.slug = values.get("slug") or known.free_slug(values["name"])
            known.add(location)
        changes = _set_fields(location, values)
        is_changed = bool(changes) or is_new
        lights = _lights(location, known.lights.get(location.pk, {}), values, list_slug(context), changes)
        kind = RowOutcome.CREATED if is_new else RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
        planned = Planned(location, is_changed, lights)
        notes = list(personal_data(values, FREE))
        return Outcome(row, kind, values["name"], changes, notes, record_id=location.pk, payload=planned)

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """One record at a time, with its history: such lists are short."""
        user = get_user_model().objects.filter(pk=context.user_id).first() if context.user_id else None
        with publishing(), change_door(Door.IMPORT, str(context.import_id)):
            sources = sources_of({slug for one in outcomes for _light, slug in one.payload.lights}, context)
            for outcome in outcomes:
                planned: Planned = outcome.payload
                planned.location._history_user = user  # type: ignore[attr-defined]
                if planned.is_changed:
                    planned.location.save()
                for light, source in planned.lights:
                    light._history_user = user  # type: ignore[attr-defined]
                    light.location = planned.location
                    light.source = sources[source] if light.colour != Colour.UNKNOWN else None
                    light.save()
                outcome.record_id = planned.location.pk


class _Known:
    """The locations that the rows may be about, with their lights: three queries, however many rows."""

    def __init__(self, rows: Sequence[Row], *, lock: bool) -> None:
        names = {row.values["name"] for row in rows}
        slugs = {row.values["slug"] for row in rows if "slug" in row.values}
        found = Location.objects.select_related("municipality").order_by("pk")
        if lock:
            found = found.select_for_update(of=("self",))
        self.slugs = set(Location.objects.values_list("slug", flat=True))
        wanted = {normal_name(name) for name in names}
        self.records = [one for one in found if one.slug in slugs or normal_name(one.name) in wanted]
        self.lights: dict[int, dict[str, Light]] = {one.pk: {} for one in self.records}
        for light in Light.objects.filter(location__in=self.records).select_related("source"):
            self.lights[light.location_id][light.subject] = light

    def find(self, values: Mapping[str, Any]) -> list[Location]:
        """By slug, else by name; of several with a name those of the municipality."""
        if "slug" in values and (found := [one for one in self.records if one.slug == values["slug"]]):
            return found
        named = [one for one in self.records if normal_name(one.name) == normal_name(values["name"])]
        municipality = values.get("municipality")
        if municipality is None or "slug" in values:
            return [] if "slug" in values else named
        here = [one for one in named if one.municipality_id == municipality.pk]
        return here or [one for one in named if one.municipality_id is None]

    def free_slug(self, name: str) -> str:
        wanted = slugify(name)[:70] or "location"
        slug, number = wanted, 2
        while slug in self.slugs:
            slug, number = f"{wanted}-{number}", number + 1
        return slug

    def add(self, location: Location) -> None:
        self.slugs.add(location.slug)


class _Words(Teller):
    """The kind of a location and the colours of its lights as a person reads them."""

    def words(self, field: str, value: Any) -> str:
        if field == "kind":
            return str(dict(LocationKind.choices).get(value, value or ""))
        if field in Subject.values:
            return str(dict(Colour.choices).get(value, value or ""))
        return super().words(field, value)


def _set_fields(location: Location, values: Mapping[str, Any]) -> Changes:
    """Set what the row says; an empty cell says nothing. Gives what changed."""
    changes: Changes = {}
    wanted = {name: values[name] for name in FIELDS if name in values}
    for name in ("latitude", "longitude"):
        if name in wanted:
            wanted[name] = float(wanted[name])
    for name, value in wanted.items():
        old = getattr(location, name)
        if old != value:
            changes[name] = [None if location.pk is None or old in ("", None) else str(old), str(value)]
            setattr(location, name, value)
    municipality = values.get("municipality")
    if municipality is not None and location.municipality_id != municipality.pk:
        changes["municipality"] = [location.municipality.name if location.municipality else None, municipality.name]
        location.municipality = municipality
    return changes


def _lights(
    location: Location, standing: Mapping[str, Light], values: Mapping[str, Any], list_source: str, changes: Changes
) -> list[tuple[Light, str]]:
    found = []
    for subject in Subject:
        own = subject.value
        if own not in values:
            continue
        light = standing.get(own) or Light(subject=own)
        source = values.get(f"{own}_source") or list_source
        wanted = _wanted(values, own, light)
        if not (said := _said(light, wanted, source)):
            continue
        changes |= said
        for name, value in wanted.items():
            setattr(light, name, value)
        found.append((light, source))
    return found


def _said(light: Light, wanted: Mapping[str, str], source: str) -> Changes:
    """What becomes another of a light, by column; of a new one its colour says enough."""
    own, colour = light.subject, str(wanted["colour"])
    if not light.pk:
        return {own: [None, colour]}
    said: Changes = {}
    for name, ending in LIGHT_FIELDS.items():
        old, new = str(getattr(light, name)), str(wanted[name])
        if old != new:
            said[own + ending] = [old or None, new or None]
    old_source = light.source.slug if light.source else None
    if old_source != source and colour != Colour.UNKNOWN:
        said[f"{own}_source"] = [old_source, source]
    return said


def _wanted(values: Mapping[str, Any], own: str, light: Light) -> dict[str, str]:
    """The English of a light stands while its Dutch does; a list without English says both in Dutch."""
    colour = values[own]
    if colour == Colour.UNKNOWN:
        return {"colour": colour, "value_nl": "", "value_en": "", "stated_on": ""}
    dutch = values[f"{own}_value"]
    english = light.value_en if light.value_nl == dutch else dutch
    return {
        "colour": colour,
        "value_nl": dutch,
        "value_en": values.get(f"{own}_value_en", english),
        "stated_on": values.get(f"{own}_date") or values["date"],
    }
