"""Who had the ball from which day to which, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from permits.trajectories.kinds import EventKind, Ground, Holder
from permits.trajectories.progress import ONE_DAY, Progress, Request
from permits.trajectories.windows import Window, gone_on

GROUND_HOLDERS: Mapping[Ground | None, Holder] = {
    Ground.BIBOB: Holder.THIRD_PARTY,
    Ground.CONSENT: Holder.APPLICANT,
    Ground.DELAY: Holder.APPLICANT,
    Ground.FORCE_MAJEURE: Holder.THIRD_PARTY,
    Ground.HOLDING_OVER: Holder.THIRD_PARTY,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """``until`` is the day from which somebody else has it; None while nobody knows."""

    holder: Holder
    since: date
    until: date | None = None

    def days(self, last: date) -> int:
        """Days up to and including ``last``."""
        end = min(self.until or last + ONE_DAY, last + ONE_DAY)
        return max((end - self.since).days, 0)


@dataclass(frozen=True, slots=True)
class _Span:
    """One reason why somebody has the ball; of several the one with the lowest ``rank`` counts."""

    rank: int
    holder: Holder
    since: date
    until: date | None


def segments(progress: Progress, windows: Iterable[Window]) -> tuple[Segment, ...]:
    """From receipt on, without gaps, neighbours of the same holder joined."""
    received = progress.received_on
    if received is None:
        return ()
    spans = [span for span in _spans(progress, tuple(windows)) if span.until is None or span.until > span.since]
    days = sorted({day for span in spans for day in (span.since, span.until) if day is not None and day >= received})
    found: list[Segment] = []
    for number, day in enumerate(days):
        until = days[number + 1] if number + 1 < len(days) else None
        covering = [one for one in spans if one.since <= day and (one.until is None or one.until > day)]
        holder = min(covering, key=lambda one: one.rank).holder if covering else Holder.NOBODY
        if found and found[-1].holder is holder:
            found[-1] = Segment(holder, found[-1].since, until)
        else:
            found.append(Segment(holder, day, until))
    return tuple(found)


def elapsed(parts: Iterable[Segment], last: date) -> dict[Holder, int]:
    """Days with each holder up to and including ``last``."""
    days = dict.fromkeys(Holder, 0)
    for part in parts:
        days[part.holder] += part.days(last)
    return days


def _spans(progress: Progress, windows: tuple[Window, ...]) -> Iterator[_Span]:
    received, closed = progress.received_on, progress.closed_on
    assert received is not None
    gone = gone_on(progress)
    if gone is not None:
        yield _Span(0, Holder.NOBODY, gone, None)
    for one in progress.completions:
        yield _request(1, Holder.APPLICANT, one, closed)
    for one in progress.suspensions:
        holder = GROUND_HOLDERS[one.asked.ground]
        yield _request(1 if holder is Holder.APPLICANT else 2, holder, one, closed)
    for one in progress.advice:
        yield _request(2, Holder.THIRD_PARTY, one, closed)
    for window in windows:
        if window.kind is EventKind.VIEWS_RECEIVED:
            yield _Span(2, Holder.THIRD_PARTY, window.first, window.last + ONE_DAY)
        else:
            yield _Span(5, Holder.THIRD_PARTY, window.first, window.last + ONE_DAY)
    for one in progress.objections:
        yield _Span(3, Holder.AUTHORITY, one.asked.on, one.ended_on)
    for one in progress.appeals:
        yield _Span(4, Holder.THIRD_PARTY, one.asked.on, one.ended_on)
    yield _Span(6, Holder.AUTHORITY, received, progress.day(EventKind.PUBLISHED) or progress.day(EventKind.IN_FORCE))


def _request(rank: int, holder: Holder, one: Request, closed: date | None) -> _Span:
    end = one.last_day()
    if end is not None and one.ends_by_itself and end != one.ended_on:
        end += ONE_DAY
    if closed is not None:
        end = min(end or closed, closed)
    return _Span(rank, holder, one.asked.on, end)
