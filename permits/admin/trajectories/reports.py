"""The 30-60-90-day report as a page (to print) and as CSV, and the figures for the management."""

from __future__ import annotations

import csv
import dataclasses
import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from permits.admin.trajectories import words
from permits.admin.trajectories.pages import page
from permits.enums import Procedure as ProcedureKind
from permits.models import PermitType, Procedure
from permits.trajectories import DONE
from permits.trajectories.figures import FEWEST, lead_times, lead_times_by_procedure, workload

PERIODS = (30, 60, 90)
MOST = 2_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    title: str
    procedures: list[Procedure]


def report(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    _check(admin, request)
    today = timezone.localdate()
    context = {"periods": periods(today), "today": today, "columns": COLUMNS, "most": MOST}
    return page(admin, request, "report", _("Terms of the coming 30, 60 and 90 days"), context)


def periods(today: datetime.date) -> list[Period]:
    """What is late, and what is due within 30, 60 and 90 days, each procedure once. One query."""
    last = today + datetime.timedelta(days=PERIODS[-1])
    found = list(
        Procedure.objects.filter(due_on__lte=last)
        .exclude(status__in=DONE)
        .select_related("permit_type", "authority", "trajectory__organisation", "trajectory__assignee")
        .order_by("due_on", "pk")[:MOST]
    )
    bounds = [(_("late"), datetime.date.min, today - datetime.timedelta(days=1))]
    begin = 0
    for end in PERIODS:
        title = _("%(first)d to %(last)d days") % {"first": begin, "last": end}
        bounds.append((title, today + datetime.timedelta(days=begin), today + datetime.timedelta(days=end)))
        begin = end + 1
    return [
        Period(title, [_told(one, today) for one in found if one.due_on and first <= one.due_on <= until])
        for title, first, until in bounds
    ]


def _told(procedure: Procedure, today: datetime.date) -> Procedure:
    procedure.shown = cells(procedure, today)  # type: ignore[attr-defined]
    return procedure


COLUMNS = ("due", "what", "trajectory", "initiator", "permit", "authority", "status", "holder", "assignee")


def headings() -> list[str]:
    return [
        _("statutory date"), _("what is due"), _("trajectory"), _("initiator"), _("permit"), _("competent authority"),
        _("status"), _("who has the ball"), _("assignee"),
    ]  # fmt: skip


def cells(procedure: Procedure, today: datetime.date) -> dict[str, str]:
    trajectory, english = procedure.trajectory, get_language() == "en"
    law, authority = procedure.permit_type, procedure.authority
    return {
        "due": words.short_day(procedure.due_on),
        "what": procedure.get_due_kind_display(),
        "trajectory": trajectory.title_en if english else trajectory.title_nl,
        "initiator": trajectory.initiator,
        "permit": law.name_en if english else law.name_nl,
        "authority": (authority.name_en if english else authority.name_nl) if authority else _("not known yet"),
        "status": words.status_text(procedure, today),
        "holder": words.holder_text(procedure, today),
        "assignee": str(trajectory.assignee or "–"),
    }


def report_csv(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The same rows as the page; the date as year-month-day, and text that a spreadsheet would run made harmless."""
    _check(admin, request)
    today = timezone.localdate()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="termijnen-{today:%Y-%m-%d}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("period"), *headings()])
    for period in periods(today):
        for procedure in period.procedures:
            row: dict[str, str] = procedure.shown  # type: ignore[attr-defined]
            row = {**row, "due": procedure.due_on.isoformat() if procedure.due_on else ""}
            writer.writerow([period.title, *(_harmless(row[name]) for name in COLUMNS)])
    return response


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def figures_page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Read from the columns that the events keep; examples apart, so that a demonstration has something to show."""
    _check(admin, request)
    names = dict(PermitType.objects.order_by("version__number").values_list("slug", _name()))
    kinds = dict(ProcedureKind.choices)
    examples = lead_times_by_procedure(examples=True)
    context = {
        "by_procedure": [(kinds.get(one, one), figure) for one, figure in lead_times_by_procedure().items()],
        "example_procedures": [(kinds.get(one, one), figure) for one, figure in examples.items()],
        "example_loads": workload(examples=True),
        "by_permit": sorted((names.get(slug, slug), figure) for slug, figure in lead_times().items()),
        "loads": workload(),
        "fewest": FEWEST,
    }
    return page(admin, request, "figures", _("Figures of the trajectories"), context)


def _name() -> str:
    return "name_en" if get_language() == "en" else "name_nl"


def _check(admin: Any, request: HttpRequest) -> None:
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
