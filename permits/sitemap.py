"""The permits pages, for the sitemap."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from publication.publishers import publisher_for

Page = tuple[str, dict[str, str], datetime | None]

_PAGES = ("term", "route", "route-examples")
#: Pages that show a whole kind, and the kinds that have a page for each record.
_WHOLE = (
    ("permit-types", "permit-types"),
    ("authorities", "authorities"),
    ("municipalities", "municipal-authorities"),
    ("trajectories", "trajectories"),
)
_EACH = (
    ("permit-type", "permit-types"),
    ("authority", "authorities"),
    ("municipality", "municipal-authorities"),
    ("trajectory", "trajectories"),
)


def count() -> int:
    return len(_PAGES) + len(_WHOLE) + sum(_listings(kind).count() for _name, kind in _EACH)


def pages(start: int, stop: int) -> list[Page]:
    """A stretch of all pages; there are a few hundred at most."""
    return list(_all_pages())[start:stop]


def _all_pages() -> Iterator[Page]:
    for name in _PAGES:
        yield f"permits:{name}", {}, None
    for name, kind in _WHOLE:
        newest = _listings(kind).order_by("-updated_at").values_list("updated_at", flat=True).first()
        yield f"permits:{name}", {}, newest
    for name, kind in _EACH:
        for slug, changed in _listings(kind).order_by("slug").values_list("slug", "updated_at"):
            yield f"permits:{name}", {"slug": slug}, changed


def _listings(kind: str) -> Any:
    listing: Any = publisher_for(kind).listing
    return listing.objects
