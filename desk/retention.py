"""How long the desk keeps what people told. Counts and references are logged, nothing personal."""

from __future__ import annotations

import calendar
import datetime
import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from desk.actions.ending import close
from desk.enums import Closer, InquiryState
from desk.models import Attachment, Inquiry
from imports.storage import private_storage

log = logging.getLogger("loket.retention")
AT_ONCE = 500
FOLDER = "desk"


def carry_out(now: datetime.datetime | None = None) -> tuple[int, int]:
    """How many were closed and how many made anonymous. May run twice and may be killed: each is whole by itself."""
    moment = now or timezone.now()
    closed = close_stale(moment)
    remove_stray_files(moment)
    anonymous = [reference for pk in _old(moment) if (reference := anonymise(pk))]
    if closed or anonymous:
        log.info("closed %d without a reaction, made %d anonymous: %s", closed, len(anonymous), ", ".join(anonymous))
    return closed, len(anonymous)


def months_before(moment: datetime.datetime, months: int) -> datetime.datetime:
    """The same day number so many months earlier, or the last day of that month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def close_stale(moment: datetime.datetime) -> int:
    """Answered or handed over, and nobody said anything since: without this they would never be old enough."""
    before = moment - datetime.timedelta(days=settings.DESK_CLOSE_AFTER_DAYS)
    quiet = Inquiry.objects.filter(
        state__in=[InquiryState.ANSWERED, InquiryState.HANDED_OVER], last_activity_at__lt=before
    )
    numbers = list(quiet.values_list("pk", flat=True)[:AT_ONCE])
    return sum(close(inquiry_id=pk, by=Closer.TIME, unless_after=before) for pk in numbers)


def _old(moment: datetime.datetime) -> list[int]:
    before = months_before(moment, settings.DESK_RETENTION_MONTHS)
    old = Inquiry.objects.filter(state=InquiryState.CLOSED, closed_at__lt=before, anonymised_at=None)
    return list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def anonymise(pk: int) -> str:
    """Take away who asked and what was said; what is counted stays. Gives the reference, or nothing when it is done
    already. Files go after the transaction is through; what a kill left lying goes at the next run."""
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update().filter(pk=pk, anonymised_at=None).first()
        if inquiry is None or inquiry.is_open:
            return ""
        inquiry.name = inquiry.email = inquiry.organisation_name = inquiry.question = ""
        inquiry.origin_path, inquiry.email_fails, inquiry.stamp = "", False, None
        inquiry.anonymised_at = timezone.now()
        inquiry.renew()
        inquiry.save()
        inquiry.messages.update(text="", stamp=None)
        inquiry.notes.all().delete()
        inquiry.hand_overs.update(email="", text="")
        files = list(inquiry.attachments.all())
        inquiry.attachments.all().delete()
        transaction.on_commit(partial(_remove, files), robust=True)
    return inquiry.reference


def _remove(files: list[Attachment]) -> None:
    for attachment in files:
        attachment.file.delete(save=False)


def remove_stray_files(moment: datetime.datetime) -> int:
    """Files that no attachment names any more; those of the last hour may belong to a transaction under way."""
    storage = private_storage()
    if not storage.exists(FOLDER):
        return 0
    known = set(Attachment.objects.values_list("file", flat=True))
    before, gone = moment - datetime.timedelta(hours=1), 0
    for name in storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in known and storage.get_modified_time(path) < before:
            storage.delete(path)
            gone += 1
    return gone
