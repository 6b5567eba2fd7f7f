"""Composition root of the portal: settings, URLs, Celery, API root, home. Nothing imports it."""

from loket.celery import app as celery_app

__all__ = ["celery_app"]
