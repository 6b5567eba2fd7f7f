"""The private page of an organisation: confirm, correct, no more mail. Opening it changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from companies.claims.forms import ProfileForm
from companies.claims.freshness import confirm_page, unsubscribe
from companies.claims.links import find_to_stop
from companies.claims.private import private_link
from companies.claims.receiving import withdraw
from companies.completeness import completeness_of
from companies.enums import CaseDoor, CaseState, LinkPurpose
from companies.guard import public_form
from companies.models import Case, Contact, Organisation, PrivateLink
from companies.moderation.receiving import receive
from companies.views.organisation import moved_meanwhile
from companies.views.register import page_language

OWN = (LinkPurpose.PROFILE, LinkPurpose.FRESHNESS)


@public_form
@sensitive_post_parameters("remark")
def own_page(request: HttpRequest, secret: str) -> HttpResponse:
    addresses = {page: reverse(f"companies:{page}", args=[secret]) for page in ("own-page", "no-more-mail")}
    return _own_page(request, secret, addresses=addresses)


@private_link(*OWN)
def _own_page(request: HttpRequest, link: PrivateLink, addresses: dict[str, str]) -> HttpResponse:
    address = addresses["own-page"]
    organisation = link.organisation
    if not organisation.is_published:
        return render(request, "companies/own_page_closed.html", {"organisation": organisation})
    act = request.POST.get("do") if request.method == "POST" else ""
    if act == "confirm":
        confirm_page(link)
        return redirect(f"{address}?done=confirmed")
    if act == "leave" and link.claim is not None:
        return render(request, "companies/own_page_leave.html", {"organisation": organisation, "back": address})
    if act == "close" and link.claim is not None:
        withdraw(link.claim.pk)
        return render(request, "companies/link_gone.html", {"left": True})
    form = _profile(request, organisation) if act == "save" else ProfileForm(organisation=organisation, request=request)
    if form.is_bound and form.is_valid():
        receive(
            organisation=organisation,
            stamp=form.stamp_id,
            language=page_language(),
            changes=form.changes,
            source=_("%(name)s itself") % {"name": organisation.name},
            remark=form.cleaned_data["remark"],
            sender_email=_mail_of(link),
            door=CaseDoor.OWN_PAGE,
        )
        return redirect(f"{address}?done=sent")
    context = {
        "organisation": organisation,
        "form": form,
        "link": link,
        "done": request.GET.get("done", ""),
        "score": completeness_of(organisation),
        "waiting": Case.objects.filter(organisation=organisation, state__in=[CaseState.OPEN, CaseState.ASKED])
        .exclude(kind="claim")
        .count(),
        "can_stop": _contact_of(link) is not None,
        "stop": addresses["no-more-mail"],
    }
    return render(request, "companies/own_page.html", context, status=form.answer_status)


def _profile(request: HttpRequest, organisation: Organisation) -> ProfileForm:
    """Who was writing while the organisation was merged sees it on the page of the one that it is in now."""
    carried = ProfileForm(organisation=organisation, request=request).carry_over(request.POST)
    if carried is None:
        return ProfileForm(request.POST, organisation=organisation, request=request)
    not_yet = moved_meanwhile({"name": organisation.name})
    return ProfileForm(carried, organisation=organisation, request=request, not_yet=not_yet)


@public_form
@private_link(*OWN, look=find_to_stop)
def no_more_mail(request: HttpRequest, link: PrivateLink) -> HttpResponse:
    """Mail programs post here without opening the page (RFC 8058); people see a button first. Works from an old mail
    too, whose link opens the private page no more."""
    contact = _contact_of(link)
    if request.method == "POST" and contact is not None:
        unsubscribe(contact)
    is_done = request.method == "POST" or (contact is not None and contact.unsubscribed_at is not None)
    context = {"organisation": link.organisation, "is_done": is_done}
    return render(request, "companies/no_more_mail.html", context)


def _contact_of(link: PrivateLink) -> Contact | None:
    return link.contact or (link.claim.contacts.first() if link.claim is not None else None)


def _mail_of(link: PrivateLink) -> str:
    owner = link.claim or link.contact
    return owner.email if owner is not None else ""
