"""Permit procedures as dated events: what may happen, where a procedure stands, what comes next.

Pure: no database, no clock. See docs/trajectories.md.
"""

from permits.trajectories.deadlines import Term, TermKind
from permits.trajectories.events import Event, Facts
from permits.trajectories.holders import Segment
from permits.trajectories.kinds import (
    DONE,
    CorrectionReason,
    EventKind,
    Ground,
    Holder,
    Outcome,
    Phase,
    ProcedureKind,
    Remedy,
    Status,
)
from permits.trajectories.refusals import EventFault, Refused
from permits.trajectories.replay import replay
from permits.trajectories.shifts import Moved, Shift, shift
from permits.trajectories.state import State
from permits.trajectories.summary import CLOSED, STOPPED, Summary, TrajectoryStatus, summarise
from permits.trajectories.upcoming import Upcoming
from permits.trajectories.windows import Window

__all__ = [
    "CLOSED",
    "DONE",
    "STOPPED",
    "CorrectionReason",
    "Event",
    "EventFault",
    "EventKind",
    "Facts",
    "Ground",
    "Holder",
    "Moved",
    "Outcome",
    "Phase",
    "ProcedureKind",
    "Refused",
    "Remedy",
    "Segment",
    "Shift",
    "State",
    "Status",
    "Summary",
    "Term",
    "TermKind",
    "TrajectoryStatus",
    "Upcoming",
    "Window",
    "replay",
    "shift",
    "summarise",
]
