"""The private page of an inquiry: follow, react, add files, close. Without an account."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.guard import public_form
from desk import actions
from desk.attachments import CONTENT_TYPES
from desk.enums import Author, Closer, FileType
from desk.forms import ReactForm
from desk.models import Attachment, HandOver, Inquiry
from desk.views.private import find, private_page

LARGEST_ID = 2**63 - 1


@private_page
@public_form
def inquiry(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows it; POST is a reaction."""
    found: Inquiry = find(request, Inquiry.objects.select_related("municipality", "merged_into", "assignee"), token)
    form = ReactForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.react(inquiry_id=found.pk, text=told["text"], files=told["attachments"], stamp=form.stamp_id)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as refused:
            form.add_error("attachments", refused)
        else:
            return redirect("desk:inquiry", token)
    return render(request, "desk/inquiry.html", page_of(found, token, form), status=form.answer_status)


@private_page
@public_form
def close(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST closes: a mail scanner that opens links closes nothing."""
    found: Inquiry = find(request, Inquiry.objects.all(), token)
    if request.method == "POST":
        actions.close(inquiry_id=found.pk, by=Closer.INQUIRER)
        return redirect("desk:inquiry", token)
    return render(request, "desk/close.html", {"inquiry": found, "token": token})


@private_page
@require_safe
def attachment(request: HttpRequest, token: str, pk: int) -> FileResponse:
    found: Inquiry = find(request, Inquiry.objects.all(), token)
    return download(found.attachments.filter(pk=pk).first() if pk <= LARGEST_ID else None)


@private_page
@public_form
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The partner reads what was asked, and says that it was received."""
    given: HandOver = find(request, HandOver.objects.select_related("inquiry", "partner"), token)
    if given.inquiry.anonymised_at:
        raise Http404
    if request.method == "POST":
        actions.receive(hand_over_id=given.pk)
        return redirect("desk:receipt", token)
    messages = given.inquiry.messages.filter(author=Author.INQUIRER, sent_at__lte=given.handed_at)
    first_files = given.inquiry.attachments.filter(message=None).count()
    later_files = given.inquiry.attachments.filter(message__in=messages).count()
    context = {
        "hand_over": given, "inquiry": given.inquiry, "messages": messages, "token": token,
        "facts": facts_of(given.inquiry), "files": first_files + later_files,
    }  # fmt: skip
    return render(request, "desk/receipt.html", context)


def download(found: Attachment | None) -> FileResponse:
    """Always as a file to keep, never shown in the browser."""
    if found is None or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    kind = CONTENT_TYPES[FileType(found.file_type)]
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response


def page_of(found: Inquiry, token: str, form: ReactForm) -> dict[str, Any]:
    return {
        "inquiry": found,
        "token": token,
        "form": form,
        "facts": facts_of(found),
        "contact": found.assignee.get_full_name() if found.assignee else "",
        "messages_of": found.messages.select_related("user").prefetch_related("attachments"),
        "first_files": found.attachments.filter(message=None),
        "hand_overs": found.hand_overs.select_related("partner").order_by("pk"),
    }


def facts_of(found: Inquiry) -> list[dict[str, str]]:
    """What it is about, for the list on the page."""
    english = _is_english()
    stages = ", ".join(stage.name_en if english else stage.name_nl for stage in found.stages.all())
    materials = ", ".join(one.name_en if english else one.name_nl for one in found.materials.all())
    facts = [
        (_("Service"), found.get_service_display()),
        (_("Stages"), stages),
        (_("Materials"), materials),
        (_("Municipality"), str(found.municipality or "")),
    ]
    return [{"term": term, "value": value} for term, value in facts if value]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
