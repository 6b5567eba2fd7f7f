"""Geometry of the chart of materials, as plain numbers for a template: no drawing here."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from valuechains.documents import Document

_LONGEST_SYMBOL = 5
_STEP_AWAY = 11


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """A drawing area in SVG units. The plot lies within the margins; ``font`` is the size of a label, ``line`` the
    height of its box, ``mark`` half the width of a mark."""

    name: str
    width: int
    height: int
    left: int
    bottom: int
    font: int
    line: float
    mark: float
    x_step: int = 1
    right: int = 24
    top: int = 16


WIDE = Size("wide", 960, 560, left=64, bottom=64, font=14, line=17, mark=8)
NARROW = Size("narrow", 360, 520, left=38, bottom=54, font=12, line=14, mark=6, right=16, top=12)


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return round((self.top + self.bottom) / 2, 1)

    def overlap(self, other: "Box") -> float:
        """The area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A material as far as the chart knows it."""

    slug: str
    name: str
    label: str
    strategic: bool
    risk: float
    importance: float


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """One material: its mark, its label and, where the label had to move away, the line between them."""

    spot: Spot
    x: float
    y: float
    box: Box
    leader: bool
    reach: float

    @property
    def diamond(self) -> str:
        """The corners of the mark of a strategic material."""
        x, y, reach = self.x, self.y, self.reach
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        return " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)

    @property
    def radius(self) -> float:
        """Of the round mark of a material that is not strategic, about as large as a diamond."""
        return round(self.reach * 0.7, 1)

    @property
    def spoken(self) -> str:
        """The label as it is seen, then the name: what is seen is part of what is heard (WCAG 2.5.3)."""
        name, label = self.spot.name, self.spot.label
        return name if label == name else f"{label}, {name}"

    @property
    def label_x(self) -> float:
        return round((self.box.left + self.box.right) / 2, 1)

    @property
    def label_y(self) -> float:
        return round(self.box.bottom - 4, 1)


@dataclasses.dataclass(frozen=True, slots=True)
class Scatter:
    size: Size
    points: Sequence[Point]
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]

    @property
    def floor(self) -> int:
        return self.size.height - self.size.bottom

    @property
    def end(self) -> int:
        return self.size.width - self.size.right

    @property
    def middle(self) -> float:
        return (self.size.left + self.end) / 2


def scatter(rows: Iterable[Document], size: Size) -> Scatter:
    """Supply risk (upwards, from nought) against economic importance (to the right, from the lowest whole number).

    Materials of which one of the two is not known are left out; the table beside the chart has them.
    """
    spots = (
        Spot(
            row["slug"],
            row["name"],
            short_label(row),
            row["strategic"],
            row["supplyRisk"],
            row["economicImportance"],
        )
        for row in rows
        if row["supplyRisk"] is not None and row["economicImportance"] is not None
    )
    return drawn(tuple(spots), size)


@lru_cache(maxsize=64)
def drawn(spots: tuple[Spot, ...], size: Size) -> Scatter:
    """The chart of these materials; finding room for labels takes longer than all else, so it is kept."""
    start = int(min((spot.importance for spot in spots), default=0))
    end = _round_up(max((spot.importance for spot in spots), default=0))
    highest = _round_up(max((spot.risk for spot in spots), default=0))
    across = (size.width - size.left - size.right) / (end - start)
    floor = size.height - size.bottom
    up = (floor - size.top) / highest
    marks = [(size.left + (spot.importance - start) * across, floor - spot.risk * up) for spot in spots]
    x_steps = range(0, end - start + 1, size.x_step)
    return Scatter(
        size,
        list(_labelled(spots, _apart(marks, size.mark), size)),
        [Tick(round(size.left + step * across, 1), str(start + step)) for step in x_steps],
        [Tick(round(floor - step * up, 1), str(step)) for step in range(highest + 1)],
    )


def short_label(row: Document) -> str:
    """What stands beside a mark: the symbol, or the name where there is none or no single one."""
    symbols = row["symbols"]
    if len(symbols) == 1 and len(symbols[0]) <= _LONGEST_SYMBOL:
        return symbols[0]
    if len(symbols) > 1:
        return f"{symbols[0]}–{symbols[-1]}"
    return row["name"]


def _round_up(number: float) -> int:
    return int(number) + 1


def _apart(places: Iterable[tuple[float, float]], reach: float) -> list[tuple[float, float]]:
    """Marks that would cover each other stand side by side: less than a rounding of the figures away."""
    taken: list[tuple[float, float]] = []
    for x, y in places:
        while any(abs(x - other) < reach and abs(y - height) < reach for other, height in taken):
            x += reach * 1.7
        taken.append((x, y))
    return [(round(x, 1), round(y, 1)) for x, y in taken]


def _labelled(spots: Sequence[Spot], places: Sequence[tuple[float, float]], size: Size) -> Iterator[Point]:
    """Give each label the first free place around its mark; the one with the least overlap when none is free."""
    reach = size.mark
    frame = Box(size.left, 0, size.width, size.height - size.bottom)
    taken = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in places]
    widths = [text_width(spot.label, size.font) for spot in spots]
    chosen = {}
    # Long labels have the least room: they choose first.
    for number in sorted(range(len(spots)), key=lambda one: -widths[one]):
        candidates = _around(*places[number], widths[number], size)
        chosen[number] = min(candidates, key=lambda one: _cost(one[0], taken, frame))
        taken.append(chosen[number][0])
    for number, spot in enumerate(spots):
        yield Point(spot, *places[number], *chosen[number], reach)


def text_width(text: str, font: int) -> float:
    """About how wide a label is in bold; capitals and digits take more room than small letters."""
    return sum(font * (0.76 if letter.isupper() else 0.6) for letter in text) + 4


def _cost(box: Box, taken: Sequence[Box], frame: Box) -> float:
    """Shared area, and what sticks out of the frame ten times as heavy. ``min`` keeps the first of equals."""
    inside = box.overlap(frame)
    area = (box.right - box.left) * (box.bottom - box.top)
    return sum(box.overlap(other) for other in taken) + 10 * (area - inside)


def _around(x: float, y: float, width: float, size: Size) -> Iterator[tuple[Box, bool]]:
    """Places for a label, the best first; the ones further off get a line to their mark."""
    height = size.line
    for distance in (0, _STEP_AWAY, 2 * _STEP_AWAY, 3 * _STEP_AWAY):
        gap = size.mark + 2 + distance
        slant = gap * 0.75
        for left, top in (
            (x + gap, y - height / 2),
            (x - width / 2, y - gap - height),
            (x - gap - width, y - height / 2),
            (x - width / 2, y + gap),
            (x + slant, y - slant - height),
            (x - slant - width, y - slant - height),
            (x + slant, y + slant),
            (x - slant - width, y + slant),
        ):
            yield Box(left, top, left + width, top + height), distance > 0
