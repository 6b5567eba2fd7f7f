"""Personal calendar feeds: a secret address with the dates of one's own trajectories."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from permits.calendar_file import Day, calendar
from permits.models import CalendarFeed, Procedure
from permits.trajectories import DONE
from permits.trajectories.kinds import EventKind
from permits.trajectories.shifts import WINDOW_NAMES

MOST = 1_000


def new_feed(*, user: Any) -> str:
    """The path of a new feed; the one before stops working. The secret is not kept, so this is the only time."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_feed(user=user)
        CalendarFeed.objects.create(user=user, digest=digest_of(secret))
    return reverse("permits-feed", args=[secret])


def revoke_feed(*, user: Any) -> int:
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


def find_feed(secret: str) -> CalendarFeed | None:
    """Of a person who may still sign in; None for every other secret."""
    return (
        CalendarFeed.objects.filter(digest=digest_of(secret), revoked_at__isnull=True, user__is_active=True)
        .select_related("user")
        .first()
    )


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def feed_file(feed: CalendarFeed) -> bytes:
    """Statutory and planned dates of the open procedures of this person, and the windows that are open."""
    today = timezone.localdate()
    CalendarFeed.objects.filter(pk=feed.pk).exclude(last_used_on=today).update(last_used_on=today)
    host = settings.SITE_URL.partition("://")[2] or "localhost"
    with translation.override(getattr(feed.user, "language", settings.LANGUAGE_CODE)):
        return calendar(_("Trajectories"), list(_days(feed.user, today)), stamp=today, host=host)


def _days(user: Any, today: datetime.date) -> Iterator[Day]:
    procedures = (
        Procedure.objects.filter(trajectory__assignee=user, trajectory__is_open=True)
        .exclude(status__in=DONE, window_until__lt=today)
        .select_related("permit_type", "trajectory")
        .prefetch_related("planned_dates")
        .order_by("due_on", "pk")[:MOST]
    )
    for procedure in procedures:
        title = f"{procedure.trajectory}: {procedure}"
        url = f"{settings.SITE_URL}{procedure.trajectory.get_absolute_url()}"
        if procedure.due_on and not procedure.is_done:
            what = _("By law: %(what)s") % {"what": procedure.get_due_kind_display()}
            yield Day(f"due-{procedure.pk}", procedure.due_on, f"{what} ({title})", url=url)
        if procedure.window_until and procedure.window_until >= today:
            what = str(WINDOW_NAMES[EventKind(procedure.window)])
            yield Day(f"window-{procedure.pk}", procedure.window_until, f"{what} ({title})", url=url)
        for planned in procedure.planned_dates.all():
            if planned.current_on >= today:
                what = _("Planned: %(what)s") % {"what": planned.get_milestone_display()}
                yield Day(f"planned-{planned.pk}", planned.current_on, f"{what} ({title})", url=url)
