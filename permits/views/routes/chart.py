"""The timeline as bars: where each begins and ends, in thousandths of the whole time. The template draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from permits.routes.plan import Plan
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.routes.timing import Run

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """``kind``: decision or remedy; ``x`` and ``width`` in thousandths."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One case of one permit."""

    scenario: str
    bars: list[Bar]
    critical: bool
    end: date | None


@dataclass(frozen=True, slots=True)
class Row:
    slug: str
    name: str
    possible: bool
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    day: date


@dataclass(frozen=True, slots=True)
class Chart:
    """``cap`` and ``target`` are vertical lines; None where there is none, or where it lies outside."""

    begin: date
    end: date
    rows: list[Row]
    ticks: list[Tick]
    cap: int | None
    target: int | None


def chart(made: Plan) -> Chart | None:
    """None without dates."""
    runs = [run for line in made.timelines.values() for run in line.runs.values()]
    days = [day for run in runs for day in (run.application, run.decision, run.end) if day]
    cap = made.cap.result.end if made.cap and made.cap.result else None
    days += [day for day in (cap, made.target) if day]
    if not runs or len(set(days)) < 2:
        return None
    begin, end = min(days), max(days)
    scale = _Scale(begin, end)
    rows = [
        Row(slug, str(entry.permit.name), entry.decision.need is Need.POSSIBLE, _lines(made, slug, scale))
        for entry in made.entries
        if (slug := entry.permit.slug) in made.timelines[Scenario.NORMAL].runs
    ]
    return Chart(
        begin,
        end,
        sorted(rows, key=lambda row: _order(made, row.slug)),
        list(scale.ticks()),
        None if cap is None else scale.at(cap),
        None if made.target is None else scale.at(made.target),
    )


def _order(made: Plan, slug: str) -> tuple[date, date, str]:
    run = made.timelines[Scenario.WORST].runs[slug]
    return run.application, run.end or date.max, slug


def _lines(made: Plan, slug: str, scale: _Scale) -> list[Line]:
    return [
        Line(case.value, list(_bars(line.runs[slug], scale)), slug in line.critical, line.runs[slug].end)
        for case, line in made.timelines.items()
    ]


def _bars(run: Run, scale: _Scale) -> Iterator[Bar]:
    decided = run.decision or (run.end if run.remedy_ends is None else None)
    if decided:
        yield scale.bar("decision", run.application, decided)
    if run.decision and run.remedy_ends:
        yield scale.bar("remedy", run.decision, run.remedy_ends)


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: date
    end: date

    def at(self, day: date) -> int:
        return round((day - self.begin).days * WIDTH / (self.end - self.begin).days)

    def bar(self, kind: str, first: date, last: date) -> Bar:
        return Bar(kind, self.at(first), max(4, self.at(last) - self.at(first)))

    def ticks(self) -> Iterator[Tick]:
        """The first of each quarter; of each month when all is within a year; of the half years in the long run."""
        months = (self.end.year - self.begin.year) * 12 + self.end.month - self.begin.month
        every = 1 if months <= 8 else 3 if months <= 24 else 6
        for number in range(months + 1):
            year, month = divmod(self.begin.year * 12 + self.begin.month - 1 + number, 12)
            day = date(year, month + 1, 1)
            if month % every == 0 and self.begin < day < self.end:
                yield Tick(self.at(day), day)
