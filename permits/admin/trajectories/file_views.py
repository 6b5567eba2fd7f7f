"""Notes, documents, assignee and escalation of a trajectory."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from permits.admin.trajectories.forms import AssignForm, DocumentForm, EscalationForm, NoteForm, ResolutionForm
from permits.admin.trajectories.pages import ask, changeable, visible
from permits.models import Document, Escalation
from permits.trajectories import filing
from permits.trajectories.uploads import MEDIA_TYPES
from permits.trajectory_enums import DocumentType


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def note(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def add(form: Any) -> str:
        filing.add_note(trajectory=trajectory, user=request.user, **form.cleaned_data)
        return _("The note is kept.")

    form = NoteForm(trajectory, _posted(request))
    title = _("Add a note")
    return ask(admin, request, trajectory, form=form, title=title, run=add, button=_("Keep"), anchor="notes")


def document(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def add(form: Any) -> str:
        given = form.cleaned_data
        filing.add_document(
            trajectory=trajectory, file=given["file"], file_name=given["file"].name, title=given["title"],
            audience=given["audience"], procedure=given["procedure"], user=request.user,
        )  # fmt: skip
        return _("The document is kept.")

    form = DocumentForm(trajectory, _posted(request), request.FILES or None)
    title = _("Add a document")
    lead = _("Kept where no address reaches it, and given out only to who may see this trajectory.")
    return ask(
        admin,
        request,
        trajectory,
        form=form,
        title=title,
        run=add,
        button=_("Upload"),
        anchor="documents",
        lead=lead,
        at="file",
    )


def download(admin: ModelAdmin, request: HttpRequest, pk: int, document_pk: int) -> HttpResponseBase:
    """As a file to keep, never to show: a browser runs nothing in it."""
    trajectory = visible(admin, request, pk)
    if not request.user.has_perm("permits.view_document"):
        raise PermissionDenied
    found = get_object_or_404(Document, pk=document_pk, trajectory=trajectory)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404(_("The file is gone.")) from None
    response = FileResponse(
        file, as_attachment=True, filename=found.file_name, content_type=MEDIA_TYPES[DocumentType(found.file_type)]
    )
    response["Cache-Control"] = "no-store"
    return response


def assign(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def give(form: Any) -> str:
        assignee = form.cleaned_data["assignee"]
        filing.assign(trajectory=trajectory, assignee=assignee, seen_revision=form.cleaned_data["seen_revision"])
        if assignee is None:
            return _("Nobody is assigned now.")
        return _("Assigned to %(who)s.") % {"who": assignee}

    form = AssignForm(trajectory, _posted(request))
    return ask(admin, request, trajectory, form=form, title=_("Assign"), run=give, button=_("Assign"))


def escalate(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)

    def raise_it(form: Any) -> str:
        filing.escalate(
            trajectory=trajectory, reason=form.cleaned_data["reason"], to=form.cleaned_data["to"], user=request.user
        )
        return _("Escalated.")

    form = EscalationForm(_posted(request))
    return ask(admin, request, trajectory, form=form, title=_("Escalate"), run=raise_it, button=_("Escalate"))


def end_escalation(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    trajectory = changeable(admin, request, pk)
    escalation = get_object_or_404(Escalation, trajectory=trajectory, resolved_at__isnull=True)

    def end(form: Any) -> str:
        filing.end_escalation(escalation=escalation, resolution=form.cleaned_data["resolution"], user=request.user)
        return _("The escalation has ended.")

    form = ResolutionForm(_posted(request))
    title = _("End the escalation")
    return ask(admin, request, trajectory, form=form, title=title, run=end, button=_("End"), lead=escalation.reason)
