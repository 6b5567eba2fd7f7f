"""Two questions that are one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desk import mailing
from desk.actions.ending import end
from desk.actions.locking import Refused, changed, locked
from desk.enums import Author, Closer, InquiryState, MailKind
from desk.models import Inquiry, Message


@transaction.atomic
def merge(*, duplicate_id: int, into: Inquiry, user: Any) -> Inquiry:
    """All that was said moves to ``into``, the duplicate is closed and leads there; its inquirer gets a mail with the
    other reference. Only of one and the same inquirer: else one person would read the question of another."""
    if duplicate_id == into.pk:
        raise Refused(_("A question cannot be merged with itself."))
    # In one order, so that two merges at once wait for each other instead of for ever.
    held = {pk: locked(pk, must_be_open=pk == duplicate_id) for pk in sorted([duplicate_id, into.pk])}
    duplicate, kept = held[duplicate_id], held[into.pk]
    if not kept.is_open:
        text = _("Question %(reference)s is closed; only an open one takes another in.")
        raise Refused(text % {"reference": kept.reference})
    if duplicate.email.casefold() != kept.email.casefold():
        raise Refused(_("Only questions of the same e-mail address can be merged: the inquirer reads all of it."))
    first = Message.objects.create(
        inquiry=kept, author=Author.INQUIRER, text=duplicate.question, sent_at=duplicate.received_at
    )
    duplicate.attachments.filter(message=None).update(message=first)
    duplicate.attachments.update(inquiry=kept)
    duplicate.messages.update(inquiry=kept)
    duplicate.notes.update(inquiry=kept)
    duplicate.hand_overs.update(inquiry=kept)
    kept.stages.add(*duplicate.stages.all())
    kept.materials.add(*duplicate.materials.all())
    earlier = [moment for moment in (kept.first_answered_at, duplicate.first_answered_at) if moment]
    kept.first_answered_at = min(earlier, default=None)
    changed(kept, InquiryState.OPEN if kept.state == InquiryState.NEW else None)
    duplicate.merged_into = kept
    duplicate.assignee = duplicate.assignee or user
    end(duplicate, Closer.MERGE)
    mailing.queue(duplicate, MailKind.MERGED)
    return kept
