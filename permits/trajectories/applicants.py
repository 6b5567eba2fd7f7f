"""What the applicant reads by a private link: where each procedure stands, and what was put there for the applicant.

Notes and documents are asked for by their audience alone, so that nothing internal can come along.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from companies import letters
from permits.models import ApplicantLink, Document, Note, Procedure, Trajectory
from permits.trajectories.records import state_of
from permits.trajectories.state import State
from permits.trajectory_enums import Audience

__all__ = ["Standing", "documents_for", "find_link", "make_link", "notes_for", "revoke_link", "standings"]


def make_link(*, trajectory: Trajectory, user: Any, language: str, email: str = "") -> str:
    """The path of a new link; the one before opens nothing any more. With ``email`` it is mailed there too. The secret
    is not kept: this is the only time that anybody sees it. The mail waits with it until it has left."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_link(trajectory=trajectory)
        link = ApplicantLink.objects.create(
            trajectory=trajectory, digest=digest_of(secret), language=language, created_by=user, was_mailed=bool(email)
        )
        with override(language):
            path = reverse("permits:applicant", args=[secret])
            if email:
                _write(link, email, path)
    return path


def revoke_link(*, trajectory: Trajectory) -> int:
    return trajectory.applicant_links.active().update(revoked_at=timezone.now())


def find_link(secret: str) -> ApplicantLink | None:
    """None for a secret that was made up and for one that was revoked: one look in a unique index either way."""
    found = ApplicantLink.objects.active().filter(digest=digest_of(secret))
    return found.select_related("trajectory__municipality", "trajectory__assignee").first()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """One procedure and what follows from its events."""

    procedure: Procedure
    state: State


def standings(trajectory: Trajectory) -> list[Standing]:
    """Three queries, for any number of procedures."""
    procedures = trajectory.procedures.with_law().prefetch_related("events", "planned_dates")
    return [Standing(one, state_of(one)) for one in procedures]


def notes_for(trajectory: Trajectory) -> list[Note]:
    return list(trajectory.notes.filter(audience=Audience.APPLICANT).select_related("procedure__permit_type"))


def documents_for(trajectory: Trajectory) -> Any:
    return Document.objects.filter(trajectory=trajectory, audience=Audience.APPLICANT).order_by("-pk")


def today_for(link: ApplicantLink) -> datetime.date:
    """Notes that the link was read, once a day."""
    today = timezone.localdate()
    link.read_on(today)
    return today


def _write(link: ApplicantLink, email: str, path: str) -> None:
    trajectory = link.trajectory
    name = trajectory.title_en if link.language == "en" else trajectory.title_nl
    context = {"name": name, "page": settings.SITE_URL.rstrip("/") + path}
    subject, _blank, body = render_to_string("permits/mail/applicant.txt", context).strip().partition("\n")
    letters.write(key=f"applicant link {link.pk}", to=email, subject=subject, body=body.strip() + "\n")
