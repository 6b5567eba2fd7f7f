"""Suspension of a decision term: which days do not count. Overlapping suspensions count each day once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from permits.terms.lawbook import CompletionCounting

ONE_DAY = timedelta(days=1)


class SuspensionKind(StrEnum):
    COMPLETION = "completion"
    BIBOB = "bibob"
    OTHER = "other"
    """Another ground of Awb 4:15(2); only trajectories know it, the page and the API ask for the first two."""


ASKED_KINDS = (SuspensionKind.COMPLETION, SuspensionKind.BIBOB)


@dataclass(frozen=True, slots=True)
class Suspension:
    """``period_set``: did the request for completion set a period? Without one the clock runs on."""

    kind: SuspensionKind
    requested_on: date
    ended_on: date
    period_set: bool = True

    def __post_init__(self) -> None:
        if self.ended_on < self.requested_on:
            raise ValueError("a suspension cannot end before it began")

    @property
    def suspends(self) -> bool:
        return self.kind is not SuspensionKind.COMPLETION or self.period_set


def window(
    suspension: Suspension, counting: CompletionCounting, bibob_days: int | None = None
) -> tuple[date, date] | None:
    """First and last suspended day, or None when no day is suspended.

    Completion (Awb 4:15(1)): from the day after the request *until* the day of completion, so that day counts again;
    by the usual difference of the dates it is suspended as well. Other grounds (4:15(2)) are counted alike, because
    that is the cautious reading. Bibob (Wet Bibob 31): the day of the request to the
    day of receipt, both included, ``bibob_days`` at most.
    """
    first, last = suspension.requested_on, suspension.ended_on
    if not suspension.suspends:
        return None
    if suspension.kind is SuspensionKind.BIBOB:
        if bibob_days is not None:
            last = min(last, first + timedelta(days=bibob_days - 1))
        return first, last
    first += ONE_DAY
    if counting is CompletionCounting.LITERAL:
        last -= ONE_DAY
    return (first, last) if first <= last else None


def suspended_days(windows: Iterable[tuple[date, date] | None], since: date) -> int:
    """Days in the union of ``windows``, from ``since``, the first day of the term, on: before it nothing ran."""
    count = 0
    counted_to = since - ONE_DAY
    for first, last in sorted(part for part in windows if part):
        first = max(first, counted_to + ONE_DAY)
        if first <= last:
            count += (last - first).days + 1
            counted_to = last
    return count


def count(
    suspensions: Sequence[Suspension], since: date, counting: CompletionCounting, bibob_days: int | None = None
) -> int:
    if not suspensions:
        return 0
    return suspended_days((window(one, counting, bibob_days) for one in suspensions), since)
