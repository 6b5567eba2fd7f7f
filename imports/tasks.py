"""Tasks carry numbers only, look in the database what is wanted, and may run twice."""

import logging
from smtplib import SMTPException

from celery import shared_task

from imports import notices
from imports import work as steps
from imports.models import Notice
from imports.queueing import wake_for_notice

logger = logging.getLogger(__name__)


@shared_task(name="imports.work")
def work(import_id: int) -> None:
    """Look at this import and do what there is to do."""
    steps.work_on(import_id)


@shared_task(name="imports.sweep")
def sweep() -> None:
    """Take up what a lost message or a killed worker left lying; runs at worker start and every fifteen seconds."""
    found = steps.sweep()
    if found:
        logger.info("%s imports were left lying and are taken up", found)
    for notice_id in Notice.objects.unsent().values_list("pk", flat=True)[:100]:
        wake_for_notice(notice_id)


@shared_task(name="imports.mail_notice")
def mail_notice(notice_id: int) -> None:
    """Mail a note; when the mail server is away the sweep tries again."""
    try:
        notices.mail(notice_id)
    except (OSError, SMTPException):
        logger.warning("the mail of notice %s was not sent", notice_id, exc_info=True)
