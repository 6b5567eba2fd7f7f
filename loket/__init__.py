"""Composition root of the portal: settings, URLs, Celery, API root, home. Nothing imports it."""

import gc

from loket.celery import app as celery_app

__all__ = ["celery_app"]

# A start makes some 180,000 objects that stay. The collector of garbage would walk through them hundreds of times
# meanwhile: a third of the time that each command takes to begin. Afterwards (``loket.apps``) it passes them over.
gc.set_threshold(50_000, 10, 10)
