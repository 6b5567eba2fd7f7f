"""The pages of the white spots and the agenda, for the sitemap."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from companies.coverage import Wanted, cells
from publication.index.registry import states
from publication.publishers import publisher_for

Page = tuple[str, dict[str, str], datetime | None]

#: Pages that show a whole kind, and the kinds that have a page for each record.
WHOLE = (
    ("white-spots", "companies"),
    ("overview", "recommendations"),
    ("progress", "actions"),
    ("challenges", "challenges"),
    ("opportunities", "opportunities"),
    ("bottlenecks", "bottlenecks"),
    ("actions", "actions"),
    ("partners", "partners"),
    ("instruments", "instruments"),
    ("meetings", "meetings"),
    ("knowledge", "knowledge-offers"),
    ("funding", "funding-schemes"),
    ("locations", "locations"),
)
EACH = (
    ("recommendation", "recommendations"),
    ("opportunity", "opportunities"),
    ("instrument", "instruments"),
    ("meeting", "meetings"),
    ("location", "locations"),
)


def count() -> int:
    return len(WHOLE) + len(cells(states(), Wanted())) + sum(_listings(kind).count() for _name, kind in EACH)


def pages(start: int, stop: int) -> list[Page]:
    """A stretch of all pages; there are a few hundred at most."""
    return list(_pages())[start:stop]


def _pages() -> Iterator[Page]:
    for name, kind in WHOLE:
        newest = _listings(kind).order_by("-updated_at").values_list("updated_at", flat=True).first()
        yield f"agenda:{name}", {}, newest
    for cell in cells(states(), Wanted()):
        yield "agenda:white-spot", {"stage": cell.stage, "material": cell.material}, None
    for name, kind in EACH:
        for slug, changed in _listings(kind).order_by("slug").values_list("slug", "updated_at"):
            yield f"agenda:{name}", {"slug": slug}, changed


def _listings(kind: str) -> Any:
    listing: Any = publisher_for(kind).listing
    return listing.objects
