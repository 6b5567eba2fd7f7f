"""Named orders of all records of a kind, and the selections that were lately walked in them."""

from __future__ import annotations

import hashlib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from pyroaring import BitMap

_MOST_WALKS = 64
# Sorting a selection costs its size, walking to its first page costs the size of the kind divided by that of the
# selection: below this square of its size per record of the kind, sorting is the shorter way.
_SORTED_BELOW = 32


class Orders:
    """Read-only for callers. ``read`` gives the ids of all records in a named order, as the database has it."""

    def __init__(self, read: Callable[[str], array[int]]) -> None:
        self._read = read
        self._ids: dict[str, array[int]] = {}
        self._places: dict[str, array[int]] = {}
        self._walks: OrderedDict[tuple[str, bytes, bytes], _Walk] = OrderedDict()

    def clear(self) -> None:
        """Records have changed: everything is read again when it is asked for."""
        self._ids.clear()
        self._places.clear()
        self._walks.clear()

    def ids(self, name: str) -> array[int]:
        if name not in self._ids:
            self._ids[name] = self._read(name)
        return self._ids[name]

    def all(self, order: str, wanted: BitMap, first: BitMap | None = None) -> Iterator[int]:
        """Wanted records in an order; ``-`` before its name turns it round, those of ``first`` come before the rest."""
        if not first:
            return self._sorted(order, wanted)
        return chain(self._sorted(order, wanted & first), self._sorted(order, wanted - first))

    def page(self, order: str, wanted: BitMap, first: BitMap | None, offset: int, limit: int) -> list[int]:
        """A part of :meth:`all`. Who turns pages of a selection goes on where the last page ended."""
        key = (order, _digest(wanted), _digest(first) if first else b"")
        walk = self._walks.get(key)
        if walk is None:
            walk = self._walks[key] = _Walk(self.all(order, wanted, first))
            if len(self._walks) > _MOST_WALKS:
                self._walks.popitem(last=False)
        self._walks.move_to_end(key)
        return walk.part(offset, limit)

    def page_of_everything(self, order: str, offset: int, limit: int) -> list[int]:
        ids = self.ids(order.removeprefix("-"))
        if not order.startswith("-"):
            return ids[offset : offset + limit].tolist()
        end = max(len(ids) - offset, 0)
        return ids[max(end - limit, 0) : end][::-1].tolist()

    def _sorted(self, order: str, wanted: BitMap) -> Iterator[int]:
        name, is_turned = order.removeprefix("-"), order.startswith("-")
        ids = self.ids(name)
        if len(wanted) ** 2 < _SORTED_BELOW * len(ids):
            return iter(sorted(wanted, key=self._places_of(name).__getitem__, reverse=is_turned))
        return filter(wanted.__contains__, reversed(ids) if is_turned else ids)

    def _places_of(self, name: str) -> array[int]:
        """The place of each record in an order, by its id."""
        if name not in self._places:
            ids = self.ids(name)
            places = self._places[name] = array("I", bytes(4 * (max(ids, default=0) + 1)))
            for place, pk in enumerate(ids):
                places[pk] = place
        return self._places[name]


class _Walk:
    """A selection in its order, as far as somebody asked for it."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = iter(ids)
        self._found: array[int] = array("I")

    def part(self, offset: int, limit: int) -> list[int]:
        missing = offset + limit - len(self._found)
        if missing > 0:
            self._found.extend(islice(self._ids, missing))
        return self._found[offset : offset + limit].tolist()


def _digest(bits: BitMap) -> bytes:
    return hashlib.blake2b(bits.serialize(), digest_size=16).digest()
