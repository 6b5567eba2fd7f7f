"""Tasks carry numbers only, look in the database what is wanted, and may run twice."""

import logging

from celery import shared_task

from desk import mailing, retention
from desk.models import Mail

log = logging.getLogger(__name__)


@shared_task(name="desk.mail")
def send_mail(mail_id: int) -> None:
    """Look whether this mail is to be sent, and send it."""
    mailing.send(mail_id)


@shared_task(name="desk.sweep")
def sweep() -> None:
    """Send what a lost message left lying or what the mail server could not take before."""
    for mail_id in Mail.objects.ready().values_list("pk", flat=True)[:100]:
        mailing.send(mail_id)


@shared_task(name="desk.retention")
def retain() -> None:
    """Close what nobody reacts to, and make anonymous what has been closed for long enough."""
    retention.carry_out()
