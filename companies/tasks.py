"""Tasks carry numbers only, look in the database what is wanted, and may run twice."""

from celery import shared_task

from companies import letters
from companies.claims.freshness import ask_all
from companies.claims.retention import forget_claims
from companies.list_sources import schedule
from companies.moderation.retention import forget


@shared_task(name="companies.send_letter")
def send_letter(letter_id: int) -> None:
    """Send one mail of the log."""
    letters.send(letter_id)


@shared_task(name="companies.send_waiting")
def send_waiting() -> None:
    """Send what was left lying; runs every five minutes."""
    letters.send_waiting()


@shared_task(name="companies.forget")
def forget_personal_data() -> None:
    """Remove personal data whose time is over; runs every night."""
    while forget():
        continue
    while forget_claims():
        continue


@shared_task(name="companies.ask_to_confirm")
def ask_to_confirm() -> None:
    """The yearly question to contacts of organisations; runs every morning, and asks each of them once a year."""
    while ask_all():
        continue


@shared_task(name="companies.tell_due_lists")
def tell_due_lists() -> None:
    """Which lists of sources should be here; runs every morning, and tells of each once per day that it is due."""
    schedule.tell_due()
