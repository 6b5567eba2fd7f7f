"""What no law sets a length for, as the visitor assumes it: shown apart, never added to the legal dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from permits.routes.answers import Answers, number_of
from permits.routes.questions import COURT, EIA_REPORT, GRID, PRE_CONSULTATION
from permits.routes.schedule import Scenario, Timeline


class Part(StrEnum):
    PRE_CONSULTATION = "pre-consultation"
    EIA_REPORT = "eia-report"
    GRID = "grid"
    COURT = "court"


QUESTIONS: Mapping[Part, str] = {
    Part.PRE_CONSULTATION: PRE_CONSULTATION,
    Part.EIA_REPORT: EIA_REPORT,
    Part.GRID: GRID,
    Part.COURT: COURT,
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """``weeks`` as the visitor gave it; ``scenario`` where the part follows the legal dates of one case."""

    part: Part
    weeks: int | float
    begin: date
    end: date
    scenario: Scenario | None = None


def assumptions(
    answers: Answers, start: date, report_due: date | None, timelines: Mapping[Scenario, Timeline]
) -> tuple[Assumption, ...]:
    return tuple(_parts(answers, start, report_due, timelines))


def _parts(
    answers: Answers, start: date, report_due: date | None, timelines: Mapping[Scenario, Timeline]
) -> Iterator[Assumption]:
    """Talks and the report are counted back from what they must precede; the court begins when the remedy ends."""
    weeks = {part: number_of(answers, question) for part, question in QUESTIONS.items()}
    if (talks := weeks[Part.PRE_CONSULTATION]) is not None:
        yield Assumption(Part.PRE_CONSULTATION, talks, start - _span(talks), start)
    if (report := weeks[Part.EIA_REPORT]) is not None and report_due is not None:
        yield Assumption(Part.EIA_REPORT, report, report_due - _span(report), report_due)
    if (grid := weeks[Part.GRID]) is not None:
        yield Assumption(Part.GRID, grid, start, start + _span(grid))
    if (court := weeks[Part.COURT]) is not None:
        for scenario, timeline in timelines.items():
            if timeline.end is not None:
                yield Assumption(Part.COURT, court, timeline.end, timeline.end + _span(court), scenario)


def _span(weeks: int | float) -> timedelta:
    return timedelta(days=round(7 * weeks))
