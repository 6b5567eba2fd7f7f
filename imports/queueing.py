"""Wake a worker. When the queue is away nothing is lost: the work stands in the database, and a sweep takes it up."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

logger = logging.getLogger(__name__)


def wake(import_id: int, messages: int = 1) -> None:
    """After the transaction is through, tell ``messages`` workers to look at this import."""
    transaction.on_commit(partial(_send, import_id, messages), robust=True)


def wake_for_notice(notice_id: int) -> None:
    transaction.on_commit(partial(_send_notice, notice_id), robust=True)


def _send(import_id: int, messages: int) -> None:
    from imports.models import Import
    from imports.tasks import work

    try:
        for _message in range(messages):
            work.apply_async(args=(import_id,), retry=False)
    except Exception:  # any transport has errors of its own
        logger.warning("import %s waits for the sweep: the queue cannot be reached", import_id, exc_info=True)
        Import.objects.filter(pk=import_id).update(woken_at=None)
    else:
        Import.objects.filter(pk=import_id).update(woken_at=timezone.now())


def _send_notice(notice_id: int) -> None:
    from imports.tasks import mail_notice

    try:
        mail_notice.apply_async(args=(notice_id,), retry=False)
    except Exception:
        logger.warning("notice %s waits for the sweep: the queue cannot be reached", notice_id, exc_info=True)
