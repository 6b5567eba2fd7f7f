"""The regular procedure (Ow 16.62-16.64)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import weeks_after
from permits.terms.citations import (
    BIBOB,
    COMPLETION,
    CONSENT_TERM,
    LONG_TERMS,
    REGULAR_EXTENSION,
    REGULAR_TERM,
    Citation,
)
from permits.terms.lawbook import Lawbook
from permits.terms.options import day, flag, number, suspensions
from permits.terms.results import Alternative, Confidence, Result, Step, in_order
from permits.terms.rolling import Closing, act_applies, rolled, unknown_year_notice, unrolled, working_day_notice
from permits.terms.rules.extension import check_extension, extension_text
from permits.terms.rules.plain import next_day
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
    SUSPENSIONS,
    TOGETHER,
    other_counting,
)
from permits.terms.suspensions import Suspension
from permits.terms.texts import Text, Weeks


@dataclass(frozen=True, slots=True)
class RegularParams:
    consent: bool = flag("consent", _("Another body must consent"))
    extension_weeks: int = number("extensionWeeks", EXTENSION_WEEKS, maximum=6)
    extension_decided_on: date | None = day("extensionDecidedOn", EXTENSION_DECIDED)  # noqa: RUF009
    held_over_until: date | None = day("heldOverUntil", HELD_OVER, HELD_OVER_HELP)  # noqa: RUF009
    suspensions: tuple[Suspension, ...] = suspensions(SUSPENSIONS)


@dataclass(frozen=True, slots=True)
class _Term:
    """The lengths of one case: from base to end in any reading."""

    base: date
    weeks: int
    extension: int
    book: Lawbook

    def unrolled(self, days: int) -> date:
        return self.base + timedelta(days=days, weeks=self.extension)

    @property
    def rolls(self) -> bool:
        """Base and extension together longer than twelve weeks: outside the act, by the cautious reading."""
        return act_applies(weeks=self.weeks + self.extension)

    def end(self, days: int) -> date:
        last = self.unrolled(days)
        return self.book.calendar.roll(last) if self.rolls else last

    def own_end(self, days: int) -> date:
        """The end of the term without extension; within it the extension must be made known."""
        return self.book.calendar.roll(self.base + timedelta(days=days))

    def end_apart(self, days: int) -> date | None:
        """By the other reading base and extension are terms of their own, and both roll."""
        calendar = self.book.calendar
        own_end = calendar.roll_if_known(self.base + timedelta(days=days))
        return calendar.roll_if_known(weeks_after(own_end, self.extension)) if own_end else None


def regular(start: date, params: RegularParams, book: Lawbook) -> Result:
    """8 weeks after receipt, 12 with consent, once extended by 6 at most; suspended days are added before rolling."""
    lengths = book.lengths
    weeks = lengths.regular_consent_weeks if params.consent else lengths.regular_weeks
    counted_from = params.held_over_until or start
    base = weeks_after(counted_from, weeks)
    clock = Clock(params.suspensions, next_day(counted_from), book)
    term = _Term(base, weeks, params.extension_weeks, book)
    check_order(start, clock, _latest(term) if params.suspensions else base, params.held_over_until)
    days = clock.begun_in_time(term.end).days() if params.suspensions else 0
    if params.extension_decided_on is not None:
        check_extension(params, start, term.own_end(clock.most_days()))
    last = term.unrolled(days)
    closing = rolled(book, last) if term.rolls else unrolled(book, last, message=TOGETHER)
    alternatives = in_order(closing.end, _readings(term, clock, days))
    steps = _steps(start, params, term, clock, days, closing)
    confidence = Confidence.MEDIUM if alternatives or clock.has_completion else Confidence.HIGH
    unknown = unknown_year_notice(book, closing.end) if params.extension_weeks else ()
    notices = (*clock.notices(), *unknown, *working_day_notice(book, closing.end), Text(NO_PERMIT_BY_SILENCE))
    return Result("regular", start, closing.end, last, steps, confidence, book.version, alternatives, notices)


def _latest(term: _Term) -> date:
    """The latest end without suspension, in any reading."""
    return max(term.unrolled(0), term.end_apart(0) or term.unrolled(0))


def _steps(
    start: date, params: RegularParams, term: _Term, clock: Clock, days: int, closing: Closing
) -> tuple[Step, ...]:
    basis = CONSENT_TERM if params.consent else REGULAR_TERM
    text = Text(_("%(length)s later: the end of the term itself."), {"length": Weeks(term.weeks)})
    steps = [
        *start_steps(start, params.held_over_until),
        *clock.steps(),
        Step(term.base, text, basis),
        *suspended_step(clock, term.base + timedelta(days=days), days),
    ]
    if term.extension:
        limit = _("Last day to make the extension known.")
        steps += [
            Step(term.own_end(days), Text(limit), REGULAR_EXTENSION),
            Step(term.unrolled(days), extension_text(term.extension), REGULAR_EXTENSION),
        ]
    return (*steps, *closing.steps)


def _readings(term: _Term, clock: Clock, days: int) -> Iterator[Alternative]:
    """Each disputed point read the other way, then all of them together."""
    if not clock.suspensions and not term.extension:
        return
    other_days = clock.days(usual=False)
    longest = max(days, clock.days(), other_days, clock.days(capped=False), clock.days(usual=False, capped=False))
    yield Alternative(term.end(other_days), other_counting(clock.book, other_days), COMPLETION)
    yield Alternative(term.end(clock.days()), Text(FROM_LAST_DAY), COMPLETION)
    yield Alternative(term.end(clock.days(capped=False)), Text(LONGER_BIBOB), BIBOB)
    if term.extension:
        yield from _apart(term, days, Text(APART))
        yield from _apart(term, longest, Text(ALL_READINGS))
    yield Alternative(term.end(longest), Text(ALL_READINGS), (*COMPLETION, *BIBOB))


def _apart(term: _Term, days: int, reading: Text) -> Iterator[Alternative]:
    basis: tuple[Citation, ...] = LONG_TERMS
    if (end := term.end_apart(days)) is not None:
        yield Alternative(end, reading, basis)
