"""Where the municipalities lie, and how organisations are spread over them: a picture that needs no script."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from companies.views.register import Register, Row, vocabulary_rows
from publication.index.grid import Box
from publication.models import ListingState

WIDTH = 720
_MARGIN = 0.04  # degrees around the outermost municipality
_LETTER = 6.6  # width of a letter of a label, in units of the picture
_LINE = 15
Area = tuple[float, float, float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A municipality with the point of its seat, in WGS84 degrees."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclasses.dataclass(frozen=True, slots=True)
class Circle:
    """A municipality as drawn: its circle's area grows with its count, and it has a label where there is room."""

    place: Place
    count: int
    x: float
    y: float
    radius: float
    has_label: bool
    url: str = ""

    @property
    def label_y(self) -> float:
        """The base line of the label, below the circle."""
        return round(self.y + self.radius + 12, 1)


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    width: int
    height: int
    circles: list[Circle]


@dataclasses.dataclass(frozen=True, slots=True)
class Locator:
    """One point among the seats of all municipalities."""

    width: int
    height: int
    x: float
    y: float
    towns: list[tuple[float, float]]


def places(known: Mapping[str, ListingState], language: str) -> list[Place]:
    rows = vocabulary_rows("municipalities", "name", known, language)
    return [_place(row) for row in rows]


def province_box(known_places: Sequence[Place]) -> Box | None:
    """The box around all municipalities; nothing when there are none."""
    if not known_places:
        return None
    return Box(
        min(place.longitude for place in known_places) - _MARGIN,
        min(place.latitude for place in known_places) - _MARGIN,
        max(place.longitude for place in known_places) + _MARGIN,
        max(place.latitude for place in known_places) + _MARGIN,
    )


def overview(register: Register, known_places: Sequence[Place]) -> Overview | None:
    """The selection by municipality; each circle stands at the municipality's seat, whatever the precision."""
    box = province_box(known_places)
    if box is None:
        return None
    counts = register.selection.facet_counts("municipality")
    chosen = set(register.chosen("municipality"))
    if chosen:
        counts = {slug: count for slug, count in counts.items() if slug in chosen}
    drawn = draw(known_places, counts, box)
    circles = [
        dataclasses.replace(circle, url=register.address(municipality=circle.place.slug)) for circle in drawn.circles
    ]
    return dataclasses.replace(drawn, circles=circles)


def draw(known_places: Sequence[Place], counts: Mapping[str, int], box: Box) -> Overview:
    most = max(counts.values(), default=1)
    taken: list[Area] = []
    circles = []
    for place in sorted(known_places, key=lambda one: (-counts.get(one.slug, 0), one.name)):
        count = counts.get(place.slug, 0)
        x, y = _on_picture(place.latitude, place.longitude, box)
        radius = 4 + 30 * math.sqrt(count / most) if count else 2.5
        label = _label_area(place.name, x, y + radius)
        has_room = not any(_overlap(label, other) for other in taken) and label[0] > 0 and label[2] < WIDTH
        taken += [(x - radius, y - radius, x + radius, y + radius), *([label] if has_room else [])]
        circles.append(Circle(place, count, x, y, round(radius, 1), has_room))
    return Overview(WIDTH, _height(box) + _LINE, circles)


def locator(known_places: Sequence[Place], latitude: float, longitude: float) -> Locator | None:
    """Where one point lies among the municipalities; nothing when it lies outside them."""
    box = province_box(known_places)
    if box is None or not box.holds(latitude, longitude):
        return None
    x, y = _on_picture(latitude, longitude, box)
    towns = [_on_picture(place.latitude, place.longitude, box) for place in known_places]
    return Locator(WIDTH, _height(box), x, y, towns)


def _scale(box: Box) -> tuple[float, float]:
    """Units of the picture in a degree of longitude and of latitude."""
    across = WIDTH / (box.east - box.west)
    return across, across / math.cos(math.radians((box.south + box.north) / 2))


def _height(box: Box) -> int:
    return round((box.north - box.south) * _scale(box)[1])


def _on_picture(latitude: float, longitude: float, box: Box) -> tuple[float, float]:
    across, down = _scale(box)
    return round((longitude - box.west) * across, 1), round((box.north - latitude) * down, 1)


def _label_area(name: str, x: float, top: float) -> Area:
    half = len(name) * _LETTER / 2
    return (x - half, top, x + half, top + _LINE)


def _overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _place(row: Row) -> Place:
    longitude, latitude = row["location"]["coordinates"]
    return Place(row["slug"], row["name"], latitude, longitude)
