"""A question is passed on to a partner, who says that it was received."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Partner
from desk import mailing
from desk.actions.locking import Refused, changed, locked
from desk.enums import InquiryState, MailKind
from desk.models import HandOver, Note


@transaction.atomic
def hand_over(
    *,
    inquiry_id: int,
    partner: Partner | None,
    email: str,
    text: str,
    language: str,
    user: Any,
    seen: int | None = None,
) -> HandOver:
    """The partner gets a link to what was asked, the inquirer is told to whom it went. Who sends it twice, or after a
    colleague did, is told (``Meanwhile``): both would get every mail again."""
    if partner is None or not email:
        raise Refused(_("A hand-over needs a partner and an e-mail address there."))
    inquiry = locked(inquiry_id, seen=seen)
    given = HandOver(inquiry=inquiry, partner=partner, email=email, text=text.strip(), language=language, user=user)
    given.renew()
    given.save()
    inquiry.assignee = inquiry.assignee or user
    mailing.queue(inquiry, MailKind.HAND_OVER, hand_over=given)
    mailing.queue(inquiry, MailKind.HANDED_OVER, hand_over=given)
    changed(inquiry, InquiryState.HANDED_OVER)
    return given


@transaction.atomic
def receive(*, hand_over_id: int) -> HandOver:
    """The partner confirms; the first time counts, and the colleagues read it among the notes."""
    given = HandOver.objects.select_for_update().get(pk=hand_over_id)
    if given.received_at is None:
        given.received_at = timezone.now()
        given.save(update_fields=["received_at"])
        text = _("%(partner)s confirmed that the question was received.")
        Note.objects.create(inquiry_id=given.inquiry_id, text=text % {"partner": given.partner})
    return given
