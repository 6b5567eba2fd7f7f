"""Periods in which others may act: views, objection, appeal, each with its last day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from permits.terms import BeyondCalendar, Result, compute
from permits.trajectories.kinds import EventKind, Outcome, Remedy
from permits.trajectories.progress import ONE_DAY, Progress
from permits.trajectories.views_period import views_period


@dataclass(frozen=True, slots=True)
class Window:
    """``kind`` is the event that may come within it."""

    kind: EventKind
    first: date
    last: date
    result: Result

    def is_open(self, day: date) -> bool:
        return self.first <= day <= self.last


def windows(progress: Progress) -> tuple[Window, ...]:
    """All of the procedure, passed ones included, in order; none that the calendar cannot compute."""
    return tuple(sorted(_windows(progress), key=lambda one: (one.first, one.kind)))


def still_there(found: Iterable[Window], progress: Progress) -> tuple[Window, ...]:
    """Without those that were open when there was nothing left to respond to: no last day counts for them."""
    gone = gone_on(progress)
    return tuple(one for one in found if gone is None or one.last < gone)


def gone_on(progress: Progress) -> date | None:
    """When the application or the decision ceased to be: withdrawn, not processed, or annulled by the court.

    A decision that is annulled in objection is replaced by the one on the objection, against which one can appeal.
    """
    appeal = progress.single.get(EventKind.APPEAL_DECIDED)
    annulled = appeal.on if appeal is not None and appeal.outcome is Outcome.ANNULLED else None
    days = (progress.day(EventKind.WITHDRAWN), progress.day(EventKind.DECLINED), annulled)
    return min((day for day in days if day is not None), default=None)


def _windows(progress: Progress) -> Iterator[Window]:
    views = views_period(progress)
    if views is not None:
        yield Window(EventKind.VIEWS_RECEIVED, views.start, views.end, views)
    published, remedy = progress.day(EventKind.PUBLISHED), progress.facts.remedy
    if published is not None and remedy is Remedy.OBJECTION:
        yield from _remedy(progress, EventKind.OBJECTION, "objection", published)
    if published is not None and remedy is Remedy.APPEAL:
        yield from _remedy(progress, EventKind.APPEAL, "appeal", published)
    objection_decided = progress.day(EventKind.OBJECTION_DECIDED)
    if objection_decided is not None:
        # Made known to who objected, so counted as a decision that is made known (Awb 6:8(1)).
        yield from _remedy(progress, EventKind.APPEAL, "objection", objection_decided)


def _remedy(progress: Progress, kind: EventKind, rule: str, start: date) -> Iterator[Window]:
    try:
        result = compute(rule, start, {}, progress.book)
    except BeyondCalendar:
        return
    yield Window(kind, start + ONE_DAY, result.end, result)
