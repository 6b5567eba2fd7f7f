"""What lies in the file of a trajectory beside its events: notes, documents, escalations."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.storage import private_storage
from permits.models.fields import known
from permits.models.procedures import Procedure
from permits.models.trajectories import Trajectory
from permits.trajectory_enums import Audience, DocumentType


class InFile(models.Model):
    """A piece in the file of a trajectory, of one of its procedures where that is named."""

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="%(class)ss", verbose_name=_("trajectory"))
    procedure = models.ForeignKey(
        Procedure, models.CASCADE, related_name="%(class)ss", null=True, blank=True, verbose_name=_("procedure")
    )
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience.choices, default=Audience.INTERNAL,
        help_text=_("Neither is ever on the public site."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("by")
    )

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [*known(audience=Audience)]


class Note(InFile):
    text = models.TextField(_("text"), max_length=5000)

    class Meta(InFile.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            *InFile.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="permits_note_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


def stored_name(instance: Any, _name: str) -> str:
    """Random bits and the ending of the content; what the sender called the file is only a text."""
    return f"trajectories/{secrets.token_urlsafe(24)}.{instance.file_type}"


class Document(InFile):
    """A file, kept where no address reaches it and given out to who may see the trajectory."""

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=stored_name, storage=private_storage, max_length=120)
    file_name = models.CharField(_("name of the file"), max_length=255)
    file_type = models.CharField(_("type"), max_length=5, choices=DocumentType.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    class Meta(InFile.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            *InFile.Meta.constraints,
            *known(file_type=DocumentType),
            models.CheckConstraint(condition=Q(size__gt=0), name="permits_document_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title


class Escalation(models.Model):
    """Somebody asks for help from above; it stays until somebody says how it ended."""

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="escalations", verbose_name=_("trajectory"))
    reason = models.TextField(_("why"), max_length=2000)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("to")
    )
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("raised by")
    )
    resolution = models.TextField(_("how it ended"), max_length=2000, blank=True, default="")
    resolved_at = models.DateTimeField(_("ended"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(resolved_at__isnull=True),
                name="permits_escalation_one_open",
                violation_error_message=_("This trajectory is escalated already."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolution="")
                | (Q(resolved_at__isnull=False) & ~Q(resolution="")),
                name="permits_escalation_ended_says_how",
                violation_error_message=_("Say how it ended."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
