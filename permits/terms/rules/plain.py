"""Terms of some weeks after an event that roll to a working day; most of the law's terms are of this kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import months_after, weeks_after
from permits.terms.citations import Citation
from permits.terms.lawbook import Lawbook
from permits.terms.results import Confidence, Result, Step
from permits.terms.rolling import rolled, unrolled, working_day_notice
from permits.terms.texts import Months, Text, Weeks


@dataclass(frozen=True, slots=True)
class NoParams:
    """For rules that a start date is enough for."""


def weeks_term(
    rule: str,
    start: date,
    weeks: int,
    book: Lawbook,
    *,
    event: Promise,
    basis: tuple[Citation, ...],
    confidence: Confidence = Confidence.HIGH,
) -> Result:
    """``weeks`` after ``start``, which does not count; rolls. ``event`` says what happened on that day."""
    last = weeks_after(start, weeks)
    closing = rolled(book, last)
    steps = (
        Step(start, Text(event), basis),
        Step(last, Text(_("%(length)s later: the day of the event does not count."), {"length": Weeks(weeks)}), basis),
        *closing.steps,
    )
    return Result(rule, start, closing.end, last, steps, confidence, book.version)


def months_term(
    rule: str, start: date, months: int, book: Lawbook, *, event: Promise, basis: tuple[Citation, ...]
) -> Result:
    """``months`` after ``start``: too long to roll."""
    last = months_after(start, months)
    closing = unrolled(book, last)
    confidence = Confidence.HIGH if last.day == start.day else Confidence.MEDIUM
    steps = (Step(start, Text(event), basis), Step(last, months_text(start, last, months), basis), *closing.steps)
    notices = working_day_notice(book, last)
    return Result(rule, start, last, last, steps, confidence, book.version, notices=notices)


def months_text(start: date, last: date, months: int) -> Text:
    if last.day != start.day:
        message = _("%(length)s later: the last day of the month, because it has no day %(day)s.")
        return Text(message, {"length": Months(months), "day": start.day})
    return Text(_("%(length)s later: the same day of the month."), {"length": Months(months)})


def next_day(day: date) -> date:
    return day + timedelta(days=1)
