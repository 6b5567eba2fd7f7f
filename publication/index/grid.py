"""Where records lie: bitmaps per map cell for each zoom level, for clusters and boxes at a constant cost."""

from __future__ import annotations

import dataclasses
import functools
import math
from array import array
from collections.abc import Iterator
from itertools import islice

from pyroaring import BitMap

# Cell sizes halve with each level, as map tiles do; a cell of level n is 1/2^n of the world wide.
COARSEST, FINEST = 6, 18
_STEP = 2
_NOWHERE = float("nan")
_MERCATOR_LIMIT = 85.05112878
# So many points tell where a group lies; all of them would cost more the fuller the map is.
_SAMPLED = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A box in WGS84 degrees, edges included."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclasses.dataclass(frozen=True, slots=True)
class Cluster:
    """Records that lie together: how many, the middle of their points, and the records when they are few.

    ``example`` is one of the records; ``is_one_point`` says that all of them lie on the very same point.
    """

    count: int
    latitude: float
    longitude: float
    box: Box
    pks: tuple[int, ...]
    example: int
    is_one_point: bool


class GridIndex:
    def __init__(self) -> None:
        self.placed = BitMap()
        self._latitudes = array("d")
        self._longitudes = array("d")
        self._cells: dict[int, dict[tuple[int, int], BitMap]] = {
            level: {} for level in range(COARSEST, FINEST + 1, _STEP)
        }

    def add(self, pk: int, latitude: float | None, longitude: float | None) -> None:
        if latitude is None or longitude is None:
            return
        if pk >= len(self._latitudes):
            missing = max(pk + 1 - len(self._latitudes), len(self._latitudes) // 4)
            self._latitudes.extend([_NOWHERE] * missing)
            self._longitudes.extend([_NOWHERE] * missing)
        self._latitudes[pk], self._longitudes[pk] = latitude, longitude
        self.placed.add(pk)
        for level, cells in self._cells.items():
            cells.setdefault(_cell(latitude, longitude, level), BitMap()).add(pk)

    def discard(self, pk: int) -> None:
        if pk not in self.placed:
            return
        self.placed.discard(pk)
        for level, cells in self._cells.items():
            cell = _cell(*self.point(pk), level)
            cells[cell].discard(pk)
            if not cells[cell]:
                del cells[cell]

    def point(self, pk: int) -> tuple[float, float]:
        """Latitude and longitude of a placed record."""
        return self._latitudes[pk], self._longitudes[pk]

    def within(self, box: Box) -> BitMap:
        """Records whose point lies in the box; only the cells on its edge are looked into."""
        level = _level_for(box, cells_across=24)
        left, top, right, bottom = _span(box, level)
        whole: list[BitMap] = []
        edge: list[BitMap] = []
        for (x, y), bits in self._cells_in(box, level):
            (whole if left < x < right and top < y < bottom else edge).append(bits)
        found = BitMap.union(BitMap(), *whole)
        latitudes, longitudes = self._latitudes, self._longitudes
        south, west, north, east = box.south, box.west, box.north, box.east
        for bits in edge:
            found.update([pk for pk in bits if south <= latitudes[pk] <= north and west <= longitudes[pk] <= east])
        return found

    def clusters(self, box: Box, among: BitMap, *, cells_across: int = 12, few: int = 1) -> list[Cluster]:
        """At most about ``cells_across`` squared clusters of the wanted records in a box, biggest first."""
        level = _level_for(box, cells_across)
        clusters = []
        for cell, bits in self._cells_in(box, level):
            if members := bits & among:
                clusters.append(self._cluster(_box_of(cell, level), members, few))
        return sorted(clusters, key=lambda one: (-one.count, one.latitude, one.longitude))

    def patches(self, level: int) -> Iterator[tuple[Box, BitMap]]:
        """All cells of a level that hold a record, and the records in each."""
        for cell, bits in self._cells[level].items():
            yield _box_of(cell, level), bits

    def _cluster(self, box: Box, members: BitMap, few: int) -> Cluster:
        count, example = len(members), members[0]
        latitudes, longitudes = self._latitudes, self._longitudes
        latitude, longitude = latitudes[example], longitudes[example]
        # The last one first: most groups are told apart from a single point by it.
        last = members[count - 1]
        is_one_point = (
            latitudes[last] == latitude
            and longitudes[last] == longitude
            and all(latitudes[pk] == latitude and longitudes[pk] == longitude for pk in members)
        )
        if not is_one_point:
            sampled = list(islice(members, _SAMPLED))
            latitude = sum(map(latitudes.__getitem__, sampled)) / len(sampled)
            longitude = sum(map(longitudes.__getitem__, sampled)) / len(sampled)
        pks = tuple(members) if count <= few else ()
        return Cluster(count, latitude, longitude, box, pks, example, is_one_point)

    def _cells_in(self, box: Box, level: int) -> Iterator[tuple[tuple[int, int], BitMap]]:
        left, top, right, bottom = _span(box, level)
        cells = self._cells[level]
        if (right - left + 1) * (bottom - top + 1) > len(cells):
            yield from ((c, bits) for c, bits in cells.items() if left <= c[0] <= right and top <= c[1] <= bottom)
            return
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                if bits := cells.get((x, y)):
                    yield (x, y), bits


def _cell(latitude: float, longitude: float, level: int) -> tuple[int, int]:
    size = 1 << level
    latitude = max(-_MERCATOR_LIMIT, min(_MERCATOR_LIMIT, latitude))
    x = int((longitude + 180) / 360 * size)
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * size)
    return min(x, size - 1), min(y, size - 1)


def _span(box: Box, level: int) -> tuple[int, int, int, int]:
    """The first and last column and row of cells that a box touches: left, top, right, bottom."""
    return (*_cell(box.north, box.west, level), *_cell(box.south, box.east, level))


@functools.lru_cache(maxsize=20_000)
def _box_of(cell: tuple[int, int], level: int) -> Box:
    size = 1 << level
    west, east = (x / size * 360 - 180 for x in (cell[0], cell[0] + 1))
    north, south = (math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / size)))) for y in (cell[1], cell[1] + 1))
    return Box(west, south, east, north)


def _level_for(box: Box, cells_across: int) -> int:
    """The finest level at which the box is still at most so many cells wide and high."""
    for level in range(FINEST, COARSEST, -_STEP):
        left, top, right, bottom = _span(box, level)
        if max(right - left, bottom - top) < cells_across:
            return level
    return COARSEST
