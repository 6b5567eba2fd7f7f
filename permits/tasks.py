"""Scheduled work on trajectories; safe to run twice."""

from celery import shared_task

from permits.trajectories.reminders import note_due, send_waiting


@shared_task(name="permits.remind")
def remind() -> int:
    """Note the terms that are near or have passed, and mail about those that nobody was mailed about."""
    note_due()
    return send_waiting()
