"""Answers, reactions and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import attachments, mailing
from desk.actions.ending import end
from desk.actions.locking import Refused, changed, locked
from desk.enums import Author, Closer, InquiryState, MailKind
from desk.models import Inquiry, Message, Note


@transaction.atomic
def answer(
    *,
    inquiry_id: int,
    user: Any,
    text: str,
    seen: int,
    files: Sequence[attachments.Checked] = (),
    and_close: bool = False,
) -> Message:
    """The loket answers. Of two colleagues who answer at once the second is told (``Meanwhile``)."""
    inquiry = locked(inquiry_id, seen=seen)
    if not text.strip():
        raise Refused(_("Write an answer."))
    message = Message.objects.create(inquiry=inquiry, author=Author.STAFF, user=user, text=text.strip())
    attachments.keep(inquiry, files, message)
    inquiry.first_answered_at = inquiry.first_answered_at or message.sent_at
    inquiry.assignee = inquiry.assignee or user
    mailing.queue(inquiry, MailKind.ANSWER, message=message)
    if and_close:
        end(inquiry, Closer.STAFF)
    else:
        changed(inquiry, InquiryState.ANSWERED)
    return message


@transaction.atomic
def react(*, inquiry_id: int, text: str, files: Sequence[attachments.Checked] = (), stamp: str = "") -> Message:
    """The inquirer says more, on the private page. The same ``stamp`` a second time changes nothing."""
    inquiry = locked(inquiry_id)
    known = Message.objects.filter(stamp=stamp, inquiry=inquiry).first() if stamp else None
    if known is not None:
        return known
    message = Message.objects.create(inquiry=inquiry, author=Author.INQUIRER, text=text.strip(), stamp=stamp or None)
    attachments.keep(inquiry, files, message)
    changed(inquiry, InquiryState.NEW if inquiry.state == InquiryState.NEW else InquiryState.OPEN)
    if inquiry.assignee_id or settings.DESK_TEAM_EMAIL:
        mailing.queue(inquiry, MailKind.REACTION, message=message)
    return message


@transaction.atomic
def note(*, inquiry_id: int, user: Any, text: str) -> Note:
    """For the desk alone; also with a closed inquiry. The page sent twice makes one."""
    inquiry = locked(inquiry_id, must_be_open=False)
    if inquiry.anonymised_at:
        raise Refused(_("This question was made anonymous; nothing can be added."))
    last = inquiry.notes.last()
    if last is not None and (last.user, last.text) == (user, text.strip()):
        return last
    return Note.objects.create(inquiry=inquiry, user=user, text=text.strip(), written_at=timezone.now())


def take(*, inquiries: Any, user: Any) -> int:
    """Becomes the assignee of open inquiries; gives how many that changed."""
    done = 0
    for pk in inquiries.values_list("pk", flat=True):
        with transaction.atomic():
            inquiry: Inquiry = locked(pk, must_be_open=False)
            if not inquiry.is_open or inquiry.assignee_id == user.pk:
                continue
            inquiry.assignee = user
            changed(inquiry, InquiryState.OPEN if inquiry.state == InquiryState.NEW else None)
            done += 1
    return done
