"""What the released events alone tell of a procedure. An event that was not released changes nothing here.

A legal date follows from all events. Where an unreleased one moves it, the date from the released ones would be wrong,
and the true one would tell that something happened: then no date is shown, and ``is_whole`` says why.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from permits.models import Procedure, ProcedureEvent
from permits.trajectories import DONE, Event, EventKind, Refused, State, Status, Term, Window, replay
from permits.trajectories.delays import Stretch, stretches
from permits.trajectories.records import book_of, facts_of, state_of

_SAME = ("status", "outcome", "term", "windows")


@dataclass(frozen=True, slots=True)
class Told:
    """``records``: the released events in the order in which they happened, corrected ones too.

    ``state`` follows from them alone; None where they make no whole history.
    """

    procedure: Procedure
    records: tuple[ProcedureEvent, ...]
    state: State | None
    is_whole: bool
    corrected: frozenset[int]

    @property
    def status(self) -> Status | None:
        """None while nothing was told of a procedure that has begun."""
        if self.state is None or not (self.records or self.is_whole):
            return None
        return self.state.status

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    @property
    def term(self) -> Term | None:
        return self.state.term if self.state is not None and self.is_whole else None

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Days lost, as far as all that moves them is public."""
        if self.state is None or not self.is_whole:
            return ()
        return stretches(_events(self.records), facts_of(self.procedure), book_of(self.procedure))

    @property
    def windows(self) -> tuple[Window, ...]:
        return self.state.windows if self.state is not None and self.is_whole else ()


def told(procedure: Procedure) -> Told:
    """For a procedure with ``events`` and ``events__release`` prefetched: no query."""
    records = _released(procedure)
    state = _replayed(procedure, _events(records))
    true = state_of(procedure)
    whole = state is not None and all(getattr(state, name) == getattr(true, name) for name in _SAME)
    corrected = frozenset(one.corrects_id for one in records if one.corrects_id is not None)
    return Told(procedure, tuple(sorted(records, key=lambda one: one.event.order)), state, whole, corrected)


def _released(procedure: Procedure) -> list[ProcedureEvent]:
    """Without those that a correction took the place of while that correction is internal: they are not true."""
    every = list(procedure.events.all())
    released = {one.pk for one in every if hasattr(one, "release")}
    outdated = {one.corrects_id for one in every if one.corrects_id is not None and one.pk not in released}
    shown = released - outdated
    return [
        one
        for one in every
        if one.pk in shown and not (one.kind == EventKind.CORRECTED and one.corrects_id not in shown)
    ]


def _events(records: Collection[ProcedureEvent]) -> list[Event]:
    """A record that corrects one that was never released stands by itself."""
    known = {one.pk for one in records}
    return [
        one.event
        if one.corrects_id is None or one.corrects_id in known
        else dataclasses.replace(one.event, corrects=None, reason=None)
        for one in records
    ]


def _replayed(procedure: Procedure, events: list[Event]) -> State | None:
    try:
        return replay(events, facts_of(procedure), book_of(procedure))
    except Refused:
        return None
