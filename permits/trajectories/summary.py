"""A trajectory from the states of its procedures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permits.trajectories.kinds import DONE, Status

STOPPED = frozenset({Status.WITHDRAWN, Status.DECLINED})
FAILED = frozenset({Status.REFUSED, Status.ANNULLED})


class TrajectoryStatus(TextChoices):
    PREPARATION = "preparation", _("in preparation")
    RUNNING = "running", _("running")
    SUSPENDED = "suspended", _("suspended")
    IN_FORCE = "in-force", _("all permits in force")
    STOPPED = "stopped", _("stopped")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Nothing is waited for any more.
CLOSED = frozenset({TrajectoryStatus.IN_FORCE, TrajectoryStatus.STOPPED, TrajectoryStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Summary:
    """``done`` of ``total`` procedures, of which ``stopped`` without a decision: withdrawn or not processed. ``due`` is
    the earliest statutory date that is still to be kept."""

    status: TrajectoryStatus
    done: int
    total: int
    stopped: int
    due: date | None
    last_event_on: date | None


class Standing(Protocol):
    """What a summary needs of a procedure: its state, or the row that keeps it."""

    @property
    def status(self) -> Any: ...
    @property
    def due(self) -> date | None: ...
    @property
    def last_event_on(self) -> Any: ...


def summarise(procedures: Collection[Standing]) -> Summary:
    statuses = [Status(one.status) for one in procedures]
    open_dates = (one.due for one in procedures if one.due and Status(one.status) not in DONE)
    return Summary(
        status=_status(statuses),
        done=sum(one in DONE for one in statuses),
        total=len(statuses),
        stopped=sum(one in STOPPED for one in statuses),
        due=min(open_dates, default=None),
        last_event_on=max((one.last_event_on for one in procedures if one.last_event_on), default=None),
    )


def _status(statuses: list[Status]) -> TrajectoryStatus:
    """Withdrawn when all are, stopped when no procedure is left that could come into force, suspended when all open
    ones stand still."""
    if not statuses or all(one is Status.PREPARATION for one in statuses):
        return TrajectoryStatus.PREPARATION
    if all(one is Status.WITHDRAWN for one in statuses):
        return TrajectoryStatus.WITHDRAWN
    standing = [one for one in statuses if one not in STOPPED]
    if not standing or all(one in FAILED for one in standing):
        return TrajectoryStatus.STOPPED
    if all(one in (Status.IN_FORCE, *FAILED) for one in standing):
        return TrajectoryStatus.IN_FORCE
    moving = [one for one in standing if one not in (Status.IN_FORCE, Status.PREPARATION, *FAILED)]
    if moving and all(one is Status.SUSPENDED for one in moving):
        return TrajectoryStatus.SUSPENDED
    return TrajectoryStatus.RUNNING
