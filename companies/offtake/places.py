"""How far organisations are, and the nearest of many without measuring all of them."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping

from pyroaring import BitMap

from companies.offtake.plans import Point
from publication.index.facets import FacetIndex
from publication.index.grid import Box, GridIndex

_EARTH_KM = 6371.0
#: Cells of some six by ten kilometres here: small enough to leave most out, few enough to look at all.
_LEVEL = 12
#: A box of degrees has round sides: what is measured to its corners and sides may be this much too far.
_ROUND = 0.99
Measured = tuple[float | None, int]


class Places:
    """Distances to organisations: to their own point, else to the middle of their municipality."""

    def __init__(self, start: Point | None, grid: GridIndex, facets: FacetIndex, middles: Mapping[str, Point]) -> None:
        self._start, self._grid, self._middles = start, grid, middles
        self._unplaced = {slug: facets.any_of("municipality", [slug]) - grid.placed for slug in middles}
        self._patches = sorted(self._measured_patches(start), key=lambda one: one[0]) if start else []

    def is_at_middle(self, pk: int) -> bool:
        return pk not in self._grid.placed

    def nearest(self, these: BitMap, most: int) -> list[Measured]:
        """The nearest of these with their kilometres, unknown places last; equals by their key."""
        found: list[Measured] = []
        left = these.copy()
        for least, patch in self._patches:
            if len(found) >= most and least > (found[most - 1][0] or 0.0):
                break
            if members := left & patch:
                left -= members
                found = heapq.nsmallest(most, [*found, *((self.km(pk), pk) for pk in members)])
        else:
            found += [(None, pk) for pk, _more in zip(left, range(most - len(found)), strict=False)]
        return found

    def km(self, pk: int) -> float | None:
        there = self._grid.point(pk) if pk in self._grid.placed else self._middle(pk)
        return None if self._start is None or there is None else kilometres(self._start, there)

    def _middle(self, pk: int) -> Point | None:
        return next((self._middles[slug] for slug, bits in self._unplaced.items() if pk in bits), None)

    def _measured_patches(self, start: Point) -> Iterator[tuple[float, BitMap]]:
        """Who lies together, with the least distance that any of them can have."""
        for box, bits in self._grid.patches(_LEVEL):
            yield kilometres(start, _nearest_point(box, start)) * _ROUND, bits
        for slug, bits in self._unplaced.items():
            if bits:
                yield kilometres(start, self._middles[slug]), bits


def _nearest_point(box: Box, point: Point) -> Point:
    return min(max(point[0], box.south), box.north), min(max(point[1], box.west), box.east)


def kilometres(one: Point, other: Point) -> float:
    """As the crow flies, on a sphere: half a percent off at most."""
    (north, east), (there_north, there_east) = (map(math.radians, point) for point in (one, other))
    height = math.sin((there_north - north) / 2) ** 2
    width = math.cos(north) * math.cos(there_north) * math.sin((there_east - east) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(height + width))
