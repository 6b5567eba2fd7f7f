"""A question comes in."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Municipality
from desk import attachments, mailing
from desk.days import days_later
from desk.enums import Channel, MailKind
from desk.models import Inquiry
from valuechains.models import Material, Stage

# No letters that look like figures, so that a reference can be told on the telephone.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks, checked. ``origin_path`` is an address of our own site; the cell is one of the matrix."""

    name: str
    email: str
    question: str
    service: str
    language: str
    organisation_name: str = ""
    stages: Sequence[Stage] = ()
    materials: Sequence[Material] = ()
    municipality: Municipality | None = None
    origin_path: str = ""
    origin_cell: tuple[Stage, Material] | None = None
    files: Sequence[attachments.Checked] = ()


def ask(*, question: Question, channel: Channel, stamp: str = "") -> Inquiry:
    """Keep a question and let its confirmation leave. The same ``stamp`` a second time gives the inquiry of the first:
    a page that is sent twice makes one."""
    try:
        with transaction.atomic():
            return _keep(question, channel, stamp)
    except IntegrityError:
        known = Inquiry.objects.filter(stamp=stamp).first() if stamp else None
        if known is None:
            raise
        return known


def _keep(question: Question, channel: Channel, stamp: str) -> Inquiry:
    now = timezone.now()
    stage, material = question.origin_cell or (None, None)
    inquiry = Inquiry(
        reference=new_reference(), organisation_name=question.organisation_name, name=question.name,
        email=question.email, question=question.question, service=question.service, language=question.language,
        municipality=question.municipality, origin_path=question.origin_path, origin_stage=stage,
        origin_material=material, channel=channel, received_at=now, last_activity_at=now, stamp=stamp or None,
        answer_due=days_later(timezone.localdate(now), settings.DESK_ANSWER_WORKING_DAYS),
    )  # fmt: skip
    inquiry.renew()
    inquiry.save()
    inquiry.stages.set(question.stages)
    inquiry.materials.set(question.materials)
    attachments.keep(inquiry, question.files)
    mailing.queue(inquiry, MailKind.CONFIRMATION)
    if settings.DESK_TEAM_EMAIL:
        mailing.queue(inquiry, MailKind.TEAM)
    return inquiry


def new_reference() -> str:
    """The year and five letters by chance: it tells nobody how many questions there are."""
    while True:
        chance = "".join(secrets.choice(LETTERS) for _place in range(5))
        reference = f"CRM-{timezone.localdate().year}-{chance}"
        if not Inquiry.objects.filter(reference=reference).exists():
            return reference
