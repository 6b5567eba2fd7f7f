"""Addresses and days that the tests of the officer's pages share."""

import datetime

from django.urls import reverse
from django.utils import timezone

from permits.models import Procedure, Trajectory
from permits.trajectories import EventKind, Outcome
from tests.factories.trajectories import happened, procedure, recorded

K = EventKind


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def decided(days: int, trajectory: Trajectory | None = None) -> Procedure:
    """Decided so many days after receipt."""
    granted = happened(K.DECIDED, ago(100 - days), outcome=Outcome.GRANTED)
    return recorded(procedure(trajectory), happened(K.RECEIVED, ago(100)), granted)


def dossier(trajectory) -> str:
    return reverse("admin:permits_trajectory_dossier", args=[trajectory.pk])


def event_page(one: Procedure, kind: EventKind) -> str:
    url = reverse("admin:permits_trajectory_event", args=[one.trajectory_id])
    return f"{url}?procedure={one.pk}&kind={kind.value}"


def text(response) -> str:
    return response.content.decode()
