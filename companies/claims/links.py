"""Private links of claims and contacts. They expire, can be ended, and are told apart by nothing when wrong."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from companies.enums import LinkPurpose
from companies.models import Claim, Contact, PrivateLink

__all__ = [
    "CLAIM_DAYS", "FRESHNESS_DAYS", "PROFILE_DAYS", "address", "drop_links", "end_links", "find", "find_to_stop",
    "make_secret",
]  # fmt: skip

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
    return _of(secret, PrivateLink.objects.live().filter(purpose__in=purposes))


def find_to_stop(secret: str, *purposes: LinkPurpose) -> PrivateLink | None:
    """As :func:`find`, and the link of a yearly mail as long as we know whom it went to: an old mail still stops the
    next one, when it opens nothing else any more."""
    live = Q(expires_at__gt=timezone.now(), revoked_at__isnull=True, purpose__in=purposes)
    return _of(secret, PrivateLink.objects.filter(live | Q(purpose=LinkPurpose.FRESHNESS)))


def _of(secret: str, links: QuerySet[PrivateLink]) -> PrivateLink | None:
    with_owner = links.select_related("claim__case__organisation", "contact__organisation")
    return with_owner.filter(digest=_digest(secret)).first()


def end_links(owner: Claim | Contact) -> None:
    """No link of theirs opens anything any more."""
    owner.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def drop_links(contact: Contact) -> None:
    """Somebody else is asked from now on: the mails of who was asked before stop nothing either."""
    contact.links.all().delete()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
