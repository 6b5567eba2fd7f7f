"""The page for who uses the API: what it holds and how to ask, told from what the API itself is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.api.collections import COLLECTIONS
from loket.settings.api import BASE_PATH
from loket.views.pages import text_response
from publication.api import Collection
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.exports import MOST_ROWS
from publication.filters import BoxFilter, FacetFilter, PastDayFilter, SearchFilter, UpdatedSinceFilter
from publication.models import ListingState
from publication.queries import LARGEST_PAGE

KINDS = tuple(sorted({kind for one in COLLECTIONS for kind in one.kinds}))


class Filter(NamedTuple):
    """A query key with what it means and takes: slugs of a collection, one of some values, or what is told in words.

    ``of``: the collections that take it so, when others take the same key otherwise.
    """

    name: str
    label: str
    vocabulary: str
    values: tuple[str, ...]
    words: str
    of: list[str]


@require_safe
@unchanged_or(*KINDS)
def api_page(request: HttpRequest) -> HttpResponse:
    known = request.listing_states  # type: ignore[attr-defined]
    context = {
        "base": BASE_PATH,
        "collections": [_collection(one, known) for one in COLLECTIONS],
        "filters": sorted(filters_of(COLLECTIONS), key=lambda one: one.name.lower()),
        "rate": settings.API_RATE.partition("/")[0],
        "largest_page": LARGEST_PAGE,
        "most_rows": MOST_ROWS,
        "longest": settings.MAX_QUERY_STRING,
        "version": settings.API_VERSION,
    }
    return text_response(request, "api", context)


def _collection(collection: Collection, known: Mapping[str, ListingState]) -> dict[str, Any]:
    return {
        "kind": collection.kind,
        "name": capfirst(str(collection.table.name)),
        "count": narrowed(collection.kind, known).count,
        "filters": sorted(collection.filterset.base_filters),
        "formats": collection.table.formats,
    }


def filters_of(collections: Iterable[Collection]) -> list[Filter]:
    """Each key once for each meaning: what it takes may differ between collections, and then these are named."""
    found: dict[tuple[str, str, tuple[str, ...]], Filter] = {}
    for collection in collections:
        for name, one in collection.filterset.base_filters.items():
            vocabulary = one.vocabulary if isinstance(one, FacetFilter) else ""
            values = tuple(str(value) for value, _name in one.fixed) if isinstance(one, FacetFilter) else ()
            told = Filter(name, capfirst(str(one.label)), vocabulary, values, _in_words(one), [])
            found.setdefault((name, vocabulary, values), told).of.append(f"/{collection.kind}")
    times = Counter(one.name for one in found.values())
    return [one if times[one.name] > 1 else one._replace(of=[]) for one in found.values()]


def _in_words(one: object) -> str:
    if isinstance(one, SearchFilter):
        return _("words; typing errors are forgiven")
    if isinstance(one, BoxFilter):
        return _("minLon,minLat,maxLon,maxLat in degrees, the south-west corner first")
    if isinstance(one, UpdatedSinceFilter):
        return _("a day or a moment, such as 2026-01-31 or 2026-01-31T12:00:00Z")
    return _("a day until today, such as 2026-01-31") if isinstance(one, PastDayFilter) else ""
