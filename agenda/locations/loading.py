"""Locations of the reference data, and the fictitious examples: what is there already is left as staff have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from agenda.models import Location
from companies.models import Municipality
from publication.enums import Visibility
from publication.publishing import publishing
from valuechains.models import Source

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
#: The source of what is made up.
EXAMPLE_SOURCE = {"slug": "example", "title": "Voorbeeld (verzonnen) / Example (made up)", "kind": "name-only"}
Row = dict[str, Any]


def load_reference() -> int:
    """Add the real locations that are missing; gives how many."""
    return _load("reference", is_example=False)


def load_examples() -> int:
    Source.objects.get_or_create(slug=EXAMPLE_SOURCE["slug"], defaults=EXAMPLE_SOURCE)
    return _load("examples", is_example=True)


def remove_examples() -> int:
    with publishing():
        found = list(Location.objects.filter(is_example=True).order_by("kind"))
        for location in sorted(found, key=lambda one: one.park_id is None):
            location.delete()
        Location.history.filter(is_example=True).delete()
    return len(found)


def _load(folder: str, *, is_example: bool) -> int:
    rows: list[Row] = json.loads((FIXTURES / folder / "locations.json").read_text(encoding="utf-8"))
    known = set(Location.objects.values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in known]
    municipalities = {one.slug: one for one in Municipality.objects.all()}
    sources = {one.slug: one for one in Source.objects.filter(slug__in=_named(missing))}
    with publishing():
        for row in missing:
            _make(row, municipalities, sources, is_example=is_example)
    return len(missing)


def _named(rows: list[Row]) -> set[str]:
    return {light["source"] for row in rows for light in row["lights"].values()}


def _make(row: Row, municipalities: dict[str, Municipality], sources: dict[str, Source], *, is_example: bool) -> None:
    names = ("slug", "name", "kind", "text_nl", "text_en", "area_ha", "latitude", "longitude")
    location = Location.objects.create(
        visibility=Visibility.PUBLIC,
        is_example=is_example,
        park=Location.objects.get(slug=row["park"]) if row.get("park") else None,
        municipality=municipalities.get(row["municipality"] or ""),
        **{name: row[name] for name in names if row.get(name) is not None},
    )
    for subject, light in row["lights"].items():
        location.lights.create(
            subject=subject,
            colour=light["colour"],
            value_nl=light["nl"],
            value_en=light["en"],
            source=sources[light["source"]],
            stated_on=light["stated"],
        )
