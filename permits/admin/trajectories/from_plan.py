"""Make a trajectory from the link of a route plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from permits.admin.trajectories.forms import FromPlanForm
from permits.admin.trajectories.pages import page
from permits.models import Trajectory
from permits.routes.errors import AnswerError
from permits.trajectories.actions import free_slug
from permits.trajectories.from_plan import NoPlan, create_from_plan, plan_in


def from_plan(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not admin.has_add_permission(request):
        raise PermissionDenied
    form = FromPlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            trajectory = _made(form.cleaned_data, request)
        except AnswerError as error:
            for fault in error.faults:
                form.add_error("link", f"{fault.field}: {fault.reason}")
        except (NoPlan, ValidationError):
            form.add_error("link", _("This is no link of a route plan."))
        else:
            messages.success(request, _("Made from the plan: check the procedures and their authorities."))
            return HttpResponseRedirect(trajectory.get_absolute_url())
    context = {"form": form, "button": _("Make the trajectory"), "lead": _("The law version of the plan is kept.")}
    return page(admin, request, "form", _("From a route plan"), context, status=400 if form.errors else 200)


def _made(given: dict[str, Any], request: HttpRequest) -> Trajectory:
    ruleset, answers = plan_in(given["link"])
    trajectory = Trajectory(
        slug=free_slug(given["title_nl"]),
        title_nl=given["title_nl"],
        title_en=given["title_en"],
        initiative=given["initiative"],
        assignee_id=request.user.pk,
    )
    return create_from_plan(
        trajectory=trajectory,
        ruleset=ruleset,
        answers=answers,
        with_possible=given["with_possible"],
    )
