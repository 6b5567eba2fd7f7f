"""Mails to claimants and contacts, in their language, each once. None holds what a stranger typed in its subject."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from companies import letters
from companies.claims.links import CLAIM_DAYS, address, make_secret
from companies.enums import CaseState, LinkPurpose
from companies.models import Claim, Contact

__all__ = ["write_claim_decision", "write_confirm", "write_ended", "write_freshness"]

OWN_PAGE = "companies:own-page"


def write_confirm(claim: Claim) -> bool:
    """To the address at the own domain: follow this link, and we look at your claim."""
    case = claim.case
    with translation.override(case.language):
        name = case.organisation.name
        link = address("companies:claim-confirm", make_secret(claim, LinkPurpose.CLAIM), case.language)
        return letters.write(
            key=f"claim:{case.pk}:confirm",
            to=claim.email,
            subject=_("Confirm your claim of %(name)s") % {"name": name},
            body=_text("claim_confirm", {"name": name, "link": link, "days": CLAIM_DAYS}),
        )


def write_claim_decision(claim: Claim) -> bool:
    """Granted, with the private link to the own page; or denied, with the reason."""
    case = claim.case
    if not claim.email:
        return False
    with translation.override(case.language):
        granted = case.state == CaseState.ACCEPTED
        link = address(OWN_PAGE, make_secret(claim, LinkPurpose.PROFILE), case.language) if granted else ""
        context = {"name": case.organisation.name, "granted": granted, "link": link, "reason": case.reason}
        return letters.write(
            key=f"claim:{case.pk}:decided",
            to=claim.email,
            subject=_("Your claim of %(name)s") % {"name": case.organisation.name},
            body=_text("claim_decision", context),
        )


def write_ended(claim: Claim, reason: str) -> bool:
    case = claim.case
    if not claim.email:
        return False
    with translation.override(case.language):
        context = {"name": case.organisation.name, "reason": reason}
        return letters.write(
            key=f"claim:{case.pk}:ended",
            to=claim.email,
            subject=_("Your access to %(name)s has ended") % {"name": case.organisation.name},
            body=_text("claim_ended", context),
        )


def write_freshness(contact: Contact, day: datetime.date) -> bool:
    """The yearly question; one per contact and day, whoever asks. Mail programs get a button to unsubscribe."""
    with translation.override(contact.language):
        name = contact.organisation.name
        secret = make_secret(contact, LinkPurpose.FRESHNESS)
        link, stop = (address(page, secret, contact.language) for page in (OWN_PAGE, "companies:no-more-mail"))
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return letters.write(
            key=f"freshness:{contact.pk}:{day.isoformat()}",
            to=contact.email,
            subject=_("Is the page of %(name)s still right?") % {"name": name},
            body=_text("freshness", {"name": name, "link": link, "stop": stop}),
            headers=headers,
        )


def _text(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"companies/mails/{name}.txt", {**context, "site": settings.SITE_URL})
