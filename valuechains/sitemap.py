"""The pages of the chain, its stages, materials, sectors, benchmarks and events, for the sitemap."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from publication.publishers import publisher_for

Page = tuple[str, dict[str, str], datetime | None]

#: Pages that show a whole kind, and the kinds that have a page for each record.
WHOLE = (
    ("chain", "stages"),
    ("materials", "materials"),
    ("sectors", "sectors"),
    ("benchmarks", "benchmarks"),
    ("events", "supply-events"),
)
EACH = (("stage", "stages"), ("material", "materials"))


def count() -> int:
    return len(WHOLE) + sum(_listings(kind).count() for _name, kind in EACH)


def pages(start: int, stop: int) -> list[Page]:
    """A stretch of all pages; there are a few hundred at most."""
    return list(_pages())[start:stop]


def _pages() -> Iterator[Page]:
    for name, kind in WHOLE:
        newest = _listings(kind).order_by("-updated_at").values_list("updated_at", flat=True).first()
        yield f"valuechains:{name}", {}, newest
    for name, kind in EACH:
        for slug, changed in _listings(kind).order_by("slug").values_list("slug", "updated_at"):
            yield f"valuechains:{name}", {"slug": slug}, changed


def _listings(kind: str) -> Any:
    listing: Any = publisher_for(kind).listing
    return listing.objects
