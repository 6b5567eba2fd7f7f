"""Procedures, planned dates and what is released: the pages that change them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from permits.admin.trajectories import words
from permits.admin.trajectories.forms import (
    PlanChangeForm,
    PlanForm,
    ProcedureChangeForm,
    ProcedureForm,
    ReleaseForm,
)
from permits.admin.trajectories.pages import add_errors, ask, back, changeable, page
from permits.models import PlannedDate, Procedure, ProcedureEvent
from permits.trajectories import Refused, actions
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events, withdraw_events


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def procedure(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def add(form: Any) -> str:
        given = form.cleaned_data
        new = actions.NewProcedure(
            permit_type=given["permit_type"], authority=given["authority"], kind=given["kind"],
            params=form.params(), planned_start=given["planned_start"], first_application=given["first_application"],
        )  # fmt: skip
        actions.add_procedure(trajectory=trajectory, new=new, seen_revision=given["seen_revision"])
        return _("Added: %(permit)s.") % {"permit": given["permit_type"]}

    form = ProcedureForm(trajectory, _posted(request))
    lead = _("The law of version %(version)s is frozen in this procedure.") % {"version": trajectory.law_version}
    return ask(admin, request, trajectory, form=form, title=_("Add a procedure"), run=add, button=_("Add"), lead=lead)


def change_procedure(admin: ModelAdmin, request: HttpRequest, pk: int, procedure_pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)
    found = get_object_or_404(Procedure.objects.with_law(), pk=procedure_pk, trajectory=trajectory)

    def change(form: Any) -> str:
        values = dict(form.cleaned_data)
        seen = values.pop("seen_revision")
        try:
            actions.change_procedure(procedure=found, seen_revision=seen, **values)
        except Refused as refused:
            raise ValidationError([str(one) for one in actions.reasons(refused)]) from None
        return _("Saved: %(permit)s.") % {"permit": found}

    form = ProcedureChangeForm(found, _posted(request))
    return ask(admin, request, trajectory, form=form, title=str(found), run=change, button=_("Save"))


def plan(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def add(form: Any) -> str:
        given = form.cleaned_data
        plan_date(
            procedure=given["procedure"], milestone=given["milestone"], on=given["on"], user=request.user,
            seen_revision=given["seen_revision"],
        )  # fmt: skip
        return _("The date is planned. From now on a change needs a reason.")

    form = PlanForm(trajectory, _posted(request))
    title = _("Plan a date")
    return ask(admin, request, trajectory, form=form, title=title, run=add, button=_("Plan"), anchor="planned", at="on")


def change(admin: ModelAdmin, request: HttpRequest, pk: int, planned_pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)
    planned = get_object_or_404(
        PlannedDate.objects.select_related("procedure__trajectory", "procedure__permit_type"),
        pk=planned_pk,
        procedure__trajectory=trajectory,
    )

    def move(form: Any) -> str:
        given = form.cleaned_data
        change_planned_date(
            planned=planned, to=given["to"], reason=given["reason"], text_nl=given["text_nl"],
            text_en=given["text_en"], user=request.user, seen_revision=given["seen_revision"],
        )  # fmt: skip
        return _("The planned date is now %(day)s.") % {"day": words.day(planned.current_on)}

    form = PlanChangeForm(trajectory, _posted(request))
    lead = _("%(what)s of %(permit)s: first planned %(first)s, now %(now)s.") % {
        "what": capfirst(planned.get_milestone_display()),
        "permit": planned.procedure,
        "first": words.day(planned.original_on),
        "now": words.day(planned.current_on),
    }
    title = _("Change a planned date")
    return ask(
        admin,
        request,
        trajectory,
        form=form,
        title=title,
        run=move,
        button=_("Change"),
        anchor="planned",
        lead=lead,
        at="to",
    )


def release(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which events everybody may see; POST with ``withdraw`` makes the chosen ones internal again."""
    trajectory = changeable(admin, request, pk)
    records = list(
        ProcedureEvent.objects.filter(procedure__trajectory=trajectory)
        .select_related("procedure__permit_type", "release")
        .order_by("happened_on", "pk")
    )
    form = ReleaseForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = set(request.POST.getlist("event"))
        picked = [one for one in records if str(one.pk) in chosen]
        try:
            if not picked:
                raise ValidationError(_("Choose at least one event."))
            if "withdraw" in request.POST:
                count = withdraw_events(trajectory=trajectory, records=picked)
                messages.success(request, _("Internal again: %(count)d.") % {"count": count})
            else:
                count = release_events(
                    trajectory=trajectory, records=picked, user=request.user,
                    text_nl=form.cleaned_data["text_nl"], text_en=form.cleaned_data["text_en"],
                )  # fmt: skip
                messages.success(request, _("Released: %(count)d.") % {"count": count})
            return back(trajectory, "events")
        except ValidationError as error:
            add_errors(form, error)
    context = {"trajectory": trajectory, "records": records, "form": form}
    return page(admin, request, "release", _("Release events"), context, status=400 if form.errors else 200)
