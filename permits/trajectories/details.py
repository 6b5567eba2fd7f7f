"""Is an event well-formed by itself: a day that the law and the calendar know, and the details of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from permits.terms import Fault, Lawbook
from permits.terms.texts import Text
from permits.terms.values import read_date
from permits.trajectories.events import DETAIL_NAMES, OUTCOMES, Event, Facts
from permits.trajectories.extensions import NOT_BY, details_of, length_faults
from permits.trajectories.kinds import EventKind
from permits.trajectories.refusals import EventFault, Refused

# Longer periods are a slip of the keyboard: no request sets years.
LONGEST_PERIOD = timedelta(days=731)
NEEDED = {
    "weeks": _("Say by how many weeks the term was extended."),
    "months": _("Say by how many months the cap was extended."),
    "ground": _("Say why the term stands still."),
    "outcome": _("Say what was decided."),
    "party": _("Say whose advice it is."),
}
BEFORE_ASKED = _("%(until)s is before %(on)s: a period cannot end before it began.")
TOO_LONG = _("A period until %(until)s is longer than two years: check the date.")


def check_details(event: Event, facts: Facts, book: Lawbook) -> None:
    """Refuse an event that is wrong whatever else happened; every fault is named."""
    faults = [*_dates(event, book), *_details(event, facts, book)]
    if faults:
        raise Refused(faults)


def _dates(event: Event, book: Lawbook) -> Iterator[EventFault]:
    found: list[Fault] = []
    read_date(event.on, "on", book, found)
    if event.until is not None:
        read_date(event.until, "until", book, found)
    yield from (EventFault(event, one.field, one.reason) for one in found)
    if found or event.until is None:
        return
    if event.until < event.on:
        yield EventFault(event, "until", Text(BEFORE_ASKED, {"until": event.until, "on": event.on}))
    elif event.until - event.on > LONGEST_PERIOD:
        yield EventFault(event, "until", Text(TOO_LONG, {"until": event.until}))


def _details(event: Event, facts: Facts, book: Lawbook) -> Iterator[EventFault]:
    takes = details_of(event.kind, facts.rule)
    for name in DETAIL_NAMES:
        value = getattr(event, name)
        if value in (None, "", False):
            if takes.get(name):
                yield EventFault(event, name, Text(NEEDED[name]))
        elif name not in takes:
            yield EventFault(event, name, _not_its_detail(event, name))
    yield from length_faults(event, facts, book)
    if event.outcome is not None and event.kind in OUTCOMES and event.outcome not in OUTCOMES[event.kind]:
        message = _("“%(outcome)s” is no outcome of “%(event)s”.")
        yield EventFault(event, "outcome", Text(message, {"outcome": event.outcome.label, "event": event.kind.label}))


def _not_its_detail(event: Event, name: str) -> Text:
    if event.kind is EventKind.EXTENDED and name in NOT_BY:
        return Text(NOT_BY[name])
    return Text(_("“%(event)s” has no such detail."), {"event": event.kind.label})
