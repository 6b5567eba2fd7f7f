"""A question is closed, or opened again."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import mailing
from desk.actions.locking import Refused, changed, locked
from desk.enums import Closer, InquiryState, MailKind
from desk.models import Inquiry


@transaction.atomic
def close(*, inquiry_id: int, by: Closer, unless_after: datetime.datetime | None = None) -> bool:
    """Whether it was closed now: a second time changes nothing. Nor when something happened since ``unless_after``."""
    inquiry = locked(inquiry_id, must_be_open=False)
    if not inquiry.is_open or (unless_after is not None and inquiry.last_activity_at >= unless_after):
        return False
    end(inquiry, by)
    return True


def end(inquiry: Inquiry, by: Closer) -> None:
    """Inside a transaction that holds the inquiry. Who did not close it is told by mail."""
    inquiry.closed_at, inquiry.closed_by = timezone.now(), by
    changed(inquiry, InquiryState.CLOSED)
    if by in (Closer.STAFF, Closer.TIME):
        mailing.queue(inquiry, MailKind.CLOSED)


@transaction.atomic
def reopen(*, inquiry_id: int) -> None:
    inquiry = locked(inquiry_id, must_be_open=False)
    if inquiry.is_open:
        return
    if inquiry.anonymised_at or inquiry.merged_into_id:
        raise Refused(_("A question that was merged or made anonymous cannot be opened again."))
    inquiry.closed_at, inquiry.closed_by = None, ""
    changed(inquiry, InquiryState.OPEN)
