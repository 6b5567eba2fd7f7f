"""How dates, states and holders are told in the admin."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from permits.models import Procedure, Trajectory
from permits.trajectories import Holder, Moved, Status

TONES = {
    Status.PREPARATION: "info",
    Status.TREATMENT: "info",
    Status.INCOMPLETE: "warning",
    Status.SUSPENDED: "warning",
    Status.DRAFT: "info",
    Status.DECIDED: "info",
    Status.PUBLISHED: "info",
    Status.OBJECTION: "warning",
    Status.APPEAL: "warning",
    Status.IN_FORCE: "success",
    Status.REFUSED: "danger",
    Status.ANNULLED: "danger",
    Status.DECLINED: "danger",
    Status.WITHDRAWN: "danger",
}


def day(value: datetime.date | None) -> str:
    return date_format(value, "j F Y") if value else "–"


def short_day(value: datetime.date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else "–"


def distance(due: datetime.date, today: datetime.date) -> str:
    """``in 5 days``, ``today``, ``3 days late``."""
    days = (due - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}


def moved(one: Moved) -> str:
    if one.days is None:
        return _("new") if one.before is None else _("no longer applies")
    days = abs(one.days)
    later = ngettext("%(count)d day later", "%(count)d days later", days)
    earlier = ngettext("%(count)d day earlier", "%(count)d days earlier", days)
    return (later if one.days > 0 else earlier) % {"count": days}


def status_text(procedure: Procedure, today: datetime.date) -> str:
    """The status, and what has happened to it by time alone since the last event."""
    text = procedure.get_status_display()
    if procedure.holder_until is None or procedure.holder_until > today or procedure.is_done:
        return text
    if procedure.status == Status.SUSPENDED:
        return _("%(status)s until %(day)s; the term runs again") % {
            "status": text,
            "day": short_day(procedure.holder_until - datetime.timedelta(days=1)),
        }
    if procedure.status == Status.DRAFT:
        return _("%(status)s; the period for views has ended") % {"status": text}
    return text


def holder_text(procedure: Procedure, today: datetime.date) -> str:
    holder = Holder(procedure.holder_on(today))
    return str(holder.label)


def due_text(trajectory: Trajectory, today: datetime.date) -> str:
    if trajectory.due_on is None:
        return "–"
    return f"{short_day(trajectory.due_on)} ({distance(trajectory.due_on, today)})"
