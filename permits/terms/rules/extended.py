"""The extended procedure (Awb 3.4, Ow 16.65-16.66), with coordinated applications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import clipped, months_after, months_from, weeks_after
from permits.terms.citations import (
    BIBOB,
    COMPLETION,
    COORDINATION,
    EXTENDED_EXTENSION,
    EXTENDED_TERM,
    LONG_TERMS,
)
from permits.terms.errors import Fault, TermError, fault
from permits.terms.lawbook import Lawbook
from permits.terms.options import day, number, suspensions
from permits.terms.results import Alternative, Confidence, Result, Step, in_order
from permits.terms.rolling import Closing, unknown_year_notice, unrolled, working_day_notice
from permits.terms.rules.extension import check_extension, extension_text
from permits.terms.rules.plain import months_text, next_day
from permits.terms.rules.running import Clock, check_order, start_steps, suspended_step
from permits.terms.rules.wording import (
    ALL_READINGS,
    APART,
    EXTENSION_DECIDED,
    EXTENSION_WEEKS,
    FROM_LAST_DAY,
    HELD_OVER,
    HELD_OVER_HELP,
    LONGER_BIBOB,
    NO_PERMIT_BY_SILENCE,
    RATHER_AFTER,
    SUSPENSIONS,
    other_counting,
)
from permits.terms.suspensions import Suspension
from permits.terms.texts import Months, Text


@dataclass(frozen=True, slots=True)
class ExtendedParams:
    extension_weeks: int = number("extensionWeeks", EXTENSION_WEEKS, maximum=6)
    extension_decided_on: date | None = day("extensionDecidedOn", EXTENSION_DECIDED)  # noqa: RUF009
    suspensions: tuple[Suspension, ...] = suspensions(SUSPENSIONS)
    first_application: date | None = day("firstApplication", _("First of the coordinated applications"))  # noqa: RUF009
    last_application: date | None = day(  # noqa: RUF009
        "lastApplication",
        _("Last of the coordinated applications"),
        _("The same day as the start date above: the term begins with the last application."),
    )
    held_over_until: date | None = day("heldOverUntil", HELD_OVER, HELD_OVER_HELP)  # noqa: RUF009


@dataclass(frozen=True, slots=True)
class _Term:
    counted_from: date
    coordinated: bool
    """The law says *from* the day of the last application, so that day counts (Awb 3:25): the cautious reading."""
    extension: int
    book: Lawbook

    @property
    def first_day(self) -> date:
        return self.counted_from if self.coordinated else next_day(self.counted_from)

    @property
    def months(self) -> int:
        return self.book.lengths.extended_months

    def base(self, *, after: bool = False) -> date:
        counted = months_after if after or not self.coordinated else months_from
        return counted(self.counted_from, self.months)

    def end(self, days: int, *, after: bool = False) -> date:
        """Six months are outside the Algemene termijnenwet, so the whole never rolls."""
        return self.base(after=after) + timedelta(days=days, weeks=self.extension)

    def end_apart(self, days: int, *, after: bool = False) -> date | None:
        """By the other reading the extension is a term of its own, and rolls."""
        return self.book.calendar.roll_if_known(self.end(days, after=after))


def extended(start: date, params: ExtendedParams, book: Lawbook) -> Result:
    """Six months after receipt, once extended by six weeks at most; suspended days are added; nothing rolls."""
    _check_coordination(start, params)
    counted_from = params.held_over_until or start
    coordinated = params.last_application is not None and params.held_over_until is None
    term = _Term(counted_from, coordinated, params.extension_weeks, book)
    clock = Clock(params.suspensions, term.first_day, book)
    check_order(start, clock, _latest(term, clock), params.held_over_until, params.first_application)
    days = clock.begun_in_time(term.end).days() if params.suspensions else 0
    limit = _extension_limit(start, params, clock, book)
    last = term.end(days)
    closing = unrolled(book, last)
    alternatives = in_order(last, _readings(term, clock, days))
    unknown = unknown_year_notice(book, last) if params.extension_weeks else ()
    notices = (*clock.notices(), *unknown, *working_day_notice(book, last), Text(NO_PERMIT_BY_SILENCE))
    steps = _steps(start, params, term, clock, days, limit, closing)
    confidence = _confidence(term, clock, bool(alternatives))
    return Result("extended", start, last, last, steps, confidence, book.version, alternatives, notices)


def _latest(term: _Term, clock: Clock) -> date:
    """The latest end without suspension, in any reading; only asked for where something suspends."""
    if not clock.suspensions:
        return term.counted_from
    return term.end_apart(0, after=True) or term.end(0, after=True)


def _extension_limit(start: date, params: ExtendedParams, clock: Clock, book: Lawbook) -> date | None:
    """Eight weeks after receipt, which roll; holding over does not move it (Ow 16.61 names only Awb 3:18(1))."""
    if not params.extension_weeks and params.extension_decided_on is None:
        return None
    limit = weeks_after(start, book.lengths.extension_limit_weeks)
    if params.extension_decided_on is not None:
        check_extension(params, start, book.calendar.roll(limit + timedelta(days=clock.most_days())))
    return book.calendar.roll(limit)


def _confidence(term: _Term, clock: Clock, disputed: bool) -> Confidence:
    """Low for coordination: how its first day counts is not confirmed by any source."""
    if term.coordinated:
        return Confidence.LOW
    doubtful = disputed or clock.has_completion or clipped(term.counted_from, term.months)
    return Confidence.MEDIUM if doubtful else Confidence.HIGH


def _steps(
    start: date,
    params: ExtendedParams,
    term: _Term,
    clock: Clock,
    days: int,
    limit: date | None,
    closing: Closing,
) -> tuple[Step, ...]:
    base = term.base()
    steps = [*_first_steps(start, params), *clock.steps()]
    if limit is not None:
        text = Text(_("Last day to decide on the extension, and before the draft is laid open."))
        steps.append(Step(limit, text, EXTENDED_EXTENSION))
    if term.coordinated:
        counted = Text(_("%(length)s in which the first day counts."), {"length": Months(term.months)})
        steps.append(Step(base, counted, (*EXTENDED_TERM, *COORDINATION)))
    else:
        steps.append(Step(base, months_text(term.counted_from, base, term.months), EXTENDED_TERM))
    steps += suspended_step(clock, base + timedelta(days=days), days)
    if term.extension:
        steps.append(Step(term.end(days), extension_text(term.extension), EXTENDED_EXTENSION))
    return (*steps, *closing.steps)


def _first_steps(start: date, params: ExtendedParams) -> Iterator[Step]:
    if params.last_application is None or params.held_over_until is not None:
        yield from start_steps(start, params.held_over_until)
        return
    if params.first_application is not None:
        text = Text(_("The first of the coordinated applications is received; the term does not begin yet."))
        yield Step(params.first_application, text, COORDINATION)
    text = Text(_("The last of the coordinated applications is received: the term begins, and this day counts."))
    yield Step(start, text, COORDINATION)


def _readings(term: _Term, clock: Clock, days: int) -> Iterator[Alternative]:
    """Each disputed point read the other way, then all of them together."""
    if not clock.suspensions and not term.extension and not term.coordinated:
        return
    other_days = clock.days(usual=False)
    longest = max(days, clock.days(), other_days, clock.days(capped=False), clock.days(usual=False, capped=False))
    yield Alternative(term.end(other_days), other_counting(clock.book, other_days), COMPLETION)
    yield Alternative(term.end(clock.days()), Text(FROM_LAST_DAY), COMPLETION)
    yield Alternative(term.end(clock.days(capped=False)), Text(LONGER_BIBOB), BIBOB)
    if term.coordinated:
        yield Alternative(term.end(days, after=True), Text(RATHER_AFTER), COORDINATION)
    if term.extension:
        yield from _apart(term, days, Text(APART), after=False)
        yield from _apart(term, longest, Text(ALL_READINGS), after=True)
    yield Alternative(term.end(longest, after=True), Text(ALL_READINGS), EXTENDED_TERM)


def _apart(term: _Term, days: int, reading: Text, *, after: bool) -> Iterator[Alternative]:
    if (end := term.end_apart(days, after=after)) is not None:
        yield Alternative(end, reading, LONG_TERMS)


def _check_coordination(start: date, params: ExtendedParams) -> None:
    first, last = params.first_application, params.last_application
    faults: list[Fault] = []
    if first is not None and last is None:
        faults.append(fault("params.lastApplication", _("Give the last of the coordinated applications as well.")))
    if last is not None and last != start:
        message = _("The term begins with the last application, so this must be the start date, %(start)s.")
        faults.append(fault("params.lastApplication", message, start=start))
    if first is not None and last is not None and first > last:
        message = _("The first application cannot come after the last one on %(last)s.")
        faults.append(fault("params.firstApplication", message, last=last))
    if faults:
        raise TermError(faults)
