"""What is put in the file of a trajectory: notes, documents, escalations, and who works on it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permits.models import Document, Escalation, Note, Procedure, Trajectory
from permits.trajectories.actions import changing
from permits.trajectories.uploads import check_upload

ALREADY_ESCALATED = _("This trajectory is escalated already.")
ELSEWHERE = _("This procedure belongs to another trajectory.")


def add_note(
    *, trajectory: Trajectory, text: str, audience: str, user: Any, procedure: Procedure | None = None
) -> Note:
    _check_procedure(trajectory, procedure)
    note = Note(trajectory=trajectory, procedure=procedure, text=text.strip(), audience=audience, created_by=user)
    note.full_clean()
    note.save()
    return note


def add_document(
    *,
    trajectory: Trajectory,
    file: File,
    file_name: str,
    title: str,
    audience: str,
    user: Any,
    procedure: Procedure | None = None,
) -> Document:
    """Keep a file whose type and size were checked by its content; ValidationError says what is wrong with it."""
    _check_procedure(trajectory, procedure)
    found = check_upload(file, file_name)
    document = Document(
        trajectory=trajectory, procedure=procedure, title=title.strip() or found.name, audience=audience,
        file_name=found.name, file_type=found.kind, size=found.size, sha256=found.sha256, created_by=user,
    )  # fmt: skip
    document.full_clean(exclude=["file"])
    document.file.save(found.name, file, save=False)
    try:
        document.save()
    except BaseException:
        document.file.delete(save=False)
        raise
    return document


def remove_document(*, document: Document) -> None:
    file = document.file
    document.delete()
    file.delete(save=False)


def assign(*, trajectory: Trajectory, assignee: Any, seen_revision: int | None = None) -> None:
    with changing(trajectory, seen_revision) as locked:
        locked.assignee = assignee
        locked.save(update_fields=["assignee", "updated_at"])
    trajectory.assignee = assignee


def escalate(*, trajectory: Trajectory, reason: str, user: Any, to: Any = None) -> Escalation:
    with changing(trajectory) as locked:
        if locked.escalated_at is not None:
            raise ValidationError(ALREADY_ESCALATED)
        escalation = Escalation(trajectory=locked, reason=reason.strip(), to=to, raised_by=user)
        escalation.full_clean(exclude=["trajectory"])
        escalation.save()
        locked.escalated_at = escalation.raised_at
    trajectory.escalated_at = escalation.raised_at
    return escalation


def end_escalation(*, escalation: Escalation, resolution: str, user: Any) -> None:
    with changing(escalation.trajectory) as locked:
        escalation.resolution, escalation.resolved_by = resolution.strip(), user
        escalation.resolved_at = timezone.now()
        escalation.full_clean(exclude=["trajectory"])
        escalation.save()
        locked.escalated_at = None
    escalation.trajectory.escalated_at = None


def _check_procedure(trajectory: Trajectory, procedure: Procedure | None) -> None:
    if procedure is not None and procedure.trajectory_id != trajectory.pk:
        raise ValidationError({"procedure": ELSEWHERE})
