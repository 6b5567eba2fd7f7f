"""What the map draws in a box: groups, places that several organisations share, and single points.

The grid gives at most a few hundred groups whatever the number of organisations, so an answer stays small and quick.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from publication.index.grid import Box, Cluster, GridIndex
from publication.index.registry import lock
from publication.selection import Selection

FEWEST_CELLS, MOST_CELLS = 3, 24
WORLD = Box(-180, -85, 180, 85)
# Up to so many records the grid names each one, so that a group can be drawn by its own points.
_FEW = 12
# Finer than what is drawn, so that a group lies where its records are; what comes too close is then put together.
_CELLS_ACROSS = 40
# A degree of latitude looks as long on the map as 1 / _FLAT degrees of longitude, in the Netherlands.
_FLAT = math.cos(math.radians(52))


@dataclasses.dataclass(frozen=True, slots=True)
class Marker:
    """``pk`` is one of its records: the only one of a point, an example for a place. A group has none, but a box."""

    count: int
    latitude: float
    longitude: float
    pk: int | None
    box: Box | None


def read_cells(value: str | None) -> int:
    """How many markers have room side by side on the reader's map.

    :raises ValueError: with the reason in the reader's language
    """
    if value is None:
        return MOST_CELLS // 2
    if value.isascii() and value.isdigit() and len(value) < 3 and FEWEST_CELLS <= int(value) <= MOST_CELLS:
        return int(value)
    reason = _("Give a whole number from %(fewest)d to %(most)d.") % {"fewest": FEWEST_CELLS, "most": MOST_CELLS}
    raise ValueError(reason)


def corners(box: Box) -> list[float]:
    """West, south, east, north in degrees, to about a metre."""
    return [round(number, 5) for number in (box.west, box.south, box.east, box.north)]


def markers(selection: Selection, box: Box, room_across: int) -> list[Marker]:
    """Markers of a selection in a box that is ``room_across`` markers wide."""
    with lock:
        grid, among = selection.index.grid, selection.bits
        clusters = grid.clusters(box, among, cells_across=_CELLS_ACROSS, few=_FEW)
        drawn = [_marker(grid, cluster) for cluster in clusters]
    return _apart(drawn, (box.east - box.west) / room_across)


def _apart(drawn: Sequence[Marker], gap: float) -> list[Marker]:
    """Markers less than ``gap`` degrees of longitude apart become one group, the biggest taking in the smaller."""
    if gap <= 0:
        return list(drawn)
    kept: dict[tuple[int, int], Marker] = {}
    for one in drawn:
        square = _too_close(kept, one, gap)
        if square is None:
            kept[_square(one, gap)] = one
        else:
            kept[square] = _together(kept[square], one)
    return list(kept.values())


def _too_close(kept: Mapping[tuple[int, int], Marker], one: Marker, gap: float) -> tuple[int, int] | None:
    """The square of a kept marker that leaves this one no room: its own, or the nearest around it."""
    x, y = own = _square(one, gap)
    if own in kept:
        return own
    around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    near = [square for square in around if square in kept and _distance(kept[square], one) < gap]
    return min(near, key=lambda square: _distance(kept[square], one), default=None)


def _square(one: Marker, gap: float) -> tuple[int, int]:
    return int(one.longitude // gap), int(one.latitude // (gap * _FLAT))


def _distance(one: Marker, other: Marker) -> float:
    return math.hypot(one.longitude - other.longitude, (one.latitude - other.latitude) / _FLAT)


def _together(one: Marker, other: Marker) -> Marker:
    """One group of two markers; it stays where the bigger one is."""
    west, south, east, north = _edges(one)
    other_west, other_south, other_east, other_north = _edges(other)
    box = Box(
        other_west if other_west < west else west,
        other_south if other_south < south else south,
        other_east if other_east > east else east,
        other_north if other_north > north else north,
    )
    return Marker(one.count + other.count, one.latitude, one.longitude, pk=None, box=box)


def _edges(one: Marker) -> tuple[float, float, float, float]:
    if (box := one.box) is None:
        return one.longitude, one.latitude, one.longitude, one.latitude
    return box.west, box.south, box.east, box.north


def _marker(grid: GridIndex, cluster: Cluster) -> Marker:
    if cluster.is_one_point:
        return Marker(cluster.count, cluster.latitude, cluster.longitude, pk=cluster.example, box=None)
    box = _around([grid.point(pk) for pk in cluster.pks]) if cluster.pks else cluster.box
    return Marker(cluster.count, cluster.latitude, cluster.longitude, pk=None, box=box)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
