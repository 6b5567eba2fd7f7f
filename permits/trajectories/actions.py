"""What one does with a trajectory. Admin, API, import and examples call these alike.

Each is one transaction that locks the trajectory, checks that it still is what the caller saw, asks the engine, writes
the event and brings the columns in step. Refusals: :class:`Refused` with the event, field and reason;
:class:`ChangedMeanwhile` with what somebody else did.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from permits.lawbooks import current_lawbook
from permits.models import Authority, PermitType, Procedure, ProcedureEvent, Trajectory
from permits.models.procedures import COMPUTED
from permits.models.trajectories import DERIVED
from permits.terms.texts import Text
from permits.trajectories import CorrectionReason, Event, EventFault, EventKind, Refused, Shift, replay, shift
from permits.trajectories.events import DETAIL_NAMES
from permits.trajectories.records import book_of, events_of, facts_of, put_columns, put_summary
from permits.trajectories.refusals import refuse
from publication.history import current_door
from publication.publishing import publishing

__all__ = [
    "ChangedMeanwhile",
    "NewProcedure",
    "add_procedure",
    "change_procedure",
    "changing",
    "correct_event",
    "create_trajectory",
    "faults_by_field",
    "free_slug",
    "in_place_of",
    "in_step",
    "nothing",
    "preview",
    "reasons",
    "record_event",
    "record_events",
    "take_back_event",
]

NOT_YET = _("%(day)s is still to come: record what has happened. What is planned stands with the planned dates.")


class ChangedMeanwhile(Exception):
    """Somebody else wrote after the caller looked: ``events`` is what they recorded."""

    def __init__(self, events: Sequence[ProcedureEvent]) -> None:
        self.events = events
        super().__init__("changed meanwhile")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewProcedure:
    """``params`` are added to those of the permit type; ``kind`` is given where the plan chose the other procedure.

    ``timed`` is false for what goes along with another permit and has no term of its own.
    """

    permit_type: PermitType
    authority: Authority | None = None
    kind: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    planned_start: date | None = None
    first_application: date | None = None
    timed: bool = True


@contextmanager
def changing(trajectory: Trajectory, seen_revision: int | None = None) -> Iterator[Trajectory]:
    """Lock the trajectory, refuse when it changed since ``seen_revision``, and count the change."""
    with publishing(), transaction.atomic():
        locked = Trajectory.objects.select_for_update().get(pk=trajectory.pk)
        if seen_revision is not None and seen_revision != locked.revision:
            raise ChangedMeanwhile(_events_since(locked, seen_revision))
        locked.revision += 1
        yield locked
        in_step(locked)
        for name in DERIVED:
            setattr(trajectory, name, getattr(locked, name))


def _events_since(trajectory: Trajectory, revision: int) -> list[ProcedureEvent]:
    records = ProcedureEvent.objects.filter(procedure__trajectory=trajectory, revision__gt=revision)
    return list(records.select_related("procedure__permit_type", "recorded_by").order_by("pk"))


def in_step(trajectory: Trajectory) -> None:
    """Write the columns of a trajectory from those of its procedures. No history: nobody decided them."""
    put_summary(trajectory, list(trajectory.procedures.all()))
    trajectory.save_without_historical_record(  # type: ignore[attr-defined]
        update_fields=[*DERIVED, "escalated_at", "updated_at"]
    )


def create_trajectory(*, trajectory: Trajectory, procedures: Iterable[NewProcedure] = ()) -> Trajectory:
    """Save a new trajectory with its procedures, in their order."""
    with publishing():
        trajectory.save()
        for order, new in enumerate(procedures, 1):
            _write_procedure(trajectory, new, order)
        in_step(trajectory)
    return trajectory


def free_slug(title: str) -> str:
    """A web name that nobody has: the title, with a number where that is taken."""
    base = slugify(title)[:70].strip("-") or "traject"
    taken = set(Trajectory.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def add_procedure(*, trajectory: Trajectory, new: NewProcedure, seen_revision: int | None = None) -> Procedure:
    with changing(trajectory, seen_revision) as locked:
        return _write_procedure(locked, new, locked.total + 1)


def _write_procedure(trajectory: Trajectory, new: NewProcedure, order: int) -> Procedure:
    """Freeze the law: what the permit type says today is copied, and the law book is named."""
    law, book = new.permit_type, current_lawbook()
    kind = new.kind or law.procedure
    alternative = kind != law.procedure
    rule = _rule(law, kind) if alternative else law.term_rule
    procedure = Procedure(
        trajectory=trajectory,
        order=order,
        permit_type=law,
        authority=new.authority,
        kind=kind,
        rule=rule if new.timed else "",
        params={**law.term_params, **new.params},
        remedy={"extended": "appeal", "regular": "objection"}.get(kind, law.remedy) if alternative else law.remedy,
        terms_version=book.version,
        counting=book.counting.value,
        planned_start=new.planned_start,
        first_application=new.first_application,
    )
    put_columns(procedure, replay((), facts_of(procedure), book))
    procedure.full_clean(exclude=["trajectory", *COMPUTED])
    procedure.save()
    return procedure


def _rule(law: PermitType, kind: str) -> str:
    """The term of the other procedure; of kinds without a general term, that of the permit type."""
    return kind if kind in ("regular", "extended") else law.term_rule


def change_procedure(*, procedure: Procedure, seen_revision: int | None = None, **values: Any) -> None:
    """Authority, planned start or first application; what the law froze stays as it is."""
    if unknown := values.keys() - {"authority", "planned_start", "first_application"}:
        raise ValueError(f"these never change: {sorted(unknown)}")
    with changing(procedure.trajectory, seen_revision):
        for name, value in values.items():
            setattr(procedure, name, value)
        procedure.full_clean(exclude=COMPUTED)
        put_columns(procedure, replay(events_of(procedure), facts_of(procedure), book_of(procedure)))
        procedure.save()


def preview(*, procedure: Procedure, event: Event, today: date | None = None) -> Shift:
    """What the event would move; nothing is written."""
    _check_today(event, today or timezone.localdate())
    return shift(events_of(procedure), _numbered(event), facts_of(procedure), book_of(procedure))


def record_event(
    *, procedure: Procedure, event: Event, user: Any, note: str = "", seen_revision: int | None = None
) -> ProcedureEvent:
    """Append one event and bring the columns in step."""
    notes = {id(event): note} if note else {}
    return record_events(procedure=procedure, events=[event], user=user, notes=notes, seen_revision=seen_revision)[0]


def record_events(
    *,
    procedure: Procedure,
    events: Sequence[Event],
    user: Any,
    notes: dict[int, str] | None = None,
    seen_revision: int | None = None,
) -> list[ProcedureEvent]:
    """Append several events of one procedure at once: all of them, or none."""
    today = timezone.localdate()
    for event in events:
        _check_today(event, today)
    with changing(procedure.trajectory, seen_revision) as locked:
        current = Procedure.objects.get(pk=procedure.pk)
        known = events_of(current)
        first = max((one.number for one in known), default=0) + 1
        new = [dataclasses.replace(one, number=first + number) for number, one in enumerate(events)]
        state = replay([*known, *new], facts_of(current), book_of(current))
        door, reference = current_door()
        records = [
            ProcedureEvent(
                procedure=current, note=(notes or {}).get(id(one), ""), recorded_by=user, revision=locked.revision,
                door=door, door_reference=reference, **_values(one),
            )
            for one in sorted(events, key=lambda one: one.order)
        ]  # fmt: skip
        for record in records:
            record.save()
        put_columns(procedure, state)
        put_columns(current, state)
        current.save_without_historical_record()  # type: ignore[attr-defined]
    return records


def in_place_of(record: ProcedureEvent, event: Event, reason: CorrectionReason) -> Event:
    """``event`` as the correction of a record; also for :func:`preview`."""
    return dataclasses.replace(event, corrects=record.pk, reason=reason)


def nothing() -> Event:
    """What takes the place of a record that is taken back."""
    return Event(EventKind.CORRECTED, timezone.localdate())


def correct_event(
    *,
    record: ProcedureEvent,
    event: Event,
    reason: CorrectionReason,
    user: Any,
    note: str = "",
    seen_revision: int | None = None,
) -> ProcedureEvent:
    """Put ``event`` in the place of a record, which stays visible."""
    right = in_place_of(record, event, reason)
    return record_event(procedure=record.procedure, event=right, user=user, note=note, seen_revision=seen_revision)


def take_back_event(
    *,
    record: ProcedureEvent,
    reason: CorrectionReason,
    user: Any,
    note: str = "",
    seen_revision: int | None = None,
) -> ProcedureEvent:
    """Say that a recorded event did not happen."""
    return correct_event(
        record=record, event=nothing(), reason=reason, user=user, note=note, seen_revision=seen_revision
    )


def _check_today(event: Event, today: date) -> None:
    if type(event.on) is date and event.on > today:
        raise refuse(event, "on", NOT_YET, day=event.on)


def _numbered(event: Event) -> Event:
    """After everything that is recorded."""
    return dataclasses.replace(event, number=2**62)


def _values(event: Event) -> dict[str, Any]:
    details = {name: getattr(event, name) for name in DETAIL_NAMES}
    for name in ("ground", "outcome"):
        details[name] = details[name] or ""
    return {
        "kind": event.kind, "happened_on": event.on, "corrects_id": event.corrects, "reason": event.reason or "",
        **details,
    }  # fmt: skip


def faults_by_field(refused: Refused, event: Event) -> dict[str, list[str]]:
    """The reasons by field for a form or the API; a fault of another event names it, under no field."""
    found: dict[str, list[str]] = {}
    for one in refused.faults:
        own = _is_same(one, event)
        found.setdefault(one.field if own else "", []).append(str(one.reason if own else one.told))
    return found


def _is_same(fault: EventFault, event: Event) -> bool:
    return fault.event == event


def reasons(refused: Refused) -> list[Text]:
    return [fault.told for fault in refused.faults]
