"""What the API must know of a collection."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from rest_framework.serializers import Serializer

from publication.exports import Table
from publication.filters import FacetFilter, ListingFilterSet


@dataclasses.dataclass(frozen=True)
class Collection:
    """A kind of listing as a collection of the API.

    ``row`` and ``document`` describe what the ready texts hold: they document, they are not run. ``singular`` and
    ``plural`` are its names in operation ids; ``key`` is what a record is asked for by: its slug, or its number.
    ``daily``: a filter looks at the calendar, so that a list of yesterday does not stand today.
    """

    filterset: type[ListingFilterSet]
    table: Table
    row: type[Serializer]
    document: type[Serializer]
    singular: str
    plural: str
    summary: str
    key: str = "slug"
    daily: bool = False

    @property
    def kind(self) -> str:
        return self.filterset.collection

    @functools.cached_property
    def vocabularies(self) -> Mapping[str, str]:
        """The kinds whose slugs a filter takes, by the name of the filter."""
        filters = self.filterset.base_filters
        return {
            name: one.vocabulary for name, one in filters.items() if isinstance(one, FacetFilter) and one.vocabulary
        }

    @functools.cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that an answer hangs on: a filter's vocabulary decides what is a mistake."""
        return tuple(sorted({self.kind, *self.vocabularies.values()}))
