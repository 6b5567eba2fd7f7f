"""What suspends or moves a decision term, alike for the regular and the extended procedure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from permits.terms.citations import BIBOB, COMPLETION, COMPLETION_PERIOD, HOLDING_OVER, OTHER_GROUNDS, RECEIPT, Citation
from permits.terms.errors import Fault, TermError, fault
from permits.terms.lawbook import CompletionCounting, Lawbook
from permits.terms.results import Step
from permits.terms.suspensions import Suspension, SuspensionKind, count, window
from permits.terms.texts import Days, Text

SOURCES = (
    (SuspensionKind.COMPLETION, COMPLETION),
    (SuspensionKind.BIBOB, BIBOB),
    (SuspensionKind.OTHER, OTHER_GROUNDS),
)
PARTLY_COUNTED = _(
    "The Bibob advice took longer than %(length)s. The days above that count only as far as the bureau waited for "
    "missing data."
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The suspensions of one term. ``since`` is its first day: what stands still before it moves nothing."""

    suspensions: tuple[Suspension, ...]
    since: date
    book: Lawbook

    def days(self, *, usual: bool = True, capped: bool = True) -> int:
        """Suspended days. ``usual``: count completion as the law book says; ``capped``: Bibob by 12 weeks at most."""
        if not self.suspensions:
            return 0
        counting = self.book.counting if usual else self.book.counting.other
        limit = self.book.lengths.bibob_days if capped else None
        return count(self.suspensions, self.since, counting, limit)

    def most_days(self, until: int | None = None) -> int:
        """The most that the first ``until`` suspensions (all without it) can move the term by, in any reading."""
        return count(self.suspensions[:until], self.since, CompletionCounting.DIFFERENCE)

    def begun_in_time(self, end: Callable[[int], date]) -> Clock:
        """Without the suspensions that begin after the term; ``end`` is its last day after so many suspended days.

        Asked for on the last day, completion suspends from the day after: by the letter nothing is left to suspend.
        """
        kept: tuple[Suspension, ...] = ()
        for one in sorted(self.suspensions, key=lambda suspension: suspension.requested_on):
            days = window(one, self.book.counting)
            if days is None or days[0] <= end(replace(self, suspensions=kept).days()):
                kept = (*kept, one)
        return replace(self, suspensions=kept)

    @property
    def has_completion(self) -> bool:
        """Whether something but Bibob suspends at all, so that the disputed count of its days matters."""
        return any(one.kind is not SuspensionKind.BIBOB and one.suspends for one in self.suspensions)

    def steps(self) -> Iterator[Step]:
        for one in sorted(self.suspensions, key=lambda suspension: suspension.requested_on):
            yield _suspension_step(one)

    def notices(self) -> Iterator[Text]:
        if self.suspensions and self.days(capped=False) != self.days():
            yield Text(PARTLY_COUNTED, {"length": Days(self.book.lengths.bibob_days)})


def _suspension_step(one: Suspension) -> Step:
    values = {"ended": one.ended_on}
    if one.kind is SuspensionKind.BIBOB:
        message = _("Bibob advice is asked for; received on %(ended)s. Both days are suspended.")
        return Step(one.requested_on, Text(message, values), BIBOB)
    if one.kind is SuspensionKind.OTHER:
        message = _("The term is suspended on another ground from the day after; the suspension ends on %(ended)s.")
        return Step(one.requested_on, Text(message, values), OTHER_GROUNDS)
    if not one.period_set:
        message = _("Completion is asked for without setting a period: the term is not suspended.")
        return Step(one.requested_on, Text(message), COMPLETION_PERIOD)
    message = _("Completion is asked for with a period; the suspension begins the day after and ends on %(ended)s.")
    return Step(one.requested_on, Text(message, values), COMPLETION)


def suspended_step(clock: Clock, end: date, days: int) -> tuple[Step, ...]:
    """The step that adds ``days`` to the term, which then ends on ``end``."""
    if not days:
        return ()
    basis: tuple[Citation, ...] = ()
    for kind, source in SOURCES:
        if any(one.kind is kind and one.suspends for one in clock.suspensions):
            basis += source
    text = Text(_("Plus %(length)s of suspension; a day is counted once."), {"length": Days(days)})
    return (Step(end, text, basis),)


def start_steps(start: date, held_over_until: date | None) -> tuple[Step, ...]:
    first = Step(start, Text(_("The application is received; this day does not count.")), RECEIPT)
    if held_over_until is None:
        return (first,)
    text = Text(_("The holding over ends: the term is counted from this day instead of the day of receipt."))
    return (first, Step(held_over_until, text, HOLDING_OVER))


def check_order(
    start: date, clock: Clock, end: date, held_over_until: date | None, first_application: date | None = None
) -> None:
    """Refuse dates that cannot have happened: before receipt, or a suspension of a term that had passed.

    ``end`` is the latest un-suspended end in any reading; suspensions are looked at in the order of their requests.
    """
    faults: list[Fault] = []
    if held_over_until is not None and held_over_until < start:
        message = _("The holding over cannot end before the application was received on %(start)s.")
        faults.append(fault("params.heldOverUntil", message, start=start))
    faults += _suspension_faults(clock, first_application or start, end)
    if faults:
        raise TermError(faults)


def _suspension_faults(clock: Clock, received: date, end: date) -> Iterator[Fault]:
    if not clock.suspensions:
        return
    numbered = sorted(enumerate(clock.suspensions), key=lambda pair: pair[1].requested_on)
    ordered = Clock(tuple(one for _number, one in numbered), clock.since, clock.book)
    for position, (number, one) in enumerate(numbered):
        field = f"params.suspensions.{number}.requestedOn"
        if one.requested_on < received:
            message = _("This is before the application was received on %(start)s.")
            yield fault(field, message, start=received)
            continue
        passed = end + timedelta(days=ordered.most_days(position))
        if one.requested_on > passed:
            yield fault(field, _("The term had already passed on %(passed)s; it cannot be suspended."), passed=passed)
