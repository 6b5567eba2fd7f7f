"""Private links of claims and contacts. They expire, can be ended, and are told apart by nothing when wrong."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from companies.enums import LinkPurpose
from companies.models import Claim, Contact, PrivateLink

__all__ = ["CLAIM_DAYS", "FRESHNESS_DAYS", "PROFILE_DAYS", "address", "end_links", "find", "make_secret"]

CLAIM_DAYS, PROFILE_DAYS, FRESHNESS_DAYS = 14, 365, 60
_DAYS = {
    LinkPurpose.CLAIM: CLAIM_DAYS, LinkPurpose.PROFILE: PROFILE_DAYS, LinkPurpose.FRESHNESS: FRESHNESS_DAYS,
}  # fmt: skip


def make_secret(owner: Claim | Contact, purpose: LinkPurpose) -> str:
    """A new secret, known to who gets it alone."""
    secret = secrets.token_urlsafe(32)
    PrivateLink.objects.create(
        purpose=purpose,
        claim=owner if isinstance(owner, Claim) else None,
        contact=owner if isinstance(owner, Contact) else None,
        digest=_digest(secret),
        expires_at=timezone.now() + datetime.timedelta(days=_DAYS[purpose]),
    )
    return secret


def address(page: str, secret: str, language: str) -> str:
    """The whole address of a page behind a secret."""
    with translation.override(language):
        return f"{settings.SITE_URL.rstrip('/')}{reverse(page, args=[secret])}"


def find(secret: str, *purposes: LinkPurpose) -> PrivateLink | None:
    """The link that still opens; None for an expired, ended or unknown one. Each costs the same look."""
    links = PrivateLink.objects.live().filter(purpose__in=purposes)
    return links.select_related("claim__case__organisation", "contact__organisation").filter(
        digest=_digest(secret)
    ).first()  # fmt: skip


def end_links(owner: Claim | Contact) -> None:
    """No link of theirs opens anything any more."""
    owner.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
