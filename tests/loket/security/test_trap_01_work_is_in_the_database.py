"""Trap 1: a killed worker loses messages, so no work may live in a message alone."""

from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from environ import Env
from kombu.exceptions import ContentDisallowed
from kombu.serialization import dumps, loads

from loket.celery import app
from loket.settings.work import celery_settings


def test_messages_are_acknowledged_late_and_come_back_when_a_worker_dies():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_two_portals_on_one_broker_can_have_a_queue_each():
    """A worker that takes the message of another portal looks in its own database, and the message is gone."""
    queues = []
    for name in ("province", "rehearsal"):
        env = Env()
        env.ENVIRON = {"CELERY_BROKER_URL": "memory://", "BROKER_QUEUE": name}
        app = Celery(name, set_as_current=False)
        app.config_from_object(celery_settings(env, Path("var"), "UTC"), namespace="CELERY")
        queues.append(list(app.amqp.queues))
    assert queues == [["province"], ["rehearsal"]]


def test_something_sweeps_up_what_was_left_at_least_every_minute():
    sweeps = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"].endswith(".sweep")]
    assert sweeps
    assert all(entry["schedule"] <= 60 for entry in sweeps)


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in app.tasks, name


def test_a_pickled_message_is_refused():
    content_type, encoding, data = dumps({"x": 1}, serializer="pickle")
    with pytest.raises(ContentDisallowed):
        loads(data, content_type, encoding, accept=app.conf.accept_content)
