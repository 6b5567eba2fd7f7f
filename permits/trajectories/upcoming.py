"""What comes next, by whom and until when, as far as the law or what was asked gives a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms import RULES, BeyondCalendar, TermError, compute
from permits.terms.citations import EXTENDED_EXTENSION, REGULAR_EXTENSION
from permits.trajectories.deadlines import Term, cap_term, decision_params
from permits.trajectories.events import Facts
from permits.trajectories.extensions import CAP, WEEKS, cap_extendable_until, unit_of
from permits.trajectories.holders import GROUND_HOLDERS
from permits.trajectories.kinds import EventKind, Holder, Outcome, Phase, ProcedureKind
from permits.trajectories.progress import Progress, Request
from permits.trajectories.table import BY_NOTICE, EXTENDABLE
from permits.trajectories.windows import Window

UNTIL = _("at the latest")
FROM = _("from")
IN_TIME = _("possible until")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """``how`` says what the day means: at the latest, from that day on, possible until."""

    kind: EventKind
    holder: Holder
    on: date | None
    how: Promise = UNTIL


def upcoming(progress: Progress, term: Term | None, windows: tuple[Window, ...]) -> tuple[Upcoming, ...]:
    return tuple(_NEXT[progress.phase](progress, term.due if term else None, windows))


def _preparation(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    yield Upcoming(EventKind.RECEIVED, Holder.APPLICANT, due)


def _treatment(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    yield from _open_requests(progress)
    procedure = progress.facts.procedure
    limit = extension_limit(progress)
    if limit is not None:
        yield Upcoming(EventKind.EXTENDED, Holder.AUTHORITY, limit, IN_TIME)
    if procedure is ProcedureKind.EXTENDED:
        yield Upcoming(EventKind.DRAFT_LAID_OPEN, Holder.AUTHORITY, None)
    if procedure in BY_NOTICE:
        yield Upcoming(EventKind.IN_FORCE, Holder.NOBODY, progress.facts.planned_start, FROM)
    else:
        yield Upcoming(EventKind.DECIDED, Holder.AUTHORITY, due)


def _draft(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    yield from _open_requests(progress)
    if progress.facts.rule == CAP and (limit := extension_limit(progress)) is not None:
        yield Upcoming(EventKind.EXTENDED, Holder.AUTHORITY, limit, IN_TIME)
    for window in windows:
        if window.kind is EventKind.VIEWS_RECEIVED:
            yield Upcoming(EventKind.VIEWS_RECEIVED, Holder.THIRD_PARTY, window.last, IN_TIME)
    yield Upcoming(EventKind.DECIDED, Holder.AUTHORITY, due)


def _decided(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    yield Upcoming(EventKind.PUBLISHED, Holder.AUTHORITY, None)


def _published(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    first_in_force = force_day(progress)
    if first_in_force is not None:
        yield Upcoming(EventKind.IN_FORCE, Holder.NOBODY, first_in_force, FROM)
    for window in windows:
        if window.kind in (EventKind.OBJECTION, EventKind.APPEAL):
            yield Upcoming(window.kind, Holder.THIRD_PARTY, window.last, IN_TIME)
    if any(one.is_open for one in progress.objections):
        yield Upcoming(EventKind.OBJECTION_DECIDED, Holder.AUTHORITY, due)
    if any(one.is_open for one in progress.appeals):
        yield Upcoming(EventKind.APPEAL_DECIDED, Holder.THIRD_PARTY, None)


def _ended(progress: Progress, due: date | None, windows: tuple[Window, ...]) -> Iterator[Upcoming]:
    return iter(())


_NEXT: Mapping[Phase, Callable[[Progress, date | None, tuple[Window, ...]], Iterator[Upcoming]]] = MappingProxyType(
    {
        Phase.PREPARATION: _preparation,
        Phase.TREATMENT: _treatment,
        Phase.DRAFT: _draft,
        Phase.DECIDED: _decided,
        Phase.PUBLISHED: _published,
        Phase.ENDED: _ended,
    }
)


def _open_requests(progress: Progress) -> Iterator[Upcoming]:
    for one in progress.completions:
        if one.is_open:
            yield Upcoming(EventKind.COMPLETED, Holder.APPLICANT, one.asked.until)
            if one.asked.until is not None:
                yield Upcoming(EventKind.DECLINED, Holder.AUTHORITY, _decline_day(progress, one.asked.until), IN_TIME)
    for one in progress.suspensions:
        if one.is_open:
            yield Upcoming(EventKind.RESUMED, GROUND_HOLDERS[one.asked.ground], one.asked.until)
    for one in progress.advice:
        if one.is_open:
            yield Upcoming(
                EventKind.ADVICE_RECEIVED, Holder.THIRD_PARTY, one.asked.until or _consent_day(progress, one)
            )


def _decline_day(progress: Progress, period_end: date) -> date | None:
    return _end("decline-incomplete", period_end, {}, progress)


def _consent_day(progress: Progress, request: Request) -> date | None:
    asked = request.asked
    return _end("consent", asked.on, {}, progress) if asked.is_consent else None


def force_day(progress: Progress) -> date | None:
    """The first day in force by law, while that has not been recorded."""
    decided, published = progress.single.get(EventKind.DECIDED), progress.single.get(EventKind.PUBLISHED)
    if published is None or decided is None or decided.outcome is not Outcome.GRANTED:
        return None
    if EventKind.IN_FORCE in progress.single or _is_annulled(progress):
        return None
    return _end("entry-into-force", published.on, {"afterFourWeeks": published.after_four_weeks}, progress)


def _is_annulled(progress: Progress) -> bool:
    kinds = (EventKind.OBJECTION_DECIDED, EventKind.APPEAL_DECIDED)
    return any(one.outcome is Outcome.ANNULLED for kind in kinds if (one := progress.single.get(kind)))


def extension_limit(progress: Progress) -> date | None:
    """The last day on which the term can be extended, while it has not been; of the cap, while months are left."""
    facts, received = progress.facts, progress.received_on
    if (cap := cap_term(progress)) is not None:
        return cap_extendable_until(progress, cap.due)
    if received is None or EventKind.EXTENDED in progress.single or not _is_extendable(facts):
        return None
    known = {option.name for option in RULES[facts.rule].options}
    params = {name: value for name, value in decision_params(progress).items() if name in known}
    params["extensionWeeks"] = progress.book.lengths.extension_weeks_at_most
    try:
        result = compute(facts.rule, received, params, progress.book)
    except TermError:
        return None
    basis = (REGULAR_EXTENSION, EXTENDED_EXTENSION)
    return next((step.date for step in result.steps if step.basis in basis), None)


def _is_extendable(facts: Facts) -> bool:
    return facts.procedure in EXTENDABLE and unit_of(facts.rule) == WEEKS


def _end(rule: str, start: date, params: Mapping[str, object], progress: Progress) -> date | None:
    try:
        return compute(rule, start, params, progress.book).end
    except BeyondCalendar:
        return None
