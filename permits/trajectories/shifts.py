"""What one more event would move: the dates before and after it, for whoever is about to record it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.lawbook import Lawbook
from permits.trajectories.events import Event, Facts
from permits.trajectories.kinds import EventKind
from permits.trajectories.replay import replay
from permits.trajectories.state import State

WINDOW_NAMES = {
    EventKind.VIEWS_RECEIVED: _("last day for views"),
    EventKind.OBJECTION: _("last day for objection"),
    EventKind.APPEAL: _("last day for appeal"),
}
NEXT_NAMES = {
    EventKind.COMPLETED: _("last day to complete the application"),
    EventKind.DECLINED: _("last day to leave the application unprocessed"),
    EventKind.EXTENDED: _("last day to extend the term"),
    EventKind.IN_FORCE: _("first day on which it can be in force"),
}
"""What the day of something that comes next is called: it has not happened, so the name of the event would mislead."""
SHIFTED_NEXT = (EventKind.IN_FORCE, EventKind.EXTENDED, EventKind.DECLINED)


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that appears, goes or moves."""

    what: Promise | str
    before: date | None
    after: date | None

    @property
    def days(self) -> int | None:
        """Later by so many days; negative when earlier."""
        return (self.after - self.before).days if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Shift:
    before: State
    after: State
    moved: tuple[Moved, ...]


def shift(events: Collection[Event], new: Event, facts: Facts, book: Lawbook) -> Shift:
    """The state before and after ``new``; :class:`Refused` when it cannot have happened so."""
    before = replay(events, facts, book)
    after = replay([*events, new], facts, book)
    return Shift(before, after, tuple(_moved(before, after)))


def _moved(before: State, after: State) -> Iterator[Moved]:
    old, new = dict(_dates(before)), dict(_dates(after))
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Moved(name, old.get(name), new.get(name))


def _dates(state: State) -> Iterator[tuple[Promise | str, date]]:
    for term in state.terms:
        if term.due is not None:
            yield term.kind.label, term.due
    for window in state.windows:
        yield WINDOW_NAMES[window.kind], window.last
    for one in state.upcoming:
        if one.on is not None and one.kind in SHIFTED_NEXT:
            yield NEXT_NAMES[one.kind], one.on
