"""Mails to people outside that go once: a row in the log first, then the mail, whoever asks for it and however often.

A row is taken before its mail leaves. When the mail server refuses, it waits for the sweep, unless there is no such
address; when a worker dies in between, nobody knows whether the mail left, and it is not sent again.
"""

import logging
import re
from collections.abc import Mapping
from functools import partial, reduce
from operator import or_
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.enums import LetterState
from companies.models import Letter
from publication.following import actions as following

__all__ = ["send_waiting", "troubles_of", "write"]

logger = logging.getLogger(__name__)
LONGEST_SUBJECT = 150
#: The mail server knows no such address. Full boxes and rules against unwanted mail have other codes: they pass.
NO_SUCH_ADDRESS = frozenset({550, 551, 553})
PASSES = re.compile(rb"^\s*5\.[27]\.")


def write(*, key: str, to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> bool:
    """Have this mail sent after the transaction; False when one with this key was written before."""
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    values = {"recipient": to, "subject": line, "body": body, "headers": dict(headers or {})}
    letter, is_new = Letter.objects.get_or_create(key=key, defaults=values)
    if is_new:
        transaction.on_commit(partial(_wake, letter.pk), robust=True)
    return is_new


def send(letter_id: int) -> bool:
    """Send the mail of a row that waits; gives whether this call did. Safe to be called by many at once."""
    taken = Letter.objects.waiting().filter(pk=letter_id)
    if not taken.update(state=LetterState.SENDING, attempts=F("attempts") + 1):
        return False
    letter = Letter.objects.get(pk=letter_id)
    reply_to = [settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None
    message = EmailMessage(
        letter.subject, letter.body, None, [letter.recipient], reply_to=reply_to, headers=letter.headers
    )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        is_gone = _is_gone(error)
        is_last = is_gone or letter.attempts >= Letter.MOST_ATTEMPTS
        state = LetterState.FAILED if is_last else LetterState.WAITING
        Letter.objects.filter(pk=letter_id).update(state=state)
        if is_gone:
            following.forget_address(letter.recipient)
        logger.warning("letter %s was not sent", letter.key, exc_info=True)
        return False
    Letter.objects.filter(pk=letter_id).update(
        state=LetterState.SENT, sent_at=timezone.now(), recipient="", subject="", body="", headers={}
    )
    return True


def send_waiting(most: int = 100) -> int:
    """What a lost message or an unreachable mail server left lying; gives how many went."""
    return sum(send(pk) for pk in Letter.objects.waiting().values_list("pk", flat=True)[:most])


def troubles_of(*beginnings: str) -> list[str]:
    """What went wrong with mails whose key begins so, in words for staff; nothing when all left or are on their way."""
    about = reduce(or_, (Q(key__startswith=beginning) for beginning in beginnings))
    held = Letter.objects.filter(about, attempts__gt=0).exclude(state=LetterState.SENT).order_by("pk")
    words = {
        LetterState.WAITING: _("A mail did not leave yet; it is tried again."),
        LetterState.SENDING: _("A mail is being sent, or nobody knows whether it left."),
        LetterState.FAILED: _("A mail did not arrive: the mail server refuses it. It is not sent again."),
    }
    return list(dict.fromkeys(words[LetterState(state)] for state in held.values_list("state", flat=True)))


def _is_gone(error: Exception) -> bool:
    if not isinstance(error, SMTPRecipientsRefused) or not error.recipients:
        return False
    answers = error.recipients.values()
    return all(code in NO_SUCH_ADDRESS and not PASSES.match(_bytes(text)) for code, text in answers)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _wake(letter_id: int) -> None:
    from companies.tasks import send_letter

    try:
        send_letter.apply_async(args=(letter_id,), retry=False)
    except Exception:  # any transport has errors of its own
        logger.warning("letter %s waits for the sweep: the queue cannot be reached", letter_id, exc_info=True)
