"""The progress report at any date: the public edition as page and workbook. The internal one stands in the admin."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.reporting import Edition, report
from agenda.reporting.workbook import workbook
from agenda.views.reading import date_text, trail
from publication.conditional import unchanged_or
from publication.exports import MEDIA_TYPES, XLSX
from publication.filters import PastDayField
from publication.queries import Problem
from valuechains.pages import language, plain_problems

#: By which the internal edition is asked for in the other language: addresses of the admin have none in them.
LANGUAGE = "language"


@require_safe
@unchanged_or(daily=True)
def progress(request: HttpRequest) -> HttpResponse:
    return report_page(request, Edition.PUBLIC)


@require_safe
@unchanged_or(daily=True)
def progress_file(request: HttpRequest) -> HttpResponse:
    return report_file(request, Edition.PUBLIC)


def report_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    day, problems = asked_day(request)
    found = report(day, edition)
    is_public = edition is Edition.PUBLIC
    own = reverse("agenda:progress" if is_public else "admin:agenda_action_report")
    file = reverse("agenda:progress-file" if is_public else "admin:agenda_action_report_file")
    spoken = "" if is_public else language()
    asked = urlencode({"on": day.isoformat()} | ({LANGUAGE: spoken} if spoken else {}))
    context = {
        "title": _("Progress report"),
        "report": found,
        "day": date_text(day),
        "began": date_text(found.began) if found.began else "",
        "is_today": day == timezone.localdate(),
        "action": own,
        "language_name": LANGUAGE if spoken else "",
        "language": spoken,
        "files": [{"format": "XLSX", "url": f"{file}?{asked}", "download": True}],
        "trail": trail((_("Progress report"), "")),
        "problems": [*problems, *plain_problems(request, ("on",) if is_public else ("on", LANGUAGE))],
    }
    return render(request, "agenda/report.html", context)


def report_file(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A day that is none gives the page, which says what is wrong."""
    day, problems = asked_day(request)
    if problems:
        return report_page(request, edition)
    response = HttpResponse(workbook(report(day, edition)), content_type=MEDIA_TYPES[XLSX])
    ending = "-intern" if edition is Edition.INTERNAL else ""
    what = slugify(_("Progress report"))
    name = f"crm-loket-{what}-{day.isoformat()}{ending}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_day(request: HttpRequest) -> tuple[datetime.date, list[Problem]]:
    """The day of ``on``; today without one, and with what is wrong when it is no day of the past."""
    try:
        day = PastDayField(required=False, max_length=10).clean(request.GET.get("on", ""))
    except ValidationError as error:
        return timezone.localdate(), [Problem("on", reason) for reason in error.messages]
    return day or timezone.localdate(), []
