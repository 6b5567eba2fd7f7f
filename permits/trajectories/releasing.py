"""What of a trajectory everybody may see: the trajectory itself, and each event that was released."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from permits.models import EventRelease, ProcedureEvent, Trajectory
from permits.trajectories.actions import changing


def release_events(
    *, trajectory: Trajectory, records: Collection[ProcedureEvent], user: Any, text_nl: str = "", text_en: str = ""
) -> int:
    """Let these events be public with the trajectory; gives how many were not yet.

    Internal notes stay internal: the explanation is its own text, in both languages or none.
    """
    count = 0
    with changing(trajectory):
        for record in records:
            if record.procedure.trajectory_id != trajectory.pk:
                raise ValueError("an event of another trajectory")
            if EventRelease.objects.filter(event=record).exists():
                continue
            release = EventRelease(event=record, text_nl=text_nl.strip(), text_en=text_en.strip(), released_by=user)
            release.full_clean(exclude=["event"])
            release.save()
            count += 1
    return count


def withdraw_events(*, trajectory: Trajectory, records: Collection[ProcedureEvent]) -> int:
    """Make these events internal again."""
    with changing(trajectory):
        releases = EventRelease.objects.filter(event__in=records, event__procedure__trajectory=trajectory)
        found = list(releases)
        for release in found:
            release.delete()
    return len(found)
