"""Mails of the desk. Each is a row first; the worker sends it once.

A row that is being sent is never taken up again by itself: a worker that died may have sent it. Staff see it and
decide (``send_again``).
"""

from __future__ import annotations

import datetime
import logging
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desk.enums import MailKind, MailState
from desk.models import HandOver, Inquiry, Mail, Message
from desk.models.mails import MOST_ATTEMPTS

log = logging.getLogger("loket.neighbours")
PERMANENT = range(500, 600)
FOR_STAFF = (MailKind.REACTION, MailKind.TEAM)


def queue(
    inquiry: Inquiry, kind: MailKind, *, message: Message | None = None, hand_over: HandOver | None = None
) -> Mail | None:
    """Write down that this mail is to leave; the second time for the same thing it changes nothing."""
    if inquiry.is_example or inquiry.anonymised_at:
        return None
    about = f"message {message.pk}" if message else f"hand-over {hand_over.pk}" if hand_over else str(inquiry.revision)
    is_first = kind in (MailKind.CONFIRMATION, MailKind.TEAM)
    once = f"{kind}:{inquiry.pk}" if is_first else f"{kind}:{inquiry.pk}:{about}"
    defaults = {"inquiry": inquiry, "kind": kind, "message": message, "hand_over": hand_over}
    mail, _created = Mail.objects.get_or_create(key=once, defaults=defaults)
    wake(mail.pk)
    return mail


def wake(mail_id: int) -> None:
    transaction.on_commit(partial(_wake, mail_id), robust=True)


def _wake(mail_id: int) -> None:
    from desk.tasks import send_mail

    try:
        send_mail.apply_async(args=(mail_id,), retry=False)
    except Exception:  # any transport has errors of its own; the sweep takes it up
        log.warning("mail %s waits for the sweep: the queue cannot be reached", mail_id, exc_info=True)


def send(mail_id: int) -> None:
    """Send a mail that is ready, once. What goes wrong is written down and raised nowhere."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().ready().filter(pk=mail_id).first()
        if mail is None:
            return
        mail.state, mail.began_at, mail.attempts = MailState.SENDING, timezone.now(), mail.attempts + 1
        mail.save(update_fields=["state", "began_at", "attempts"])
    mail = Mail.objects.select_related(
        "inquiry__assignee", "inquiry__merged_into", "message__user", "hand_over__partner"
    ).get(pk=mail_id)
    try:
        letter = compose(mail)
        sent = letter.send() if letter is not None else 0
    except (OSError, SMTPException) as error:
        _failed(mail, error)
        return
    state = MailState.SENT if sent else MailState.FAILED
    error_text = "" if sent else "no address"
    Mail.objects.filter(pk=mail_id).update(state=state, sent_at=timezone.now() if sent else None, error=error_text)


def to_send_again(inquiry: Inquiry) -> list[Mail]:
    """What did not leave; and when mails to the inquirer come back, the last of those that left: it has the link."""
    mails = inquiry.mails.order_by("pk")
    held = list(mails.troubled() | mails.filter(state=MailState.RETRY))
    mine = [mail.kind not in (MailKind.HAND_OVER, *FOR_STAFF) for mail in held]
    if inquiry.email_fails and not any(mine):
        held += mails.exclude(kind__in=[MailKind.HAND_OVER, *FOR_STAFF]).filter(state=MailState.SENT).reverse()[:1]
    return [] if inquiry.anonymised_at else held


def send_again(mail: Mail) -> None:
    """A person decided that it should leave once more, to the address as it is now. Two who do so send one."""
    as_seen = Mail.objects.filter(pk=mail.pk, state=mail.state)
    as_seen.update(state=MailState.WAITING, attempts=0, error="", began_at=None, next_at=None, sent_at=None)
    wake(mail.pk)


def send_to_new_address(inquiry: Inquiry) -> None:
    """The last mail once more, with the link as it is now, unless one is on its way there anyway."""
    mine = inquiry.mails.exclude(kind__in=[MailKind.HAND_OVER, *FOR_STAFF]).order_by("pk")
    last = mine.last()
    if last is not None and not mine.filter(state__in=[MailState.WAITING, MailState.RETRY]).exists():
        send_again(last)


def _failed(mail: Mail, error: Exception) -> None:
    """Only the kind of failure is kept: the words of a mail server name the address."""
    code = _code(error)
    refused = code in PERMANENT and isinstance(error, SMTPRecipientsRefused)
    ended = mail.attempts >= MOST_ATTEMPTS or code in PERMANENT
    state = MailState.REFUSED if refused else MailState.FAILED if ended else MailState.RETRY
    later = timezone.now() + datetime.timedelta(minutes=2**mail.attempts)
    text = f"{type(error).__name__} {code or ''}".strip()[:60]
    Mail.objects.filter(pk=mail.pk).update(state=state, error=text, next_at=None if ended else later)
    if refused and mail.kind not in (MailKind.HAND_OVER, *FOR_STAFF):
        Inquiry.objects.filter(pk=mail.inquiry_id).update(email_fails=True)
    log.warning("mail %s was not sent: %s", mail.pk, text)


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        codes = [answer[0] for answer in error.recipients.values()]
        return int(codes[0]) if codes else 550
    return int(error.smtp_code) if isinstance(error, SMTPResponseException) else 0


def compose(mail: Mail) -> EmailMultiAlternatives | None:
    """Text and HTML in the reader's language; None when there is nobody to write to."""
    inquiry = mail.inquiry
    to, language = _reader(mail)
    if not to:
        return None
    with translation.override(language):
        context = {
            "inquiry": inquiry, "mail": mail, "link": _link(mail), "hand_over": mail.hand_over,
            "due": date_format(inquiry.answer_due, "l j F Y"), "language": language,
            "months": settings.DESK_RETENTION_MONTHS, "title": subject(mail), "goes_on_as": _goes_on_as(inquiry),
        }  # fmt: skip
        name = f"desk/mail/{mail.kind}"
        letter = EmailMultiAlternatives(subject(mail), render_to_string(f"{name}.txt", context), None, [to])
        letter.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter


def subject(mail: Mail) -> str:
    """Holds nothing that anybody typed."""
    texts = {
        MailKind.CONFIRMATION: _("Your question to the loket: %(reference)s"),
        MailKind.ANSWER: _("There is an answer to your question %(reference)s"),
        MailKind.HANDED_OVER: _("We passed your question %(reference)s on"),
        MailKind.HAND_OVER: _("A question for you from the loket: %(reference)s"),
        MailKind.CLOSED: _("Your question %(reference)s is closed"),
        MailKind.MERGED: _("Your question %(reference)s goes on together with another of yours"),
        MailKind.REACTION: _("A reaction to question %(reference)s"),
        MailKind.TEAM: _("A new question for the loket: %(reference)s"),
    }
    return texts[MailKind(mail.kind)] % {"reference": mail.inquiry.reference}


def _reader(mail: Mail) -> tuple[str, str]:
    if mail.kind == MailKind.HAND_OVER:
        return (mail.hand_over.email, mail.hand_over.language) if mail.hand_over else ("", "nl")
    if mail.kind == MailKind.REACTION:
        person = mail.inquiry.assignee
        if person is not None and person.is_active:
            return person.email, person.language
        return settings.DESK_TEAM_EMAIL, "nl"
    if mail.kind == MailKind.TEAM:
        return settings.DESK_TEAM_EMAIL, "nl"
    return mail.inquiry.email, mail.inquiry.language


def _link(mail: Mail) -> str:
    if mail.kind in FOR_STAFF:
        return settings.SITE_URL + reverse("admin:desk_inquiry_change", args=[mail.inquiry_id])
    record: HandOver | Inquiry = mail.hand_over if mail.kind == MailKind.HAND_OVER and mail.hand_over else mail.inquiry
    if mail.kind == MailKind.MERGED:
        record = _goes_on_as(mail.inquiry) or mail.inquiry
    record.renew_if_lost()
    page = "desk:receipt" if isinstance(record, HandOver) else "desk:inquiry"
    return settings.SITE_URL + reverse(page, args=[record.token])


def _goes_on_as(duplicate: Inquiry) -> Inquiry | None:
    """The question with which this one was merged, when its page is for the same reader: an address may have been
    corrected since, and nobody gets a link to what another asked."""
    kept = duplicate.merged_into
    return kept if kept is not None and kept.email and kept.email.casefold() == duplicate.email.casefold() else None
