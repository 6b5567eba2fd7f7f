"""The page of one trajectory: where it stands, its timeline, its file, and what to do next."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from permits.admin.trajectories import words
from permits.admin.trajectories.pages import page, visible
from permits.admin.trajectories.timeline import chart, timeline
from permits.models import PlannedDate, PlannedDateChange, Procedure, ProcedureEvent, Trajectory
from permits.neighbours import neighbours_of
from permits.trajectories import EventKind, Facts, Holder, Phase, State
from permits.trajectories.extensions import unit_of
from permits.trajectories.figures import LeadTime, in_practice, predicted
from permits.trajectories.records import facts_of, state_of
from permits.trajectories.shifts import WINDOW_NAMES
from permits.trajectories.table import rows_of, transition
from permits.trajectories.upcoming import IN_TIME


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A kind of event that can be recorded."""

    value: str
    label: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """What the page tells of one procedure."""

    procedure: Procedure
    state: State
    today: datetime.date
    figure: LeadTime | None
    likely: Sequence[Choice]
    earlier: Sequence[Choice]

    @property
    def status(self) -> str:
        return words.status_text(self.procedure, self.today)

    @property
    def tone(self) -> str:
        return words.TONES[self.state.status]

    @property
    def holder(self) -> str:
        return words.holder_text(self.procedure, self.today)

    @property
    def due(self) -> str:
        return words.day(self.state.due)

    @property
    def distance(self) -> str:
        return words.distance(self.state.due, self.today) if self.state.due and not self.state.is_done else ""

    @property
    def is_late(self) -> bool:
        return self.state.is_late(self.today)

    @property
    def term(self) -> Any:
        return self.state.term

    @property
    def steps(self) -> Sequence[Any]:
        result = self.state.term.result if self.state.term else None
        return result.steps if result else ()

    @property
    def readings(self) -> Sequence[Any]:
        result = self.state.term.result if self.state.term else None
        return result.alternatives if result else ()

    @property
    def elapsed(self) -> list[tuple[str, int]]:
        days = self.state.elapsed(self.today)
        return [(str(holder.label), days[holder]) for holder in Holder if holder is not Holder.NOBODY]

    @property
    def windows(self) -> list[str]:
        return [f"{WINDOW_NAMES[one.kind]}: {words.day(one.last)}" for one in self.state.open_windows(self.today)]

    @property
    def upcoming(self) -> list[dict[str, Any]]:
        return [
            {
                "what": one.kind.label,
                "who": one.holder.label,
                "when": words.day(one.on),
                "how": one.how if one.on else "",
            }
            for one in self.state.upcoming
            if not (one.how is IN_TIME and one.on is not None and one.on < self.today)
        ]

    @property
    def predicted(self) -> str:
        return words.day(predicted(self.procedure, self.figure))


def dossier(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = visible(admin, request, pk)
    today = timezone.localdate()
    procedures = procedures_of(trajectory)
    states = {one.pk: state_of(one) for one in procedures}
    figures = in_practice()
    may_change = admin.has_change_permission(request)
    may_read_file = request.user.has_perm("permits.view_note")
    notes = trajectory.notes.select_related("created_by", "procedure__permit_type")
    documents = trajectory.documents.select_related("created_by", "procedure__permit_type")
    escalations = trajectory.escalations.filter(resolved_at__isnull=True).select_related("raised_by", "to")
    context = {
        "trajectory": trajectory,
        "may_read_file": may_read_file,
        "today": today,
        "may_change": may_change,
        "lines": [_line(one, states[one.pk], today, figures.get(one.permit_type.slug)) for one in procedures],
        "items": timeline(procedures, states, today),
        "chart": chart(procedures, states, today),
        "planned": [planned for one in procedures for planned in one.planned_dates.all()],
        "notes": notes if may_read_file else (),
        "documents": documents if may_read_file else (),
        "escalation": escalations.first() if may_read_file else None,
        "neighbours": neighbours_of(trajectory, request.user),
        "actions": admin.record_actions(request, trajectory)[1:],  # type: ignore[attr-defined]
        "due": words.due_text(trajectory, today),
    }
    return page(admin, request, "dossier", str(trajectory), context)


def procedures_of(trajectory: Trajectory) -> list[Procedure]:
    """Procedures with all that the page says of them: five queries, for any number."""
    events = ProcedureEvent.objects.select_related("recorded_by", "release").order_by("happened_on", "pk")
    changes = PlannedDateChange.objects.select_related("changed_by").order_by("pk")
    planned = PlannedDate.objects.prefetch_related(Prefetch("changes", queryset=changes))
    found = list(
        trajectory.procedures.with_law().prefetch_related(
            Prefetch("events", queryset=events), Prefetch("planned_dates", queryset=planned)
        )
    )
    for procedure in found:
        procedure.trajectory = trajectory
        for one in procedure.planned_dates.all():
            one.procedure = procedure
    return found


def _line(procedure: Procedure, state: State, today: datetime.date, figure: LeadTime | None) -> Line:
    likely, earlier = choices(procedure, state.phase)
    return Line(procedure, state, today, figure, likely, earlier)


def _never_extended(facts: Facts) -> bool:
    return bool(facts.rule) and not unit_of(facts.rule)


def choices(procedure: Procedure, phase: Phase) -> tuple[list[Choice], list[Choice]]:
    """What can happen now by the table, and what can only have happened earlier."""
    facts = facts_of(procedure)
    likely: list[Choice] = []
    earlier: list[Choice] = []
    for kind in EventKind:
        if not rows_of(kind, facts.procedure, facts.remedy) or (kind is EventKind.EXTENDED and _never_extended(facts)):
            continue
        now = transition(kind, phase, facts.procedure, facts.remedy) is not None
        (likely if now else earlier).append(Choice(kind.value, kind.label))
    return likely, earlier
