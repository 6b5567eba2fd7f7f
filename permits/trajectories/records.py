"""Between the rows of the database and the engine: facts and events out of rows, columns out of a state."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from permits.enums import Procedure as ProcedureKind
from permits.enums import Remedy
from permits.models import Procedure, Trajectory
from permits.terms import LAWBOOKS, CompletionCounting, Lawbook
from permits.trajectories import CLOSED, Event, EventKind, Facts, Holder, Phase, State, replay, summarise

ONE_DAY = datetime.timedelta(days=1)
FOR_EVER = datetime.date.max


def book_of(procedure: Procedure) -> Lawbook:
    """The law book that the procedure began under, with the counting of that time."""
    return LAWBOOKS[procedure.terms_version].counted(CompletionCounting(procedure.counting))


def facts_of(procedure: Procedure) -> Facts:
    return Facts(
        procedure=ProcedureKind(procedure.kind),
        rule=procedure.rule,
        params=procedure.params,
        remedy=Remedy(procedure.remedy),
        planned_start=procedure.planned_start,
        first_application=procedure.first_application,
    )


def events_of(procedure: Procedure) -> list[Event]:
    """All records, corrected ones too; prefetched ones cost no query."""
    return [record.event for record in procedure.events.all()]


def state_of(procedure: Procedure) -> State:
    return replay(events_of(procedure), facts_of(procedure), book_of(procedure))


def columns_of(state: State) -> dict[str, Any]:
    """What lists and searches read of a procedure; all of it follows from the events."""
    segment = state.segment_on(state.last_event_on) if state.last_event_on else None
    until = segment.until if segment else None
    window = max(state.windows, key=lambda one: one.last, default=None) if state.phase is not Phase.ENDED else None
    return {
        "phase": state.phase,
        "status": state.status,
        "outcome": state.outcome or "",
        "due_on": state.due,
        "due_kind": state.term.kind if state.term else "",
        "is_provisional": state.term is not None and state.term.assumption is not None,
        "decision_due_on": state.decision_term.due if state.decision_term else None,
        "holder": segment.holder if segment else (Holder.NOBODY if state.is_done else Holder.APPLICANT),
        "holder_since": segment.since if segment else None,
        "holder_until": until,
        "holder_after": state.holder_on(until) if until else "",
        "window": window.kind if window else "",
        "window_until": window.last if window else None,
        "received_on": state.day(EventKind.RECEIVED),
        "draft_on": state.day(EventKind.DRAFT_LAID_OPEN),
        "decided_on": state.day(EventKind.DECIDED),
        "published_on": state.day(EventKind.PUBLISHED),
        "in_force_on": state.day(EventKind.IN_FORCE),
        "last_event_on": state.last_event_on,
    }


def put_columns(procedure: Procedure, state: State) -> None:
    for name, value in columns_of(state).items():
        setattr(procedure, name, value)


def put_summary(trajectory: Trajectory, procedures: Collection[Procedure]) -> None:
    """The columns of a trajectory, from those of its procedures."""
    summary = summarise(procedures)
    trajectory.status, trajectory.due_on = summary.status, summary.due
    trajectory.is_open = summary.status not in CLOSED
    trajectory.done, trajectory.total, trajectory.stopped = summary.done, summary.total, summary.stopped
    trajectory.last_event_on = summary.last_event_on
    waiting = [
        one for one in procedures if not one.is_done and one.holder == Holder.APPLICANT and one.holder_since is not None
    ]
    trajectory.applicant_since = min((one.holder_since for one in waiting if one.holder_since), default=None)
    trajectory.applicant_until = max(
        (one.holder_until - ONE_DAY if one.holder_until else FOR_EVER for one in waiting), default=None
    )


def out_of_step(trajectory: Trajectory) -> list[str]:
    """Columns that differ from what the events give; none, unless somebody wrote past the actions."""
    found = []
    procedures = list(trajectory.procedures.prefetch_related("events"))
    for procedure in procedures:
        for name, value in columns_of(state_of(procedure)).items():
            if getattr(procedure, name) != value:
                found.append(f"procedure {procedure.pk}: {name}")
    kept = {name: getattr(trajectory, name) for name in SUMMARY}
    put_summary(trajectory, procedures)
    found += [f"trajectory {trajectory.pk}: {name}" for name in SUMMARY if getattr(trajectory, name) != kept[name]]
    return found


SUMMARY = (
    "status", "is_open", "due_on", "done", "total", "stopped", "last_event_on", "applicant_since", "applicant_until",
)  # fmt: skip
