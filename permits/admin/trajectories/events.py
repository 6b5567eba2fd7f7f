"""Add an event in two steps: what it would shift, then save it. Correct one that was recorded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from permits.admin.trajectories import words
from permits.admin.trajectories.event_forms import CorrectionForm, EventForm
from permits.admin.trajectories.pages import back, changeable, changed_text, page, renew_revision
from permits.models import Procedure, ProcedureEvent, Trajectory
from permits.trajectories import Event, EventKind, Refused, Shift
from permits.trajectories.actions import (
    ChangedMeanwhile,
    correct_event,
    faults_by_field,
    in_place_of,
    preview,
    record_event,
    take_back_event,
)


def add_event(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for the day and details, POST shows what they shift, POST with ``save`` records."""
    trajectory = changeable(admin, request, pk)
    procedure = _procedure(trajectory, request)
    kind = _kind(request)
    initial = {"happened_on": request.GET.get("on") or timezone.localdate()}
    posted = request.POST if request.method == "POST" else None
    form = EventForm(trajectory, kind, procedure.rule, posted, initial=initial)
    context: dict[str, Any] = {"procedure": procedure, "kind": kind}
    if request.method == "POST" and form.is_valid():
        event = form.event()
        try:
            if "save" in request.POST:
                _save(procedure, event, form, request)
                return back(trajectory)
            context["shift"] = shown_shift(preview(procedure=procedure, event=event), procedure)
        except Refused as refused:
            form.add_reasons(faults_by_field(refused, event))
        except ChangedMeanwhile as changed:
            form.add_error(None, changed_text(changed))
            renew_revision(form, trajectory)
    title = _("%(event)s: %(permit)s") % {"event": kind.label, "permit": procedure}
    context |= {"form": form, "trajectory": trajectory, "reset": form.is_bound and bool(form.errors)}
    return page(admin, request, "event", capfirst(title), context, status=400 if form.errors else 200)


def _save(procedure: Procedure, event: Event, form: EventForm, request: HttpRequest) -> None:
    record_event(
        procedure=procedure,
        event=event,
        user=request.user,
        note=form.cleaned_data["note"],
        seen_revision=form.cleaned_data["seen_revision"],
    )
    messages.success(request, _("Recorded: %(event)s.") % {"event": event.kind.label})


def correct(admin: ModelAdmin, request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """The recorded event stays visible; the right one takes its place, or nothing does.

    As with a new event: POST shows what that shifts, POST with ``save`` records it.
    """
    trajectory = changeable(admin, request, pk)
    records = ProcedureEvent.objects.select_related("procedure__trajectory", "procedure__permit_type")
    record = get_object_or_404(records, pk=event_pk, procedure__trajectory=trajectory)
    if record.kind == EventKind.CORRECTED or ProcedureEvent.objects.filter(corrects=record).exists():
        messages.warning(request, _("This record was corrected already; correct the one in its place."))
        return back(trajectory)
    form = CorrectionForm(record, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"procedure": record.procedure, "trajectory": trajectory, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                _correct(record, form, request)
                messages.success(request, _("Corrected: %(event)s.") % {"event": record.get_kind_display()})
                return back(trajectory)
            right = in_place_of(record, form.replacement(), form.cleaned_data["reason"])
            found = preview(procedure=record.procedure, event=right)
            context["shift"] = shown_shift(found, record.procedure)
        except Refused as refused:
            form.add_reasons(faults_by_field(refused, form.replacement()))
        except ChangedMeanwhile as changed:
            form.add_error(None, changed_text(changed))
            renew_revision(form, trajectory)
    title = _("Correct: %(event)s of %(day)s") % {
        "event": record.get_kind_display(),
        "day": words.day(record.happened_on),
    }
    lead = _("The record stays visible with what takes its place. A typing error is told apart from new facts.")
    context |= {"lead": lead, "save": _("Save the correction")}
    return page(admin, request, "event", title, context, status=400 if form.errors else 200)


def _correct(record: ProcedureEvent, form: CorrectionForm, request: HttpRequest) -> None:
    given = form.cleaned_data
    shared = {
        "record": record,
        "reason": given["reason"],
        "user": request.user,
        "note": given["note"],
        "seen_revision": given["seen_revision"],
    }
    if given["did_not_happen"]:
        take_back_event(**shared)
    else:
        correct_event(event=form.event(), **shared)


def shown_shift(found: Shift, procedure: Procedure) -> dict[str, Any]:
    """The dates that move, and the words for where the procedure will stand."""
    after, today = found.after, timezone.localdate()
    return {
        "rows": [
            {
                "what": one.what,
                "before": words.day(one.before),
                "after": words.day(one.after),
                "how": words.moved(one),
            }
            for one in found.moved
        ],
        "status": after.status.label,
        "was": found.before.status.label,
        "holder": after.holder_on(today).label,
        "due_kind": after.term.kind.label if after.term and after.due else "",
        "due": words.day(after.due),
        "assumption": after.term.assumption or after.term.unknown if after.term else None,
        "readings": after.term.result.alternatives if after.term and after.term.result else (),
        "notices": [one for one in after.notices if one not in found.before.notices],
    }


def _procedure(trajectory: Trajectory, request: HttpRequest) -> Procedure:
    given = request.GET.get("procedure", "")
    if not given.isdecimal() or len(given) > 18:
        raise Http404
    return get_object_or_404(Procedure.objects.with_law(), pk=int(given), trajectory=trajectory)


def _kind(request: HttpRequest) -> EventKind:
    given = request.GET.get("kind", "")
    if given not in EventKind.values or given == EventKind.CORRECTED:
        raise Http404
    return EventKind(given)
