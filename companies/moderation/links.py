"""Private links in mails: a secret of 256 bits, of which the database keeps the digest alone."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from companies.models import Case, CaseLink

__all__ = ["case_link", "find_link"]

GOOD_FOR = datetime.timedelta(days=30)


def case_link(case: Case) -> str:
    """A new whole address, in the language of the case, by which its sender can answer once within 30 days."""
    secret = secrets.token_urlsafe(32)
    CaseLink.objects.create(case=case, digest=_digest(secret), expires_at=timezone.now() + GOOD_FOR)
    with translation.override(case.language):
        return f"{settings.SITE_URL.rstrip('/')}{reverse('companies:case-answer', args=[secret])}"


def find_link(secret: str) -> CaseLink | None:
    """The link that still opens; None for a used, expired or unknown one."""
    links = CaseLink.objects.select_related("case__organisation")
    return links.filter(digest=_digest(secret), used_at__isnull=True, expires_at__gt=timezone.now()).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
