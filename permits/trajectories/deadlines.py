"""The statutory terms of a procedure, all computed by ``permits.terms``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permits.terms import RULES, BeyondCalendar, Result, Suspension, SuspensionKind, TermError, compute
from permits.terms.lawbook import Lawbook
from permits.terms.texts import Text
from permits.trajectories.events import COORDINATED
from permits.trajectories.extensions import CAP, cap_began, cap_params
from permits.trajectories.kinds import EventKind, Ground, Phase
from permits.trajectories.progress import Progress, Request
from permits.trajectories.views_period import views_in_time

CRMA_RULES = (CAP, "crma-completeness")
NOTICE_RULE = "notice-before-start"


class TermKind(TextChoices):
    """What has to be done on the statutory date."""

    DECISION = "decision", _("decision on the application")
    WITHOUT_VIEWS = "without-views", _("decision when there are no views")
    COMPLETENESS = "completeness", _("acknowledge completeness")
    CAP = "cap", _("all permits of the strategic project")
    NOTICE = "notice", _("give notice before the start")
    OBJECTION_DECISION = "objection-decision", _("decision on the objection")


@dataclass(frozen=True, slots=True)
class Term:
    """``assumption`` says what the date supposes that has not happened yet; without a date ``unknown`` says why."""

    kind: TermKind
    result: Result | None = None
    assumption: Text | None = None
    unknown: Text | None = None

    @property
    def due(self) -> date | None:
        return self.result.end if self.result else None


STANDS_STILL = _("The term has stood still since %(since)s, and nobody knows until when.")
IF_ANSWERED_LAST = _("Counted as if the suspension ends on %(day)s.")
NOT_COUNTED = _("The suspension is not counted: the rule of this term knows none.")


def term_of(
    kind: TermKind,
    rule: str,
    start: date,
    params: Mapping[str, Any],
    book: Lawbook,
    assumption: Text | None = None,
) -> Term:
    """The term, or the reason why it cannot be computed."""
    try:
        return Term(kind, compute(rule, start, params, book), assumption)
    except TermError as error:
        return Term(kind, unknown=error.faults[0].reason)


def decision_terms(progress: Progress) -> tuple[Term, ...]:
    """What the authority has to keep, the earliest first; also when the decision was taken already."""
    terms = list(_decision_terms(progress))
    return tuple(sorted(terms, key=lambda term: (term.due is None, term.due or date.max)))


def _decision_terms(progress: Progress) -> Iterator[Term]:
    received, rule = progress.received_on, progress.facts.rule
    if received is None or not rule or rule == NOTICE_RULE:
        return
    if rule in CRMA_RULES:
        yield from _crma(progress, received)
        return
    yield main_term(progress)
    draft = progress.day(EventKind.DRAFT_LAID_OPEN)
    if draft is not None and not views_in_time(progress):
        yield term_of(TermKind.WITHOUT_VIEWS, "decision-without-views", draft, {}, progress.book)


def _crma(progress: Progress, received: date) -> Iterator[Term]:
    if (cap := cap_term(progress)) is not None:
        yield cap
    elif progress.day(EventKind.COMPLETED) is None:
        yield term_of(TermKind.COMPLETENESS, "crma-completeness", received, {}, progress.book)


def cap_term(progress: Progress) -> Term | None:
    """The cap with its extensions so far, once it began; None for every other procedure."""
    began = cap_began(progress)
    return None if began is None else term_of(TermKind.CAP, CAP, began, cap_params(progress), progress.book)


def main_term(progress: Progress) -> Term:
    """The decision term itself, with extension and suspensions."""
    received, rule = progress.received_on, progress.facts.rule
    assert received is not None
    endless = next((one for one in progress.standing_still() if _end_of(one, progress) is None), None)
    known = {option.name for option in RULES[rule].options}
    if endless is not None and "suspensions" in known and progress.closed_on is None:
        return Term(TermKind.DECISION, unknown=Text(STANDS_STILL, {"since": endless.asked.on}))
    params = {name: value for name, value in decision_params(progress).items() if name in known}
    return term_of(TermKind.DECISION, rule, received, params, progress.book, _assumption(progress, known))


def _assumption(progress: Progress, known: set[str]) -> Text | None:
    if progress.closed_on is not None:
        return None
    suspends = any(one.asked.until is not None for one in progress.completions) or progress.suspensions
    if suspends and "suspensions" not in known:
        return Text(NOT_COUNTED)
    ends = [end for one in progress.standing_still() if (end := _end_of(one, progress))]
    return Text(IF_ANSWERED_LAST, {"day": max(ends)}) if ends else None


def decision_params(progress: Progress, at: date | None = None) -> dict[str, Any]:
    """The parameters for the terms engine. ``at``: check that day, and take what is still open as ending on it."""
    facts = progress.facts
    params: dict[str, Any] = {**facts.params, "suspensions": tuple(_suspensions(progress, at))}
    if not params["suspensions"]:
        del params["suspensions"]
    if (extension := progress.single.get(EventKind.EXTENDED)) is not None:
        params["extensionWeeks"] = extension.weeks or 0
        if at is not None:
            params["extensionDecidedOn"] = extension.on
    held = [one.ended_on for one in progress.suspensions if _is_hold(one) and one.ended_on]
    if held:
        params["heldOverUntil"] = max(held)
    if progress.received_on is not None and (facts.first_application is not None or COORDINATED in facts.params):
        params["lastApplication"] = progress.received_on
        if facts.first_application is not None:
            params["firstApplication"] = facts.first_application
    return params


def _suspensions(progress: Progress, at: date | None) -> Iterator[Suspension]:
    for one in progress.completions:
        period_set = one.asked.until is not None
        end = (_end_of(one, progress, at) or one.asked.on) if period_set else (one.ended_on or one.asked.on)
        yield Suspension(SuspensionKind.COMPLETION, one.asked.on, max(end, one.asked.on), period_set)
    for one in progress.suspensions:
        if not _is_hold(one):
            kind = SuspensionKind.BIBOB if one.asked.ground is Ground.BIBOB else SuspensionKind.OTHER
            end = _end_of(one, progress, at) or one.asked.on
            yield Suspension(kind, one.asked.on, max(end, one.asked.on))


def _is_hold(request: Request) -> bool:
    return request.asked.ground is Ground.HOLDING_OVER


def _end_of(request: Request, progress: Progress, at: date | None = None) -> date | None:
    """When it ended, or will by what was set; a Bibob advice after the twelve weeks of the law; None: nobody knows."""
    closed = at if at is not None and request.is_open else progress.closed_on
    if (last := request.last_day()) is not None:
        return min(last, closed or last)
    if closed is not None:
        return closed
    last_event = progress.applied[-1].on
    if request.asked.ground is Ground.BIBOB:
        return max(request.asked.on + timedelta(days=progress.book.lengths.bibob_days - 1), last_event)
    expected = request.asked.until
    return expected if expected is not None and expected >= last_event else None


def check_clock(progress: Progress, at: date) -> TermError | None:
    """Why the clock cannot have been stopped or extended on ``at``; None when it can, or nobody can compute it."""
    rule, received = progress.facts.rule, progress.received_on
    known = {option.name for option in RULES[rule].options} if rule else set()
    if received is None or "suspensions" not in known:
        return None
    params = {name: value for name, value in decision_params(progress, at).items() if name in known}
    try:
        compute(rule, received, params, progress.book)
    except BeyondCalendar:
        return None
    except TermError as error:
        return error
    return None


def notice_term(progress: Progress) -> Term | None:
    """Of a notification that was not given yet: the last day to give it."""
    facts = progress.facts
    if progress.phase is not Phase.PREPARATION or facts.rule != NOTICE_RULE or facts.planned_start is None:
        return None
    return term_of(TermKind.NOTICE, NOTICE_RULE, facts.planned_start, facts.params, progress.book)
