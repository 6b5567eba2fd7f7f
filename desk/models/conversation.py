"""What is said about an inquiry: messages for the inquirer, notes for the desk alone, and files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.enums import Author, FileType
from desk.models.inquiries import Inquiry
from imports.storage import private_storage


class Message(models.Model):
    """Seen by the inquirer as well. Appended, never edited."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="messages", verbose_name=_("inquiry"))
    author = models.CharField(_("author"), max_length=8, choices=Author.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    text = models.TextField(_("message"), max_length=10_000, blank=True, default="")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    stamp = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique when there

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(author__in=Author.values), name="desk_message_author_known")]

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.pk}"

    @property
    def signed_by(self) -> str:
        """Who answered, by first and last name; empty for an inquirer and for an account without a name."""
        return self.user.get_full_name() if self.author == Author.STAFF and self.user is not None else ""


class Note(models.Model):
    """For the desk alone, never shown to the inquirer. Appended, never edited."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="notes", verbose_name=_("inquiry"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    text = models.TextField(_("internal note"), max_length=10_000)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.pk}"


def attachment_name(attachment: Attachment, _name: str) -> str:
    """A name of our own; what the sender called the file is only a text."""
    return f"desk/{attachment.key}.{attachment.file_type}"


class Attachment(models.Model):
    """A file with the question (no message) or with a message."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="attachments", verbose_name=_("inquiry"))
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="attachments", verbose_name=_("message")
    )
    key = models.CharField(max_length=40, unique=True, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=attachment_name, max_length=120)
    file_type = models.CharField(_("type"), max_length=5, choices=FileType.choices)
    file_name = models.CharField(_("file name"), max_length=120)
    size = models.PositiveIntegerField(_("bytes"))
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file_type__in=FileType.values), name="desk_attachment_type_known")
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.pk}"
