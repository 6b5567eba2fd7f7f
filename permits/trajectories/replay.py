"""From events to a state. Pure: the same events, facts and law book give the same state, however they came in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.lawbook import Lawbook
from permits.terms.texts import Text
from permits.trajectories.corrections import effective
from permits.trajectories.deadlines import Term, TermKind, decision_terms, notice_term, term_of
from permits.trajectories.details import check_details
from permits.trajectories.events import Event, Facts
from permits.trajectories.extensions import after_the_limit
from permits.trajectories.guards import check_open, check_phase, check_running
from permits.trajectories.holders import segments
from permits.trajectories.kinds import EventKind, Outcome, Phase, Remedy, Status
from permits.trajectories.progress import Progress
from permits.trajectories.state import State
from permits.trajectories.upcoming import upcoming
from permits.trajectories.windows import Window, still_there, windows

NO_TERM_KNOWN = _("The law names no term for this procedure, or it is not known here.")
REMEDY_UNKNOWN = _("It is not known which remedy there is; ask the competent authority.")


def replay(events: Collection[Event], facts: Facts, book: Lawbook) -> State:
    """The state after ``events``; :class:`Refused` names the first event that cannot have happened so, and why."""
    return state_of(progress_of(events, facts, book))


def progress_of(events: Collection[Event], facts: Facts, book: Lawbook) -> Progress:
    progress = Progress(facts, book)
    ordered = effective(events)
    for event in ordered:
        check_details(event, facts, book)
    for number, event in enumerate(ordered):
        to = check_phase(event, progress, ordered[number + 1 :])
        check_open(event, progress, ordered[number + 1 :])
        progress.take(event, to)
        check_running(event, progress)
    return progress


def state_of(progress: Progress) -> State:
    found = windows(progress)
    shown = still_there(found, progress)
    decision = decision_terms(progress)
    terms = _running(progress, decision, found)
    term = terms[0] if terms else None
    parts = segments(progress, found)
    return State(
        phase=progress.phase,
        status=_status(progress),
        term=term,
        terms=terms,
        decision_term=decision[0] if decision else None,
        segments=parts,
        windows=shown,
        upcoming=upcoming(progress, term, shown),
        outcome=_outcome(progress),
        days=tuple(sorted((kind, event.on) for kind, event in progress.single.items())),
        last_event_on=progress.applied[-1].on if progress.applied else None,
        awaited_until=_awaited_until(progress),
        notices=_notices(progress, decision),
    )


def _running(progress: Progress, decision: tuple[Term, ...], found: tuple[Window, ...]) -> tuple[Term, ...]:
    """The terms that somebody has to keep now, the earliest first."""
    if progress.phase in (Phase.TREATMENT, Phase.DRAFT):
        return decision
    if progress.phase is Phase.PREPARATION:
        notice = notice_term(progress)
        return (notice,) if notice else ()
    objections = [one for one in progress.objections if one.is_open]
    window = next((one for one in found if one.kind is EventKind.OBJECTION), None)
    if progress.phase is Phase.PUBLISHED and objections and window is not None:
        params = {"advisoryCommittee": any(one.asked.has_committee for one in objections)}
        return (term_of(TermKind.OBJECTION_DECISION, "objection-decision", window.last, params, progress.book),)
    return ()


def _status(progress: Progress) -> Status:
    if progress.phase is Phase.ENDED:
        return Status.WITHDRAWN if EventKind.WITHDRAWN in progress.single else Status.DECLINED
    if progress.phase is Phase.PUBLISHED:
        return _published_status(progress)
    if progress.phase is Phase.DRAFT and not any(progress.standing_still()):
        return Status.DRAFT
    if progress.phase in (Phase.TREATMENT, Phase.DRAFT):
        if any(progress.standing_still()):
            return Status.SUSPENDED
        return Status.INCOMPLETE if any(one.is_open for one in progress.completions) else Status.TREATMENT
    return Status(progress.phase)


def _published_status(progress: Progress) -> Status:
    if any(one.is_open for one in progress.appeals):
        return Status.APPEAL
    if any(one.is_open for one in progress.objections):
        return Status.OBJECTION
    outcome = _outcome(progress)
    if outcome is Outcome.ANNULLED:
        return Status.ANNULLED
    if outcome is Outcome.REFUSED:
        return Status.REFUSED
    return Status.IN_FORCE if EventKind.IN_FORCE in progress.single else Status.PUBLISHED


def _outcome(progress: Progress) -> Outcome | None:
    """What was decided, and whether it stood: a decision that stands keeps the outcome that it had."""
    for kind in (EventKind.APPEAL_DECIDED, EventKind.OBJECTION_DECIDED):
        event = progress.single.get(kind)
        if event is not None and event.outcome is Outcome.ANNULLED:
            return Outcome.ANNULLED
    decided = progress.single.get(EventKind.DECIDED)
    return decided.outcome if decided else None


def _awaited_until(progress: Progress) -> date | None:
    """The last day of the earliest period in which somebody else has to answer."""
    if progress.phase not in (Phase.TREATMENT, Phase.DRAFT):
        return None
    requests = (*progress.completions, *progress.suspensions, *progress.advice)
    return min((one.asked.until for one in requests if one.is_open and one.asked.until), default=None)


def _notices(progress: Progress, decision: tuple[Term, ...]) -> tuple[Text, ...]:
    notices = []
    if progress.received_on is not None and not progress.facts.rule and progress.closed_on is None:
        notices.append(Text(NO_TERM_KNOWN))
    if EventKind.PUBLISHED in progress.single and progress.facts.remedy is Remedy.UNKNOWN:
        notices.append(Text(REMEDY_UNKNOWN))
    main = next((term for term in decision if term.kind is TermKind.DECISION), None)
    if main is not None and progress.closed_on is None:
        late = after_the_limit(progress, main.result)
        notices += [late] if late is not None else []
    return tuple(notices)
