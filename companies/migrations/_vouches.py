"""How values with a row each become values in one row, and their history with them; and back."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

MOMENT = datetime.timedelta(seconds=2)
Pair = tuple[int, int]


class Event(NamedTuple):
    """A version of one value. ``value`` is None when it went, ``stood`` what stood before as far as it is known."""

    told: tuple[Any, ...]
    subject: str
    value: Any
    stood: Any


class Version(NamedTuple):
    kind: str
    values: dict[str, Any]
    told: tuple[Any, ...]


def value_of(confidence: str, stated_on: Any, verified_at: Any, verified_by: int | None) -> Any:
    if stated_on is None and verified_at is None:
        return confidence
    told = {
        "confidence": confidence,
        "stated_on": stated_on and stated_on.isoformat(),
        "verified_at": verified_at and verified_at.astimezone(datetime.UTC).isoformat(),
        "verified_by": verified_by if verified_at else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def columns_of(value: Any) -> tuple[Any, ...]:
    """As ``VOUCH`` names them."""
    if isinstance(value, str):
        return (value, None, None, None)
    day, moment = value.get("stated_on"), value.get("verified_at")
    return (
        value["confidence"],
        day and datetime.date.fromisoformat(day),
        moment and datetime.datetime.fromisoformat(moment),
        value.get("verified_by"),
    )


def folded(events: list[Event], standing: dict[str, Any]) -> Iterator[Version]:
    """The versions of a row that holds these values, from what happened to each, in its order."""
    first: dict[str, Any] = {}
    for event in events:
        first.setdefault(event.subject, event.stood)
    state = {subject: value for subject, value in {**standing, **first}.items() if value is not None}
    is_told = False
    for moment in _moments(events):
        before = dict(state)
        for event in moment:
            state[event.subject] = event.value
        state = {subject: value for subject, value in state.items() if value is not None}
        if state != before or (state and not is_told):
            is_told = True
            yield Version("+" if not before else "~" if state else "-", dict(state or before), moment[-1].told)


def _moments(events: list[Event]) -> Iterator[list[Event]]:
    together: list[Event] = []
    for event in events:
        last = together[-1].told if together else event.told
        if last[1:] != event.told[1:] or event.told[0] - last[0] > MOMENT:
            yield together
            together = []
        together.append(event)
    if together:
        yield together


def unfolded(versions: Iterable[tuple[Pair, Version]]) -> Iterator[tuple[Pair, str, str, Any, tuple[Any, ...]]]:
    """What the versions of a row tell of each of its values: ``(pair, subject, kind, value, told)``."""
    state: dict[tuple[Pair, str], Any] = {}
    is_first = True
    for pair, version in versions:
        here = {(pair, subject): value for subject, value in version.values.items()}
        if is_first and version.kind != "+":
            state = dict(here)
            if version.kind == "~":
                yield from ((pair, subject, "~", value, version.told) for (_, subject), value in here.items())
        is_first = False
        after = {} if version.kind == "-" else here
        for key in sorted(state.keys() | after.keys()):
            old, new = state.get(key), after.get(key)
            if old != new:
                kind = "+" if old is None else "-" if new is None else "~"
                yield (*key, kind, old if new is None else new, version.told)
        state = after
