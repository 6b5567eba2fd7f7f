"""Which records count: one that a later record corrects stays visible, and no longer does anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from permits.trajectories.events import Event
from permits.trajectories.kinds import EventKind
from permits.trajectories.refusals import refuse


def effective(events: Collection[Event]) -> Sequence[Event]:
    """The events that count, in the order of the law: by date, rank and details, however they came in."""
    by_number = {event.number: event for event in events}
    corrected: set[int] = set()
    for event in sorted(events, key=lambda one: one.number):
        _check(event, by_number, corrected)
        if event.corrects is not None:
            corrected.add(event.corrects)
    standing = (one for one in events if one.number not in corrected and one.kind is not EventKind.CORRECTED)
    return sorted(standing, key=lambda one: one.order)


def _check(event: Event, by_number: dict[int, Event], corrected: set[int]) -> None:
    if event.corrects is None:
        if event.kind is EventKind.CORRECTED or event.reason is not None:
            raise refuse(event, "corrects", _("Say which record this corrects."))
        return
    target = by_number.get(event.corrects)
    if target is None or target.number == event.number:
        raise refuse(event, "corrects", _("The record that this corrects is not part of the procedure."))
    if target.kind is EventKind.CORRECTED:
        raise refuse(event, "corrects", _("A record that was taken back cannot be brought back: record it anew."))
    if event.corrects in corrected:
        raise refuse(event, "corrects", _("This record was corrected already; correct the one in its place."))
    if event.reason is None:
        raise refuse(event, "reason", _("Say why the record is corrected."))
