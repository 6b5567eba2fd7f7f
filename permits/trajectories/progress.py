"""What has happened so far: filled event by event by the replay, read by guards and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from permits.terms import Lawbook
from permits.trajectories.events import Event, Facts
from permits.trajectories.kinds import EventKind, Ground, Phase

ONE_DAY = timedelta(days=1)
# Of these the agreed or set day ends the suspension by itself; of others it is what somebody expects.
ENDS_BY_ITSELF = (None, Ground.CONSENT)


@dataclass(slots=True)
class Request:
    """Something asked for or standing still: begun by one event, ended by another or still open."""

    asked: Event
    ended_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def ends_by_itself(self) -> bool:
        return self.asked.kind is not EventKind.ADVICE_ASKED and self.asked.ground in ENDS_BY_ITSELF

    def last_day(self) -> date | None:
        """The day on which it ended: when it did, at the latest on the last day of the period that was set."""
        if self.ends_by_itself and self.asked.until is not None:
            return min(self.ended_on or self.asked.until, self.asked.until)
        return self.ended_on


@dataclass(slots=True)
class Progress:
    """The single events stand by themselves, those that can happen more often in lists."""

    facts: Facts
    book: Lawbook
    phase: Phase = Phase.PREPARATION
    applied: list[Event] = field(default_factory=list)
    single: dict[EventKind, Event] = field(default_factory=dict)
    completions: list[Request] = field(default_factory=list)
    suspensions: list[Request] = field(default_factory=list)
    advice: list[Request] = field(default_factory=list)
    objections: list[Request] = field(default_factory=list)
    appeals: list[Request] = field(default_factory=list)
    views: list[Event] = field(default_factory=list)
    extensions: list[Event] = field(default_factory=list)

    def day(self, kind: EventKind) -> date | None:
        """When this happened; the last time, where it can happen more than once."""
        event = self.single.get(kind)
        return event.on if event else None

    @property
    def received_on(self) -> date | None:
        return self.day(EventKind.RECEIVED)

    @property
    def closed_on(self) -> date | None:
        """The day after which no term of the decision runs any more."""
        days = (self.day(kind) for kind in (EventKind.DECIDED, EventKind.DECLINED, EventKind.WITHDRAWN))
        return min((day for day in days if day), default=None)

    def standing_still(self) -> Iterator[Request]:
        """What suspends the term and has not ended yet."""
        yield from (one for one in self.completions if one.is_open and one.asked.until is not None)
        yield from (one for one in self.suspensions if one.is_open)

    def take(self, event: Event, to: Phase | None) -> None:
        _TAKE.get(event.kind, _nothing_else)(self, event)
        self.single[event.kind] = event
        self.applied.append(event)
        if to is not None:
            self.phase = to


def _nothing_else(progress: Progress, event: Event) -> None:
    """Most kinds need only their place among the single events."""


def _close(requests: Iterable[Request], event: Event) -> None:
    for one in requests:
        if one.is_open:
            one.ended_on = event.on


def matching(requests: Iterable[Request], event: Event) -> list[Request]:
    """The open requests that this event answers: of its party or ground where it names one."""
    return [
        one
        for one in requests
        if one.is_open
        and (not event.party or one.asked.party.casefold() == event.party.casefold())
        and (event.ground is None or one.asked.ground is event.ground)
    ]


_TAKE: Mapping[EventKind, Callable[[Progress, Event], None]] = {
    EventKind.COMPLETION_ASKED: lambda progress, event: progress.completions.append(Request(event)),
    EventKind.COMPLETED: lambda progress, event: _close(progress.completions, event),
    EventKind.SUSPENDED: lambda progress, event: progress.suspensions.append(Request(event)),
    EventKind.RESUMED: lambda progress, event: _close(matching(progress.suspensions, event), event),
    EventKind.ADVICE_ASKED: lambda progress, event: progress.advice.append(Request(event)),
    EventKind.ADVICE_RECEIVED: lambda progress, event: _close(matching(progress.advice, event)[:1], event),
    EventKind.EXTENDED: lambda progress, event: progress.extensions.append(event),
    EventKind.VIEWS_RECEIVED: lambda progress, event: progress.views.append(event),
    EventKind.OBJECTION: lambda progress, event: progress.objections.append(Request(event)),
    EventKind.OBJECTION_DECIDED: lambda progress, event: _close(progress.objections, event),
    EventKind.APPEAL: lambda progress, event: progress.appeals.append(Request(event)),
    EventKind.APPEAL_DECIDED: lambda progress, event: _close(progress.appeals, event),
}
