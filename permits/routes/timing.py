"""How long one procedure takes from one day on. Every term is computed by permits.terms; nothing is counted here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from permits.terms import (
    BeyondCalendar,
    CompletionCounting,
    Lawbook,
    OldLaw,
    Result,
    Suspension,
    SuspensionKind,
    TermError,
    compute,
)

REGULAR, EXTENDED, NOTICE = "regular", "extended", "notice-before-start"
ONE_DAY = timedelta(days=1)
COMPLETION_DAYS = 28
"""One round of completion in the worst case: an assumption that the visitor can change, not a term of law."""
LEAP = 14
REQUEST_AFTER = timedelta(weeks=4)
"""When that round begins; it does not change how long the whole takes."""


class Length(NamedTuple):
    """What makes one procedure as long as it is; equal lengths take equal time."""

    rule: str
    remedy: str = ""
    """Name of the term for objection or appeal; empty where there is none."""
    consent: bool = False
    coordinated: bool = False
    extension: bool = False
    completion_days: int = 0
    bibob: bool = False
    weeks: int | None = None
    """Of a notice: how long before the start."""


@dataclass(frozen=True, slots=True)
class Run:
    """One procedure from its application on. A date that cannot be computed is None, and ``missing`` says why."""

    application: date
    decision: date | None
    remedy_ends: date | None
    end: date | None
    """The last day: of the remedy where there is one, else of the decision."""
    results: tuple[Result, ...] = ()
    missing: TermError | None = None


@dataclass(slots=True)
class Clockwork:
    """Computes with one law book, and remembers what it computed."""

    book: Lawbook
    _runs: dict[tuple[Length, date], Run] = field(default_factory=dict)

    def run(self, length: Length, application: date) -> Run:
        key = (length, application)
        if key not in self._runs:
            self._runs[key] = _notice(length, application, self.book) if length.rule == NOTICE else self._run(*key)
        return self._runs[key]

    def _run(self, length: Length, application: date) -> Run:
        try:
            decision = compute(length.rule, application, _params(length, application, self.book), self.book)
        except (BeyondCalendar, OldLaw) as error:
            return Run(application, None, None, None, missing=error)
        if not length.remedy:
            return Run(application, decision.end, None, decision.end, (decision,))
        try:
            remedy = compute(length.remedy, decision.end, {}, self.book)
        except BeyondCalendar as error:
            return Run(application, decision.end, None, None, (decision,), error)
        return Run(application, decision.end, remedy.end, remedy.end, (decision, remedy))

    def latest(self, length: Length, deadline: date, ends: Callable[[Run], date | None]) -> date | None:
        """The last day of application from which ``ends`` is on or before ``deadline``; None when there is none.

        A later application never ends earlier, so the day is found by jumping by what is left, then day by day.
        """
        day = deadline
        while (spare := self._spare(length, day, deadline, ends)) is not None and spare < 0:
            day += timedelta(days=spare)
        if spare is None:
            return None
        while (spare := self._spare(length, day + ONE_DAY, deadline, ends)) is not None and spare >= 0:
            day += ONE_DAY
        return day

    def _spare(self, length: Length, day: date, deadline: date, ends: Callable[[Run], date | None]) -> int | None:
        """Days between the end and the deadline; an end beyond the known calendar is late by some weeks at least."""
        if day < self.book.since:
            return None
        run = self.run(length, day)
        end = ends(run)
        if end is not None:
            return (deadline - end).days
        return min(-LEAP, (deadline - (run.decision or deadline)).days)


def _params(length: Length, application: date, book: Lawbook) -> dict[str, object]:
    params: dict[str, object] = {}
    if length.rule not in (REGULAR, EXTENDED):
        return params
    if length.consent and length.rule == REGULAR:
        params["consent"] = True
    if length.extension:
        params["extensionWeeks"] = book.lengths.extension_weeks_at_most
    if length.coordinated and length.rule == EXTENDED:
        params["lastApplication"] = application
    if suspensions := _suspensions(length, application, book):
        params["suspensions"] = suspensions
    return params


def _suspensions(length: Length, application: date, book: Lawbook) -> list[Suspension]:
    """One round of completion that suspends the days asked for, then the longest Bibob advice; they do not overlap."""
    found = []
    asked = application + REQUEST_AFTER
    if length.completion_days:
        literal = book.counting is CompletionCounting.LITERAL
        done = asked + timedelta(days=length.completion_days + (1 if literal else 0))
        found.append(Suspension(SuspensionKind.COMPLETION, asked, done))
        asked = done + ONE_DAY
    if length.bibob:
        last = asked + timedelta(days=book.lengths.bibob_days - 1)
        found.append(Suspension(SuspensionKind.BIBOB, asked, last))
    return found


def _notice(length: Length, sent: date, book: Lawbook) -> Run:
    """A notice sent on ``sent``: the first day on which the activity may begin."""
    params = {} if length.weeks is None else {"weeks": length.weeks}
    begin = sent
    try:
        while (result := compute(NOTICE, begin, params, book)).end < sent:
            begin += max(sent - result.end, ONE_DAY)
    except (BeyondCalendar, OldLaw) as error:
        return Run(sent, None, None, None, missing=error)
    return Run(sent, None, None, begin, (result,))
