"""What the pages of a trajectory share: fetching it for who may, drawing a page, going back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from permits.models import Trajectory
from permits.trajectories.actions import ChangedMeanwhile


def visible(admin: ModelAdmin, request: HttpRequest, pk: int) -> Trajectory:
    """The trajectory for somebody who may see it."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    found = Trajectory.objects.select_related(
        "organisation", "municipality", "site", "stage", "assignee", "law_version"
    )
    return get_object_or_404(found, pk=pk)


def changeable(admin: ModelAdmin, request: HttpRequest, pk: int) -> Trajectory:
    if not admin.has_change_permission(request):
        raise PermissionDenied
    return visible(admin, request, pk)


def page(
    admin: ModelAdmin, request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shared = {**admin.admin_site.each_context(request), "opts": Trajectory._meta, "title": title, "media": admin.media}
    return TemplateResponse(request, f"permits/officer/{template}.html", {**shared, **context}, status=status)


def back(trajectory: Trajectory, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(trajectory.get_absolute_url() + (f"#{anchor}" if anchor else ""))


def ask(
    admin: ModelAdmin,
    request: HttpRequest,
    trajectory: Trajectory,
    *,
    form: forms.Form,
    title: str,
    run: Callable[[forms.Form], str],
    button: str,
    anchor: str = "",
    lead: str = "",
    at: str | None = None,
) -> HttpResponse:
    """A form of its own page: ``run`` acts and gives the message; what is wrong stands at its field.

    ``at`` is the field of what is wrong when the reason names none.
    """
    if request.method == "POST" and form.is_valid():
        try:
            text = run(form)
        except ValidationError as error:
            add_errors(form, error, at)
        except ChangedMeanwhile as changed:
            form.add_error(None, changed_text(changed))
            renew_revision(form, trajectory)
        else:
            messages.success(request, text)
            return back(trajectory, anchor)
    context = {"form": form, "trajectory": trajectory, "button": button, "lead": lead}
    return page(admin, request, "form", title, context, status=400 if form.is_bound else 200)


def add_errors(form: forms.Form, error: ValidationError, at: str | None = None) -> None:
    """At the field where the form has it, else above; a reason that names no field stands at ``at``."""
    if not hasattr(error, "error_dict"):
        form.add_error(at, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)


def changed_text(changed: ChangedMeanwhile) -> str:
    """What somebody else did since the page was drawn."""
    lead = _("Somebody changed this trajectory while you were at it. Nothing is saved yet; look and save again.")
    told = [
        _("%(event)s on %(day)s, recorded by %(who)s")
        % {
            "event": record.get_kind_display(),
            "day": date_format(record.happened_on, "DATE_FORMAT"),
            "who": record.recorded_by or "–",
        }
        for record in changed.events
    ]
    return " ".join([lead, "; ".join(told)]).strip()


def renew_revision(form: forms.Form, trajectory: Trajectory) -> None:
    """The next save is made against what is there now."""
    trajectory.refresh_from_db()
    if "seen_revision" in form.fields:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data[form.add_prefix("seen_revision")] = str(trajectory.revision)
        form.data = data
