"""Which mails left, and the texts that answers begin with."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.enums import Language, MailKind, MailState, Service
from desk.models.conversation import Message
from desk.models.handovers import HandOver
from desk.models.inquiries import Inquiry
from publication.models import RecordHistory

MOST_ATTEMPTS = 8


class MailQuerySet(models.QuerySet):
    def ready(self) -> Self:
        """To be sent now. One that is being sent is never taken up again: it may have left already."""
        return self.filter(Q(state=MailState.WAITING) | Q(state=MailState.RETRY, next_at__lte=timezone.now())).order_by(
            "pk"
        )

    def troubled(self) -> Self:
        """A person should look: refused, given up, or broken off while it was being sent. Of a question that was made
        anonymous nothing can be sent any more."""
        quarter = timezone.now() - datetime.timedelta(minutes=15)
        return self.filter(inquiry__anonymised_at=None).filter(
            Q(state__in=[MailState.REFUSED, MailState.FAILED]) | Q(state=MailState.SENDING, began_at__lt=quarter)
        )


class Mail(models.Model):
    """One mail, once: ``key`` names what it tells of what. It holds no address and no text."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="mails", verbose_name=_("inquiry"))
    kind = models.CharField(_("kind"), max_length=14, choices=MailKind.choices)
    key = models.CharField(max_length=60, unique=True, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="mails")
    hand_over = models.ForeignKey(HandOver, models.CASCADE, null=True, blank=True, related_name="mails")
    state = models.CharField(_("state"), max_length=8, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=60, blank=True, default="")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "next_at"], name="desk_mail_state")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MailKind.values), name="desk_mail_kind_known"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="desk_mail_state_known"),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="desk_mail_sent_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class AnswerTemplate(models.Model):
    """A text that an answer can begin with, in one language."""

    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    service = models.CharField(
        _("service"), max_length=16, choices=Service.choices, blank=True, default="", help_text=_("Empty: for all.")
    )
    text = models.TextField(
        _("text"), max_length=10_000,
        help_text=_("{name} and {reference} become the name of the inquirer and the reference of the question."),
    )  # fmt: skip
    is_active = models.BooleanField(_("in use"), default=True)
    history = RecordHistory()

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["name", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language"],
                name="desk_answertemplate_once",
                violation_error_message=_("There is a template of this name in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="desk_answertemplate_language_known"
            ),
            models.CheckConstraint(
                condition=Q(service__in=["", *Service.values]), name="desk_answertemplate_service_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
