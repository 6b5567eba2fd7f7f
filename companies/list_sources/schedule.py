"""When the next list of a source is expected. Counted from the lists that were applied: nothing keeps it up to date.

A list taken back counts no more. The day is the one agreed (``expected_on``) as long as no list came since, else so
many months (``expected_every``) after the last list, or, as long as there is none, after the day on which somebody
filled in how many (history tells it); a day that its month does not have is the last of that month.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Any

from django.conf import settings
from django.db.models import Case, DateField, Max, Min, Q, QuerySet, Value, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies import letters
from companies.models import ListSource
from imports.enums import ImportState
from imports.models import ColumnChoice, Import

__all__ = ["OVERDUE_AFTER", "due", "overdue", "state_of", "tell_due", "told", "with_days"]

#: The lists that a source of the register gives.
KINDS = ("companies", "sites")
OVERDUE_AFTER = datetime.timedelta(days=14)


def next_on(
    every: int | None, agreed: datetime.date | None, last_on: datetime.date | None, since: datetime.date | None
) -> datetime.date | None:
    """The day on which the next list is expected; None when none is. ``since``: when the interval was agreed."""
    if agreed is not None and (last_on is None or last_on < agreed):
        return agreed
    start = last_on or since
    return months_after(start, every) if every and start else None


def months_after(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def with_days(sources: QuerySet[Any]) -> QuerySet[Any]:
    """Each with ``last_on``, the day of its last applied list, and ``next_on``. Three queries, however many."""
    last, since = _last_days(), _interval_since()
    found = list(ListSource.objects.values_list("pk", "key", "expected_every", "expected_on", "is_hidden"))
    came = {pk: last[key] for pk, key, *_rest in found if key in last}
    coming = {
        pk: day
        for pk, key, every, agreed, hidden in found
        if not hidden and (day := next_on(every, agreed, last.get(key), since.get(pk))) is not None
    }
    return sources.annotate(last_on=_by_pk(came), next_on=_by_pk(coming))


def due(sources: QuerySet[Any], today: datetime.date | None = None) -> QuerySet[Any]:
    """Those whose list should be here; who is longest late comes first. A hidden source is waited for by nobody."""
    late = with_days(sources).filter(next_on__lte=today or timezone.localdate())
    return late.order_by("next_on", "name", "pk")


def overdue(sources: QuerySet[Any], today: datetime.date | None = None) -> QuerySet[Any]:
    """Those whose list should have been here two weeks ago or more."""
    return due(sources, (today or timezone.localdate()) - OVERDUE_AFTER)


def state_of(source: ListSource, today: datetime.date | None = None) -> str:
    """``later``, ``due`` or ``overdue``; empty when no list is expected. Of a source of ``with_days``."""
    day: datetime.date | None = getattr(source, "next_on", None)
    if day is None:
        return ""
    late = (today or timezone.localdate()) - day
    return "later" if late.days < 0 else "due" if late < OVERDUE_AFTER else "overdue"


def told(source: Any) -> str:
    """The day of the next list in words."""
    texts = {"later": _("expected on %(day)s"), "due": _("due since %(day)s"), "overdue": _("overdue since %(day)s")}
    day = date_format(source.next_on, "j F Y")
    return texts[state_of(source)] % {"day": day}


def tell_due(today: datetime.date | None = None) -> int:
    """Mail the team about each list whose day has come; gives how many are new. May run twice, and by two at once:
    the mail of a source and a day has a key of its own."""
    if not settings.DESK_TEAM_EMAIL:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_tell(source) for source in due(ListSource.objects.all(), today))


def _tell(source: Any) -> bool:
    day, last = source.next_on, source.last_on
    context = {
        "name": source.name,
        "day": date_format(day, "j F Y"),
        "last": date_format(last, "j F Y") if last else "",
        "url": settings.SITE_URL + reverse("admin:companies_listsource_change", args=[source.pk]),
    }
    return letters.write(
        key=f"list-due:{source.pk}:{day.isoformat()}",
        to=settings.DESK_TEAM_EMAIL,
        subject=_("The list of %(name)s is expected") % context,
        body=render_to_string("companies/mails/list_due.txt", context),
    )


def _last_days() -> dict[str, datetime.date]:
    """By the key of a source: several years of lists have several names."""
    applied = Import.objects.filter(state=ImportState.APPLIED, kind__in=KINDS).exclude(source="")
    days: dict[str, datetime.date] = {}
    for source, moment in applied.values_list("source").annotate(Max("ended_at")).order_by("source"):
        key, day = ColumnChoice.source_key(source), timezone.localdate(moment)
        days[key] = max(day, days.get(key, day))
    return days


def _interval_since() -> dict[int, datetime.date]:
    """By source, the first day on which its interval stood there."""
    stood = ListSource.history.filter(expected_every__isnull=False)
    return {pk: timezone.localdate(moment) for pk, moment in stood.values_list("id").annotate(Min("history_date"))}


def _by_pk(days: dict[int, datetime.date]) -> Case:
    """A column with the day of each; null for the others."""
    cases = [When(Q(pk=pk), then=Value(day, DateField())) for pk, day in days.items()]
    return Case(*cases, default=Value(None, DateField()), output_field=DateField())
