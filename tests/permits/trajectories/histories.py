"""Short ways to write a history down."""

from dataclasses import replace
from datetime import date

from permits.terms import CURRENT
from permits.trajectories import Event, EventKind, Facts, ProcedureKind, Refused, Remedy, State, replay

K = EventKind
REGULAR = Facts(ProcedureKind.REGULAR, "regular", remedy=Remedy.OBJECTION)
EXTENDED = Facts(ProcedureKind.EXTENDED, "extended", remedy=Remedy.APPEAL)


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: EventKind, on: str, **details: object) -> Event:
    if isinstance(details.get("until"), str):
        details["until"] = day(details["until"])
    return Event(kind, day(on), **details)


def history(*events: Event) -> list[Event]:
    """Numbered in the order given, unless they bring numbers."""
    return [one if one.number else replace(one, number=number) for number, one in enumerate(events, 1)]


def state(facts: Facts, *events: Event) -> State:
    return replay(history(*events), facts, CURRENT)


def reason(facts: Facts, *events: Event) -> tuple[str, str, str]:
    """Kind, field and reason of the first fault."""
    try:
        replay(history(*events), facts, CURRENT)
    except Refused as refused:
        fault = refused.faults[0]
        return fault.event.kind.value, fault.field, str(fault.reason)
    raise AssertionError("nothing was refused")
