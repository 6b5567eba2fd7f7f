"""The index of one kind: built from its listings, then kept in step by what changed since."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Iterable
from typing import Any

from pyroaring import BitMap

from publication.index.facets import FacetIndex
from publication.index.grid import GridIndex
from publication.index.orders import Orders
from publication.index.words import WordIndex
from publication.models import ListingRemoval, ListingState
from publication.publishers import Publisher
from publication.text import words_of

_COLUMNS = ("pk", "facets", "words", "latitude", "longitude", "slug", "name_nl", "name_en")
_CHUNK = 5000


class ListingIndex:
    """Read-only for callers, who hold :attr:`lock` of the registry while they read.

    ``names`` is filled for vocabularies alone: slug to the names by language.
    """

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.lineage: uuid.UUID | None = None
        self.token: uuid.UUID | None = None
        self.version = -1
        self.all = BitMap()
        self.facets = FacetIndex(publisher.facets)
        self.words = WordIndex()
        self.name_words = WordIndex()
        self.grid = GridIndex()
        self.names: dict[str, dict[str, str]] = {}
        self._slugs: dict[int, str] = {}
        self.orders = Orders(self._read_order)

    def load(self, state: ListingState | None) -> None:
        """Fill an empty index from all listings."""
        self._take(self._listings().values_list(*_COLUMNS).iterator(_CHUNK))
        self._note(state)

    def advance(self, state: ListingState) -> None:
        """Take in what changed after the version held: removals first, since a record may have come back."""
        removed = ListingRemoval.objects.filter(kind=self.publisher.kind, version__gt=self.version)
        for pk in removed.values_list("record_id", flat=True):
            self._discard(pk)
        changed = self._listings().filter(version__gt=self.version).values_list(*_COLUMNS)
        self._take(changed.iterator(_CHUNK))
        self.orders.clear()
        self._note(state)

    def order(self, name: str) -> array[int]:
        """All record ids in a named order; read from the database once per change."""
        return self.orders.ids(name)

    def slugs_of(self, pks: Iterable[int]) -> list[str]:
        """Slugs of records of a vocabulary, in the order given."""
        return [self._slugs[pk] for pk in pks if pk in self._slugs]

    def _read_order(self, name: str) -> array[int]:
        columns = self.publisher.orders[name]
        return array("I", self._listings().order_by(*columns).values_list("pk", flat=True))

    def _listings(self) -> Any:
        return self.publisher.listing.objects  # type: ignore[attr-defined]

    def _note(self, state: ListingState | None) -> None:
        if state is not None:
            self.lineage, self.token, self.version = state.lineage, state.token, state.version
        else:
            self.version = 0

    def _take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        for pk, facets, words, latitude, longitude, slug, name_nl, name_en in rows:
            if pk in self.all:
                self._discard(pk)
            self.all.add(pk)
            self.facets.add(pk, facets)
            self.words.add(pk, words.split())
            self.name_words.add(pk, words_of(f"{name_nl} {name_en}"))
            self.grid.add(pk, latitude, longitude)
            if self.publisher.is_vocabulary:
                self.names[slug] = {"nl": name_nl, "en": name_en}
                self._slugs[pk] = slug

    def _discard(self, pk: int) -> None:
        if pk not in self.all:
            return
        self.all.discard(pk)
        self.facets.discard(pk)
        self.words.discard(pk)
        self.name_words.discard(pk)
        self.grid.discard(pk)
        if (slug := self._slugs.pop(pk, None)) is not None:
            self.names.pop(slug, None)
