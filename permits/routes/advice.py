"""What to do first: whom to call, and the first step of what takes longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from permits.routes.competence import Party
from permits.routes.plan import Entry, Plan
from permits.routes.schedule import Scenario
from permits.routes.situation import Need

MOST = 8


class Kind(StrEnum):
    CALL = "call"
    """Talk with who decides or carries out, before applying."""
    LATE = "late"
    """The target cannot be met in the worst case: the last day lies before the start."""
    ANSWER = "answer"
    """Questions are open or not known, and permits hang on them."""
    STEP = "step"
    """The first step of one permit."""


@dataclass(frozen=True, slots=True)
class Advice:
    kind: Kind
    entry: Entry | None = None
    party: Party | None = None
    count: int = 0


def first_steps(made: Plan) -> tuple[Advice, ...]:
    """The most pressing first, each permit once."""
    return tuple(_advice(made))[:MOST]


def first_contact(made: Plan) -> Party | None:
    """Who carries out the main permit, else who decides on it, else on the first that is needed."""
    entry = next((one for one in made.entries if made.parent and one.permit.slug == made.parent.slug), None)
    if entry is None:
        wanted = (*made.of(Need.NEEDED), *made.of(Need.POSSIBLE))
        entry = next((one for one in wanted if one.handling.authority.authority), None)
    return None if entry is None else entry.handling.executing or entry.handling.authority


def _advice(made: Plan) -> Iterator[Advice]:
    if party := first_contact(made):
        yield Advice(Kind.CALL, party=party)
    if late := [slug for slug, day in made.latest.get(Scenario.WORST, {}).items() if _late(made, slug, day)]:
        yield Advice(Kind.LATE, count=len(late))
    if possible := made.of(Need.POSSIBLE):
        yield Advice(Kind.ANSWER, count=len(possible))
    for entry in _in_order(made):
        if str(entry.permit.first_step):
            yield Advice(Kind.STEP, entry=entry)


def _late(made: Plan, slug: str, day: object) -> bool:
    earliest = made.timelines[Scenario.WORST].runs[slug].application if made.timelines else None
    return day is None or (earliest is not None and earliest > day)  # type: ignore[operator]


def _in_order(made: Plan) -> list[Entry]:
    """The critical chain first, then what takes time without a law to say how much, then the rest that is needed."""
    critical = made.timelines[Scenario.WORST].critical if made.timelines else frozenset()
    chain = [entry for entry in made.entries if entry.permit.slug in critical]
    chain.sort(key=lambda entry: made.timelines[Scenario.WORST].runs[entry.permit.slug].application)
    slow = [entry for entry in made.of(Need.NEEDED) if entry.permit.category == "critical-path"]
    rest = [entry for entry in made.of(Need.NEEDED) if entry not in chain and entry not in slow]
    return [*chain, *slow, *rest]
