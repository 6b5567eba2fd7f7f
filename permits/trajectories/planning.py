"""Planned dates: laid down once, moved with a reason, never mixed with statutory or actual dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from permits.models import PlannedDate, PlannedDateChange, Procedure
from permits.models.procedure_events import SINCE
from permits.trajectories.actions import changing
from permits.trajectory_enums import ChangeReason
from publication.history import current_door

LAST = date(2099, 12, 31)
POSSIBLE = _("Give a day from 2024 to 2099.")


def plan_date(
    *, procedure: Procedure, milestone: str, on: date, user: Any, seen_revision: int | None = None
) -> PlannedDate:
    """Lay a date down for the first time; ValidationError when it is planned already or impossible."""
    _check(on)
    with changing(procedure.trajectory, seen_revision):
        planned = PlannedDate(procedure=procedure, milestone=milestone, original_on=on, current_on=on)
        planned.full_clean()
        planned.save()
    return planned


def change_planned_date(
    *,
    planned: PlannedDate,
    to: date,
    reason: str,
    text_nl: str,
    user: Any,
    text_en: str = "",
    seen_revision: int | None = None,
) -> PlannedDateChange:
    """Move a planned date; the first one stays. A typing error puts the first one right as well, while it stands."""
    _check(to)
    with changing(planned.procedure.trajectory, seen_revision) as locked:
        current = PlannedDate.objects.get(pk=planned.pk)
        door, reference = current_door()
        change = PlannedDateChange(
            planned_date=current, before=current.current_on, after=to, reason=reason, text_nl=text_nl.strip(),
            text_en=text_en.strip(), changed_by=user, revision=locked.revision, door=door, door_reference=reference,
        )  # fmt: skip
        change.full_clean()
        change.save()
        if reason == ChangeReason.TYPING_ERROR and current.original_on == current.current_on:
            current.original_on = to
        current.current_on = to
        current.save()
    planned.refresh_from_db()
    return change


def _check(on: date) -> None:
    if not SINCE <= on <= LAST:
        raise ValidationError(POSSIBLE)
