"""Where a procedure stands, derived from its events alone. No clock: what depends on a day takes the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permits.terms.texts import Text
from permits.trajectories.deadlines import Term
from permits.trajectories.holders import Segment, elapsed
from permits.trajectories.kinds import DONE, EventKind, Holder, Outcome, Phase, Status
from permits.trajectories.upcoming import Upcoming
from permits.trajectories.windows import Window


@dataclass(frozen=True, slots=True)
class State:
    """``term`` is the current statutory date, ``terms`` all that run now; ``decision_term`` is kept after the decision.

    ``awaited_until`` is the last day of the period that somebody else was given.
    """

    phase: Phase
    status: Status
    term: Term | None
    terms: tuple[Term, ...]
    decision_term: Term | None
    segments: tuple[Segment, ...]
    windows: tuple[Window, ...]
    upcoming: tuple[Upcoming, ...]
    outcome: Outcome | None
    days: tuple[tuple[EventKind, date], ...]
    last_event_on: date | None
    awaited_until: date | None
    notices: tuple[Text, ...] = ()

    @property
    def due(self) -> date | None:
        return self.term.due if self.term else None

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    def day(self, kind: EventKind) -> date | None:
        """When this happened; the last time, where it can happen more than once."""
        return dict(self.days).get(kind)

    @property
    def decided_in_time(self) -> bool | None:
        """None without a decision or without a statutory date."""
        decided, term = self.day(EventKind.DECIDED), self.decision_term
        if decided is None or term is None or term.due is None:
            return None
        return decided <= term.due

    def is_late(self, today: date) -> bool:
        return self.due is not None and not self.is_done and self.due < today

    def open_windows(self, today: date) -> tuple[Window, ...]:
        return tuple(one for one in self.windows if one.is_open(today))

    def segment_on(self, day: date) -> Segment | None:
        """Who has the ball on ``day``; before receipt the applicant, of whom no days are counted."""
        return next((one for one in self.segments if one.since <= day and (one.until is None or day < one.until)), None)

    def holder_on(self, day: date) -> Holder:
        segment = self.segment_on(day)
        return segment.holder if segment else Holder.NOBODY if self.is_done else Holder.APPLICANT

    def elapsed(self, today: date) -> dict[Holder, int]:
        """Days with each holder from receipt up to and including ``today``."""
        return elapsed(self.segments, today)
