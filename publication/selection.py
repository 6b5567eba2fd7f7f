"""A selection of listings: what a query string asks for, counted, ordered, paged and read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from django.db import connection
from pyroaring import BitMap

from publication.index import ListingIndex
from publication.index.registry import lock
from publication.links import read_rows
from publication.models import Listing


@dataclasses.dataclass(slots=True)
class Selection:
    """Record ids of one kind, narrowed by named filters.

    ``narrowed`` keeps each filter's own bitmap, so that a facet can be counted as if its own filter were not set.
    ``first`` holds the records that come before the others in any order: those whose name a search hits.
    """

    index: ListingIndex
    narrowed: dict[str, BitMap] = dataclasses.field(default_factory=dict)
    first: BitMap | None = None

    def narrow(self, name: str, bits: BitMap) -> Selection:
        return Selection(self.index, {**self.narrowed, name: bits}, self.first)

    @property
    def model(self) -> type[Listing]:
        return self.index.publisher.listing

    def all(self) -> Selection:
        return self

    @property
    def bits(self) -> BitMap:
        return self._without(None)

    @property
    def count(self) -> int:
        return len(self.bits)

    def facet_counts(self, name: str) -> dict[str, int]:
        """How many records each value of a facet would give, the other filters kept."""
        with lock:
            return self.index.facets.counts(name, self._without(name))

    def page(self, order: str, offset: int, limit: int) -> list[int]:
        """Record ids from ``offset`` on, in a named order; ``-`` before it turns it round."""
        with lock:
            if not self.narrowed:
                return self.index.orders.page_of_everything(order, offset, limit)
            return self.index.orders.page(order, self.bits, self.first, offset, limit)

    def pks(self, order: str) -> list[int]:
        with lock:
            return list(self.index.orders.all(order, self.bits, self.first if self.narrowed else None))

    def _without(self, name: str | None) -> BitMap:
        with lock:
            bits = [bits for key, bits in self.narrowed.items() if key != name]
            return BitMap.intersection(self.index.all, *bits) if bits else self.index.all.copy()


def without(selection: Selection, name: str) -> Selection:
    """The selection as if one filter were not set."""
    narrowed = {key: bits for key, bits in selection.narrowed.items() if key != name}
    return dataclasses.replace(selection, narrowed=narrowed)


def placed(selection: Selection) -> Selection:
    """Those that have a point."""
    return selection.narrow("placed", selection.index.grid.placed)


def documents(index: ListingIndex, pks: Sequence[int], column: str) -> list[str]:
    """The ready JSON texts (``row_nl``, ``document_en`` …) of these records, in their order, in one query."""
    if not pks:
        return []
    meta = index.publisher.listing._meta
    key, table, text = (connection.ops.quote_name(str(name)) for name in (meta.pk.column, meta.db_table, column))
    # Whole numbers stand in the query itself: a parameter each would cost more than the reading.
    wanted = ",".join(str(int(pk)) for pk in pks)
    rows = read_rows(f"SELECT {key}, {text} FROM {table} WHERE {key} IN ({wanted})")  # noqa: S608 - names of our own
    found: Mapping[int, str] = dict(rows)
    return [found[pk] for pk in pks if pk in found]
