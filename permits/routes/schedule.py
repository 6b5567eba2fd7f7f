"""Put the procedures on the calendar: who waits for whom, what ends last, and which chain makes it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from permits.routes.conditions import Truth
from permits.routes.timing import ONE_DAY, Clockwork, Length, Run
from permits.terms import TermError


class Scenario(StrEnum):
    """``normal``: no extension; ``worst``: extension, one round of completion, and Bibob advice when it was asked."""

    NORMAL = "normal"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Track:
    """One permit that takes time: how long in either case, and what must be decided before the application."""

    slug: str
    lengths: Mapping[Scenario, Length]
    after: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    """Permits that are applied for at the same time, this one included; empty when it stands alone."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All tracks of one scenario. ``end`` is None while the end of one of them is beyond the known calendar."""

    runs: Mapping[str, Run]
    end: date | None
    last_decision: date | None
    critical: frozenset[str]


def lay_out(tracks: Mapping[str, Track], scenario: Scenario, start: date, clock: Clockwork) -> Timeline:
    """Every application as early as it can be: on ``start``, or the day after what it waits for was decided."""
    layout = _Layout(tracks, scenario, clock, dict.fromkeys(tracks, start))
    layout.settle()
    runs = {slug: layout.final(slug) for slug in tracks}
    ends = [run.end for run in runs.values()]
    known = [day for day in ends if day is not None]
    end = max(known) if known and len(known) == len(ends) else None
    decisions = [run.decision for run in runs.values() if run.missing is not None or run.decision is not None]
    decided = [day for day in decisions if day is not None]
    last = max(decided) if decided and len(decided) == len(decisions) else None
    return Timeline(runs, end, last, _critical(tracks, runs, end))


@dataclass(slots=True)
class _Layout:
    tracks: Mapping[str, Track]
    scenario: Scenario
    clock: Clockwork
    applications: dict[str, date]
    blocked: dict[str, TermError] = field(default_factory=dict)

    def settle(self) -> None:
        """Each round carries the waiting one step further; there are no more steps than tracks."""
        for _round in self.tracks:
            for track in self.tracks.values():
                self._wait(track)

    def _now(self, slug: str) -> Run:
        return self.clock.run(self.tracks[slug].lengths[self.scenario], self.applications[slug])

    def _wait(self, track: Track) -> None:
        """Move the application of a track, and of those that go with it, behind what they wait for."""
        for slug in track.after:
            run = self._now(slug)
            missing = self.blocked.get(slug) or run.missing
            if run.decision is None or slug in self.blocked:
                self._block(track, missing)
            else:
                self.applications[track.slug] = max(self.applications[track.slug], run.decision + ONE_DAY)
        if track.together:
            latest = max(self.applications[slug] for slug in track.together)
            self.applications.update(dict.fromkeys(track.together, latest))

    def _block(self, track: Track, missing: TermError | None) -> None:
        if missing is not None:
            for slug in track.together or (track.slug,):
                self.blocked.setdefault(slug, missing)

    def final(self, slug: str) -> Run:
        if slug in self.blocked:
            return Run(self.applications[slug], None, None, None, missing=self.blocked[slug])
        return self._now(slug)


def _critical(tracks: Mapping[str, Track], runs: Mapping[str, Run], end: date | None) -> frozenset[str]:
    """What ends last, and whatever its application had to wait for."""
    if end is None:
        return frozenset()
    chain: set[str] = set()
    todo = [slug for slug, run in runs.items() if run.end == end]
    while todo:
        slug = todo.pop()
        if slug in chain:
            continue
        chain.add(slug)
        application = runs[slug].application
        group = tracks[slug].together or (slug,)
        waits = {before for one in group for before in tracks[one].after}
        todo += [one for one in waits if (done := runs[one].decision) and done + ONE_DAY == application]
    return frozenset(chain)


def latest_applications(
    tracks: Mapping[str, Track], scenario: Scenario, target: date, clock: Clockwork
) -> Mapping[str, date | None]:
    """The last day on which each application can go in so that all is done on ``target``.

    None where even the first day to which the law applies is too late.
    """
    found: dict[str, date | None] = {}
    for slug in _last_first(tracks):
        own = clock.latest(tracks[slug].lengths[scenario], target, lambda run: run.end)
        found[slug] = _earliest([own, *_needed_by(slug, tracks, scenario, found, clock)])
        for other in tracks[slug].together:
            if other in found:
                joint = _earliest([found[slug], found[other]])
                found[slug] = found[other] = joint
    return found


def _needed_by(
    slug: str, tracks: Mapping[str, Track], scenario: Scenario, found: Mapping[str, date | None], clock: Clockwork
) -> Iterable[date | None]:
    """When ``slug`` must go in for each application that waits for its decision."""
    for later in tracks.values():
        if slug in later.after:
            application = found[later.slug]
            if application is None:
                yield None
            else:
                yield clock.latest(tracks[slug].lengths[scenario], application - ONE_DAY, lambda run: run.decision)


def _earliest(days: list[date | None]) -> date | None:
    return None if None in days else min(day for day in days if day is not None)


def _last_first(tracks: Mapping[str, Track]) -> list[str]:
    """What waits for others stands before these; permits that go together stand side by side."""
    order: list[str] = []

    def visit(slug: str) -> None:
        if slug in order:
            return
        group = [slug, *(one for one in tracks[slug].together if one not in order and one != slug)]
        for one in group:
            for later in tracks.values():
                if one in later.after:
                    visit(later.slug)
        order.extend(one for one in group if one not in order)

    for slug in tracks:
        visit(slug)
    return order


def lengths(
    rule: str,
    remedy: str,
    *,
    consent: Truth = False,
    coordinated: bool = False,
    completion_days: int,
    bibob: bool,
    weeks: int | None = None,
) -> Mapping[Scenario, Length]:
    """Both cases of one procedure. Consent that is not certain counts in the worst case alone."""
    return {
        Scenario.NORMAL: Length(rule, remedy, consent is True, coordinated, weeks=weeks),
        Scenario.WORST: Length(
            rule,
            remedy,
            consent is not False,
            coordinated,
            extension=True,
            completion_days=completion_days,
            bibob=bibob,
            weeks=weeks,
        ),
    }
