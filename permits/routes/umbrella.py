"""The cap of the Critical Raw Materials Act over all permits of a strategic project together (article 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from permits.routes.answers import Answers, day_of
from permits.routes.questions import COMPLETE_ON, RECOGNISED_ON, STAGE, START, STRATEGIC
from permits.routes.schedule import Scenario, Timeline
from permits.terms import Lawbook, Result, TermError, compute

RECOGNISED, RUNNING = "recognised", "recognised-running"
EXTRACTION = "extraction"


@dataclass(frozen=True, slots=True)
class Cap:
    """``within``: whether the last decision of each case falls on or before the cap; None where a date is missing.

    ``completeness`` is there when nobody knows the day of acknowledgement: the cap is then counted from the last day
    for it. ``missing`` says why there is no cap although the project is recognised.
    """

    result: Result | None
    completeness: Result | None
    extended: date | None
    within: Mapping[Scenario, bool | None]
    missing: TermError | None = None
    needs: str = ""
    """The question that must be answered first."""


def cap(answers: Answers, timelines: Mapping[Scenario, Timeline], book: Lawbook) -> Cap | None:
    """The cap, for a project that is recognised as strategic; None for every other."""
    status = answers.get(STRATEGIC)
    if status not in (RECOGNISED, RUNNING):
        return None
    question = RECOGNISED_ON if status == RUNNING else COMPLETE_ON
    begin, completeness = day_of(answers, question), None
    nothing: Mapping[Scenario, bool | None] = dict.fromkeys(Scenario)
    try:
        if begin is None and status == RECOGNISED and (start := day_of(answers, START)):
            completeness = compute("crma-completeness", start, {}, book)
            begin = completeness.end
        if begin is None:
            return Cap(None, None, None, nothing, needs=question if status == RUNNING else START)
        result = _cap(answers, begin, status == RUNNING, book)
    except TermError as error:
        return Cap(None, completeness, None, nothing, missing=error)
    within = {case: _within(timeline.last_decision, result.end) for case, timeline in timelines.items()}
    return Cap(result, completeness, result.steps[-1].date, {**nothing, **within})


def includes_extraction(answers: Answers) -> bool:
    """Whether the project wins raw materials from the ground, for which the cap is longer (article 11(1)(a))."""
    stages = answers.get(STAGE)
    return isinstance(stages, tuple) and EXTRACTION in stages


def _cap(answers: Answers, begin: date, running: bool, book: Lawbook) -> Result:
    extraction = includes_extraction(answers)
    lengths = book.lengths
    months = lengths.crma_extraction_extension_months if extraction else lengths.crma_extension_months
    params = {"withExtraction": extraction, "alreadyInProcess": running, "extensionMonths": months}
    return compute("crma", begin, params, book)


def _within(decision: date | None, end: date) -> bool | None:
    return None if decision is None else decision <= end
