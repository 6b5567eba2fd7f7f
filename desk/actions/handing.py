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
from desk.models import HandOver, Inquiry, Mail, Note


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
    colleague did, is told (``Meanwhile``): both would get every mail again. To the same partner after its mail did not
    leave it is that hand-over, corrected, and the inquirer is not told twice."""
    if partner is None or not email:
        raise Refused(_("A hand-over needs a partner and an e-mail address there."))
    inquiry = locked(inquiry_id, seen=seen)
    held = _held_mail(inquiry, partner)
    given = held.hand_over if held and held.hand_over else HandOver(inquiry=inquiry, partner=partner)
    given.email, given.text, given.language, given.user = email, text.strip(), language, user
    given.renew()
    given.save()
    inquiry.assignee = inquiry.assignee or user
    if held:
        mailing.send_again(held)
    mailing.queue(inquiry, MailKind.HAND_OVER, hand_over=given)
    mailing.queue(inquiry, MailKind.HANDED_OVER, hand_over=given)
    changed(inquiry, InquiryState.HANDED_OVER)
    return given


def _held_mail(inquiry: Inquiry, partner: Partner) -> Mail | None:
    """The mail of a hand-over to this partner that did not leave, such as to an address with a typing error."""
    held = inquiry.mails.troubled().filter(kind=MailKind.HAND_OVER, hand_over__partner=partner)
    found: Mail | None = held.select_related("hand_over").order_by("pk").last()
    return found


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
