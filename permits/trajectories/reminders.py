"""Mails to the assignee about statutory dates: 30 days before, 7 days before, and when one has passed.

The row of a reminder is unique for procedure, date, kind and person, and is taken before its mail leaves: running this
twice, or in two workers at once, never sends a mail twice. A mail server that is away gives the row back.
"""

from __future__ import annotations

import datetime
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from permits.models import Procedure, Reminder
from permits.trajectories import DONE
from permits.trajectory_enums import ReminderKind

logger = logging.getLogger("loket.neighbours")
EARLY, SOON = 30, 7
# A term that passed longer ago was told, or passed before the portal knew of it.
LONGEST_PAST = 14


def kind_for(due: datetime.date, today: datetime.date) -> ReminderKind | None:
    """The latest reminder whose time has come; beat may have been away on the day itself."""
    days = (due - today).days
    if days > EARLY or days < -LONGEST_PAST:
        return None
    if days < 0:
        return ReminderKind.PASSED
    return ReminderKind.BEFORE_7 if days <= SOON else ReminderKind.BEFORE_30


def note_due(today: datetime.date | None = None) -> int:
    """Write the reminders whose time has come; gives how many are looked at. Two statements."""
    today = today or timezone.localdate()
    procedures = (
        Procedure.objects.filter(
            due_on__gte=today - datetime.timedelta(days=LONGEST_PAST),
            due_on__lte=today + datetime.timedelta(days=EARLY),
            trajectory__assignee__is_active=True,
            trajectory__is_example=False,
        )
        .exclude(status__in=DONE)
        .exclude(trajectory__assignee__email="")
        .values_list("pk", "due_on", "trajectory__assignee")
    )
    rows = []
    for pk, due, user in procedures:
        if due is not None and (kind := kind_for(due, today)) is not None:
            rows.append(Reminder(procedure_id=pk, due_on=due, kind=kind, user_id=user))
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def send_waiting() -> int:
    """Mail what was not mailed yet; gives how many left."""
    waiting = Reminder.objects.filter(sent_at__isnull=True, attempts__lt=Reminder.MOST_ATTEMPTS).order_by("pk")
    return sum(send(pk) for pk in waiting.values_list("pk", flat=True)[:500])


def send(pk: int) -> bool:
    """Take the row, look whether the mail is still wanted, send it."""
    untaken = Reminder.objects.filter(pk=pk, sent_at__isnull=True)
    if not untaken.update(sent_at=timezone.now(), attempts=F("attempts") + 1):
        return False
    reminder = Reminder.objects.select_related(
        "user", "procedure__permit_type", "procedure__authority", "procedure__trajectory"
    ).get(pk=pk)
    if not _is_wanted(reminder):
        return False
    try:
        _mail(reminder)
    except (OSError, SMTPException):
        Reminder.objects.filter(pk=pk).update(sent_at=None)
        logger.warning("the mail of reminder %s was not sent", pk, exc_info=True)
        return False
    return True


def _is_wanted(reminder: Reminder) -> bool:
    procedure, user = reminder.procedure, reminder.user
    return (
        not procedure.is_done
        and procedure.due_on == reminder.due_on
        and procedure.trajectory.assignee_id == user.pk
        and user.is_active
        and bool(user.email)
    )


def _mail(reminder: Reminder) -> None:
    procedure = reminder.procedure
    with translation.override(getattr(reminder.user, "language", settings.LANGUAGE_CODE)):
        context = {
            "reminder": reminder,
            "procedure": procedure,
            "trajectory": procedure.trajectory,
            "day": date_format(reminder.due_on, "l j F Y"),
            "url": f"{settings.SITE_URL}{procedure.trajectory.get_absolute_url()}",
        }
        body = render_to_string("permits/mail/reminder.txt", context)
        send_mail(subject(reminder), body, None, [reminder.user.email])


def subject(reminder: Reminder) -> str:
    """One line without the name of the initiative: a subject is read over shoulders."""
    day = date_format(reminder.due_on, "j F Y")
    if reminder.kind == ReminderKind.PASSED:
        return _("A statutory date has passed: %(day)s") % {"day": day}
    return _("A statutory date is near: %(day)s") % {"day": day}
