"""Claim an organisation: tell who you are, follow the link in the mail. No account, no cookie, no script."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from companies.claims.domains import own_domain
from companies.claims.forms import ClaimForm
from companies.claims.private import private_link
from companies.claims.receiving import Claimant, confirm, receive_claim, withdraw
from companies.enums import ClaimRoute, LinkPurpose
from companies.guard import public_form
from companies.merging.aliases import current_slug
from companies.models import Organisation, PrivateLink
from companies.views.organisation import moved_meanwhile, moved_page, public_document
from companies.views.register import page_language
from valuechains.pages import plain_problems


@public_form
@sensitive_post_parameters("name", "role", "email", "remark")
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    not_yet = ""
    try:
        document = public_document(slug)
    except Http404:
        now = current_slug(slug)
        if request.method != "POST" or now is None:
            return moved_page(slug, "companies:claim")
        document = public_document(now)
        not_yet = moved_meanwhile(document)
    organisation = Organisation.objects.filter(slug=document["slug"]).first()
    if organisation is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ClaimForm(*sent, organisation=organisation, request=request, not_yet=not_yet)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        claimant = Claimant(
            eligibility=given["eligibility"], name=given["name"], role=given["role"], email=given["email"],
            route=form.route, proof_url=given["proof_url"], proof=given["proof"] or None, proof_type=form.proof_type,
            remark=given["remark"],
        )  # fmt: skip
        receive_claim(
            organisation=organisation, stamp=form.stamp_id, language=page_language(), claimant=claimant
        )  # fmt: skip
        return redirect("companies:claim-done", slug)
    context = {
        "organisation": document,
        "form": form,
        "by_hand": form.route == ClaimRoute.BY_HAND,
        "problems": plain_problems(request),
    }
    return render(request, "companies/claim.html", context, status=form.answer_status)


@require_safe
def claim_done(request: HttpRequest, slug: str) -> HttpResponse:
    document = public_document(slug)
    organisation = Organisation.objects.filter(slug=slug).first()
    by_hand = organisation is not None and not own_domain(organisation.website)
    return render(request, "companies/claim_done.html", {"organisation": document, "by_hand": by_hand})


@public_form
@private_link(LinkPurpose.CLAIM)
def claim_confirm(request: HttpRequest, link: PrivateLink) -> HttpResponse:
    """Opening the page changes nothing: programs that look through mail open links too."""
    assert link.claim is not None
    context: dict[str, Any] = {"organisation": link.organisation, "claim": link.claim}
    if request.method == "POST":
        is_withdrawn = request.POST.get("do") == "withdraw"
        done = withdraw(link.claim.pk) if is_withdrawn else confirm(link.claim.pk)
        context |= {"is_done": done, "is_withdrawn": is_withdrawn, "is_answered": True}
    return render(request, "companies/claim_confirm.html", context)
