"""Report a change of an organisation, and answer a question about it. No account, no cookie, no script."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from companies.guard import public_form
from companies.merging.aliases import current_slug
from companies.models import Organisation
from companies.moderation.forms import AnswerForm, SuggestionForm
from companies.moderation.links import find_link
from companies.moderation.receiving import answer, receive
from companies.views.organisation import moved_meanwhile, moved_page, public_document
from companies.views.register import Row, page_language
from valuechains.pages import plain_problems


@public_form
@sensitive_post_parameters("sender_email", "remark")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        document = public_document(slug)
    except Http404:
        return _moved(request, slug)
    form = SuggestionForm(
        request.POST if request.method == "POST" else None,
        document=document,
        language=page_language(),
        request=request,
    )
    if form.is_bound and form.is_valid():
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise Http404
        receive(
            organisation=organisation,
            stamp=form.stamp_id,
            language=form.language,
            changes=form.changes,
            source=form.cleaned_data["source"],
            remark=form.cleaned_data["remark"],
            sender_email=form.cleaned_data["sender_email"],
        )
        return redirect("companies:report-done", slug)
    return _report_page(request, document, form)


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was writing while the organisation was merged sees it on the page of the one that it is in now."""
    now = current_slug(slug)
    if request.method != "POST" or now is None:
        return moved_page(slug, "companies:report")
    document = public_document(now)
    options: dict[str, Any] = {"document": document, "language": page_language(), "request": request}
    carried = SuggestionForm(**options).carry_over(request.POST)
    return _report_page(request, document, SuggestionForm(carried, not_yet=moved_meanwhile(document), **options))


def _report_page(request: HttpRequest, document: Row, form: SuggestionForm) -> HttpResponse:
    context = {
        "organisation": document,
        "form": form,
        "mail_url": _mail_url(request, document),
        "problems": plain_problems(request),
    }
    return render(request, "companies/report.html", context, status=form.answer_status)


@require_safe
def report_done(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "companies/report_done.html", {"organisation": public_document(slug)})


@public_form
@sensitive_post_parameters("answer")
def case_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the private link of a question; opening it changes nothing."""
    link = find_link(secret)
    if link is None:
        response = render(request, "companies/case_answer.html", {"is_gone": True}, status=404)
    else:
        form = AnswerForm(request.POST if request.method == "POST" else None, request=request)
        done = form.is_bound and form.is_valid() and answer(link=link, text=form.cleaned_data["answer"])
        question = link.case.events.filter(step="asked").order_by("-pk").first()
        context = {"case": link.case, "form": form, "is_done": done, "question": question}
        response = render(request, "companies/case_answer.html", context, status=form.answer_status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _mail_url(request: HttpRequest, document: Row) -> str:
    """A mail that is ready to send, for who would rather write one; empty while the loket has no mail box."""
    if not settings.CONTACT_EMAIL:
        return ""
    subject = _("Error in the register: %(name)s") % {"name": document["name"]}
    address = request.build_absolute_uri(reverse("companies:organisation", args=[document["slug"]]))
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}&body={quote(address)}"
