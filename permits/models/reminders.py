"""Mails about terms that were sent, and the personal calendar feeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from permits.models.fields import known
from permits.models.procedures import Procedure
from permits.trajectory_enums import ReminderKind


class Reminder(models.Model):
    """One mail about one term to one person. The row is taken before the mail leaves, so that none leaves twice."""

    MOST_ATTEMPTS = 5

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="reminders", verbose_name=_("procedure"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind.choices)
    due_on = models.DateField(_("statutory date"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts to mail"), default=0)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-pk"]
        constraints = [
            *known(kind=ReminderKind),
            models.UniqueConstraint(fields=["procedure", "due_on", "kind", "user"], name="permits_reminder_once"),
        ]
        indexes = [models.Index(fields=["sent_at", "id"], name="permits_reminder_unsent")]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.get_kind_display()}"


class CalendarFeed(models.Model):
    """A secret address with somebody's dates. Only the fingerprint of the secret is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", verbose_name=_("user")
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="permits_calendarfeed_one_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"
