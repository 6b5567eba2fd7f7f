"""What the engine refuses: the event, the field and the reason, so that form, API and import can name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.errors import TermError
from permits.terms.texts import Text
from permits.trajectories.events import Event

WHICH = _("“%(event)s” of %(day)s: %(reason)s")


@dataclass(frozen=True, slots=True)
class EventFault:
    """``field`` is the name in :class:`Event`: ``on``, ``kind``, ``until``, ``weeks`` …"""

    event: Event
    field: str
    reason: Text

    @property
    def told(self) -> Text:
        """The reason with the event it is about, for when that is not the one being recorded."""
        return Text(WHICH, {"event": self.event.kind.label, "day": self.event.on, "reason": self.reason})


class Refused(ValueError):
    """These events cannot have happened so; ``faults`` says why."""

    def __init__(self, faults: Iterable[EventFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.event.kind.value} {one.event.on} {one.field}" for one in self.faults))


def refuse(event: Event, field: str, message: Promise, **values: object) -> Refused:
    return Refused([EventFault(event, field, Text(message, values))])


# Where a fault of the terms engine belongs in an event.
_FIELDS = {"startDate": "on", "params.extensionWeeks": "weeks", "params.extensionDecidedOn": "on"}


def from_terms(event: Event, error: TermError) -> Refused:
    """The faults of a computation, told of the event that caused it."""
    return Refused(EventFault(event, _FIELDS.get(one.field, "on"), one.reason) for one in error.faults)
