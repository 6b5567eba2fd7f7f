"""The board: all actions by state, and within a state by the day on which they are due."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.enums import ActionState
from agenda.models import Action, Recommendation

# A column shows so many; the list shows the rest.
SHOWN = 40


@dataclasses.dataclass(frozen=True, slots=True)
class BoardColumn:
    title: str
    actions: Sequence[Action]
    count: int
    url: str

    @property
    def more(self) -> int:
        return self.count - len(self.actions)


def board(model_admin: Any, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    today = timezone.localdate()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": Action._meta,
        "title": _("Board of actions"),
        "columns": columns(today),
        "overdue": Action.objects.overdue(today).count(),
        "without": Recommendation.objects.exclude(actions__in=Action.objects.open().filter(is_example=False)),
        "may_add": model_admin.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/agenda_board.html", context)


def columns(today: datetime.date) -> list[BoardColumn]:
    """Open states by due date, ended ones the latest first. Eight queries, for any number of actions."""
    listed = reverse("admin:agenda_action_changelist")
    found = []
    for state in ActionState:
        actions = Action.objects.filter(state=state).select_related("owner", "recommendation")
        order = ("-ended_on", "pk") if state in (ActionState.DONE, ActionState.STOPPED) else ("due_on", "pk")
        url = f"{listed}?state__exact={state.value}"
        found.append(BoardColumn(str(state.label), list(actions.order_by(*order)[:SHOWN]), actions.count(), url))
    return found
