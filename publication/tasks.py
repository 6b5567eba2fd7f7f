"""Scheduled work of this package."""

from celery import shared_task

from publication.following import actions, telling
from publication.rebuild import publish_due


@shared_task
def publish_released() -> int:
    """Publish what an embargo has released; safe to run twice."""
    return publish_due()


@shared_task(name="publication.tell_followers")
def tell_followers() -> None:
    """Write what is new to who wants it at once; runs every few minutes and may run twice at once."""
    telling.tell_at_once()


@shared_task(name="publication.tell_digests")
def tell_digests() -> None:
    """Write the weekly mails; runs every day, and writes each address one mail a week."""
    telling.tell_digests()


@shared_task(name="publication.forget_followers")
def forget_followers() -> None:
    """Remove addresses that nobody confirmed; runs every night."""
    actions.forget()
