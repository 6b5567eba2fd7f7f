"""What must hold beside the transition table: order of dates, and what stands open when an event comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from permits.terms import BeyondCalendar, compute
from permits.trajectories.deadlines import CRMA_RULES, cap_term, check_clock
from permits.trajectories.events import Event, Facts
from permits.trajectories.extensions import (
    CAP,
    MONTHS,
    MOST_IN_ALL,
    already_ran,
    months_at_most,
    months_given,
    unit_of,
)
from permits.trajectories.kinds import EventKind, Outcome, Phase, ProcedureKind, Remedy
from permits.trajectories.progress import Progress, Request, matching
from permits.trajectories.refusals import from_terms, refuse
from permits.trajectories.table import rows_of, transition
from permits.trajectories.views_period import views_period

NEEDS: Mapping[EventKind, EventKind] = MappingProxyType(
    {
        EventKind.COMPLETED: EventKind.COMPLETION_ASKED,
        EventKind.RESUMED: EventKind.SUSPENDED,
        EventKind.ADVICE_RECEIVED: EventKind.ADVICE_ASKED,
        EventKind.VIEWS_RECEIVED: EventKind.DRAFT_LAID_OPEN,
        EventKind.PUBLISHED: EventKind.DECIDED,
        EventKind.IN_FORCE: EventKind.PUBLISHED,
        EventKind.OBJECTION: EventKind.PUBLISHED,
        EventKind.OBJECTION_DECIDED: EventKind.OBJECTION,
        EventKind.APPEAL: EventKind.PUBLISHED,
        EventKind.APPEAL_DECIDED: EventKind.APPEAL,
        EventKind.DECLINED: EventKind.COMPLETION_ASKED,
    }
)
"""What comes before what, for the reason that is given when the order is wrong."""

ONCE = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.EXTENDED,
        EventKind.DECIDED,
        EventKind.PUBLISHED,
        EventKind.IN_FORCE,
        EventKind.DECLINED,
        EventKind.WITHDRAWN,
    }
)
"""What happens once in a procedure; other events can come again, and so can an extension of the cap."""

COMES_BEFORE = _("This cannot come before “%(needed)s”, which is on %(day)s.")
NOT_YET = _("“%(needed)s” has not happened yet.")
ALREADY = _("This happened already, on %(day)s.")
BEFORE_DRAFT = _("Too late: the term can be extended only before the draft is laid open, which was on %(day)s.")


def check_phase(event: Event, progress: Progress, later: Sequence[Event]) -> Phase | None:
    """Where the table leads, or the refusal with the most telling reason."""
    facts = progress.facts
    found = transition(event.kind, progress.phase, facts.procedure, facts.remedy)
    if found is not None:
        return found.to
    if not rows_of(event.kind, facts.procedure, facts.remedy):
        message = _("This does not belong to this procedure: %(procedure)s, %(remedy)s.")
        raise refuse(event, "kind", message, procedure=facts.procedure.label, remedy=facts.remedy.label)
    if progress.phase is Phase.ENDED:
        message = _("The procedure ended on %(day)s; nothing can happen after that.")
        raise refuse(event, "on", message, day=progress.closed_on)
    needed = _missing(event, progress)
    if needed is not None:
        _refuse_order(event, needed, later)
    if event.kind is EventKind.EXTENDED and progress.phase is Phase.DRAFT:
        raise refuse(event, "on", BEFORE_DRAFT, day=progress.day(EventKind.DRAFT_LAID_OPEN))
    if _happens_once(event.kind, facts) and event.kind in progress.single:
        raise refuse(event, "kind", ALREADY, day=progress.day(event.kind))
    message = _("This cannot happen while the procedure stands at “%(phase)s”.")
    raise refuse(event, "kind", message, phase=progress.phase.label)


def _happens_once(kind: EventKind, facts: Facts) -> bool:
    return kind in ONCE and not (kind is EventKind.EXTENDED and facts.rule == CAP)


def _missing(event: Event, progress: Progress) -> EventKind | None:
    """The event that should have come first."""
    if progress.phase is Phase.PREPARATION:
        return EventKind.RECEIVED
    extended = progress.facts.procedure is ProcedureKind.EXTENDED
    if event.kind is EventKind.DECIDED and extended and progress.phase is Phase.TREATMENT:
        return EventKind.DRAFT_LAID_OPEN
    needed = NEEDS.get(event.kind)
    return needed if needed is not None and needed not in progress.single else None


def _refuse_order(event: Event, needed: EventKind, later: Sequence[Event]) -> None:
    follows = next((one for one in later if one.kind is needed), None)
    if follows is not None:
        raise refuse(event, "on", COMES_BEFORE, needed=needed.label, day=follows.on)
    raise refuse(event, "kind", NOT_YET, needed=needed.label)


def check_open(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    """Run the guard of this kind, if it has one; called when the table allows the event."""
    guard = _GUARDS.get(event.kind)
    if guard is not None:
        guard(event, progress, later)


def check_running(event: Event, progress: Progress) -> None:
    """After an event that touches the clock was taken: does the terms engine accept it on that day?"""
    if event.kind in (EventKind.COMPLETION_ASKED, EventKind.SUSPENDED, EventKind.EXTENDED):
        error = check_clock(progress, event.on)
        if error is not None:
            raise from_terms(event, error)


def _answers(requests: Callable[[Progress], Sequence[Request]]) -> Callable[[Event, Progress, Sequence[Event]], None]:
    def check(event: Event, progress: Progress, later: Sequence[Event]) -> None:
        if matching(requests(progress), event):
            return
        needed = NEEDS[event.kind]
        follows = next((one for one in later if one.kind is needed), None)
        if follows is not None and event.kind in (EventKind.COMPLETED, EventKind.RESUMED):
            message = _("The suspension ends on %(ended)s, before it began on %(began)s.")
            raise refuse(event, "on", message, ended=event.on, began=follows.on)
        if event.party and requests(progress):
            raise refuse(event, "party", _("No advice of “%(party)s” is being waited for."), party=event.party)
        _refuse_order(event, needed, later)

    return check


def _completed(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    """A strategic project's completeness is acknowledged also when nothing was missing (CRMA 11(6))."""
    if progress.extensions and progress.facts.rule == CAP and not already_ran(progress.facts):
        message = _("The cap, which begins with this day, was extended already, on %(day)s.")
        raise refuse(event, "on", message, day=progress.day(EventKind.EXTENDED))
    if progress.facts.rule not in CRMA_RULES:
        _answers(lambda known: known.completions)(event, progress, later)


def _extended(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    if progress.facts.rule == CAP:
        _cap_extended(event, progress, later)
        return
    if progress.phase is Phase.DRAFT:
        raise refuse(event, "on", BEFORE_DRAFT, day=progress.day(EventKind.DRAFT_LAID_OPEN))
    if EventKind.EXTENDED in progress.single:
        message = _("The term was extended already, on %(day)s; the law allows it once.")
        raise refuse(event, "kind", message, day=progress.day(EventKind.EXTENDED))
    if progress.facts.rule and not unit_of(progress.facts.rule):
        raise refuse(event, "kind", _("The law does not extend this term: plan the new date, with the reason."))


def _cap_extended(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    """Before the cap has passed in any reading, and not by more than the law allows in all (CRMA 11(4))."""
    cap = cap_term(progress)
    if cap is None:
        _refuse_order(event, EventKind.COMPLETED, later)
        return
    if cap.result is not None:
        last = max([cap.result.end, *(one.date for one in cap.result.alternatives)])
        if event.on > last:
            raise refuse(event, "on", _("Too late: the cap could be extended until it passed, on %(day)s."), day=last)
    most, before = months_at_most(progress.facts, progress.book), months_given(progress)
    if before + (event.months or 0) > most:
        raise refuse(event, MONTHS, MOST_IN_ALL, most=most, before=before)


def _decided(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    period = views_period(progress)
    if progress.phase is Phase.DRAFT and period is not None and event.on <= period.end:
        message = _("Views can be given until %(last)s: the decision comes after that.")
        raise refuse(event, "on", message, last=period.end)


def _in_force(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    if EventKind.IN_FORCE in progress.single:
        raise refuse(event, "kind", ALREADY, day=progress.day(EventKind.IN_FORCE))
    decided, published = progress.single.get(EventKind.DECIDED), progress.single.get(EventKind.PUBLISHED)
    if decided is not None and decided.outcome is not Outcome.GRANTED:
        raise refuse(event, "kind", _("The permit was refused: nothing comes into force."))
    if published is None:
        return
    try:
        params = {"afterFourWeeks": published.after_four_weeks}
        first = compute("entry-into-force", published.on, params, progress.book).end
    except BeyondCalendar:
        return
    if event.on < first:
        message = _("Too early: by law the permit can be in force from %(first)s.")
        raise refuse(event, "on", message, first=first)


def _appeal(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    if progress.facts.remedy is Remedy.OBJECTION and EventKind.OBJECTION_DECIDED not in progress.single:
        _refuse_order(event, EventKind.OBJECTION_DECIDED, later)


def _declined(event: Event, progress: Progress, later: Sequence[Event]) -> None:
    asked = [one for one in progress.completions if one.asked.until is not None and one.is_open]
    if not asked:
        message = _("Only an application that was not completed within a period that was set can be left unprocessed.")
        raise refuse(event, "kind", message)
    last = max(one.asked.until for one in asked if one.asked.until)
    if event.on <= last:
        raise refuse(event, "on", _("The period for completion runs until %(last)s."), last=last)


_GUARDS: Mapping[EventKind, Callable[[Event, Progress, Sequence[Event]], None]] = MappingProxyType(
    {
        EventKind.COMPLETED: _completed,
        EventKind.RESUMED: _answers(lambda progress: progress.suspensions),
        EventKind.ADVICE_RECEIVED: _answers(lambda progress: progress.advice),
        EventKind.EXTENDED: _extended,
        EventKind.DECIDED: _decided,
        EventKind.IN_FORCE: _in_force,
        EventKind.OBJECTION_DECIDED: _answers(lambda progress: progress.objections),
        EventKind.APPEAL: _appeal,
        EventKind.APPEAL_DECIDED: _answers(lambda progress: progress.appeals),
        EventKind.DECLINED: _declined,
    }
)
