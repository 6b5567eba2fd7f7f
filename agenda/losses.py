"""What bottlenecks cost: the trajectories that they hit, and the days that these lost, counted from released events."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from agenda.models import Bottleneck
from permits.models import TrajectoryListing
from permits.trajectories.delays import Loss, Stretch, days_lost, stretches
from permits.trajectories.records import book_of, events_of, facts_of
from valuechains.pages import language

Row = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A trajectory with the calendar days that it lost until today."""

    row: Mapping[str, Any]
    over_term: int
    standing_still: int

    @property
    def days(self) -> int:
        return self.over_term + self.standing_still


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    """All public trajectories that a bottleneck hits. An example trajectory counts for an example alone."""

    hits: Sequence[Hit]

    @property
    def over_term(self) -> int:
        return sum(one.over_term for one in self.hits)

    @property
    def standing_still(self) -> int:
        return sum(one.standing_still for one in self.hits)

    @property
    def days(self) -> int:
        return self.over_term + self.standing_still


def with_costs(bottlenecks: Iterable[Row]) -> list[Row]:
    """Rows of bottlenecks with their ``cost``; one query for all of them. Pages that show it hang on the day."""
    found = list(bottlenecks)
    known = _trajectories({one["slug"] for row in found for one in row["trajectories"]})
    today = timezone.localdate()
    return [{**row, "cost": Cost(_hits(row, known, today))} for row in found]


def _hits(row: Row, known: Mapping[str, Row], today: datetime.date) -> list[Hit]:
    rows = [known[one["slug"]] for one in row["trajectories"] if one["slug"] in known]
    return [_hit(one, today) for one in rows if row["example"] or not one["isExample"]]


def _hit(row: Row, today: datetime.date) -> Hit:
    lost = days_lost((_stretch(one) for one in row["delays"]), today)
    return Hit(row, lost[Loss.OVER_TERM], lost[Loss.STANDING_STILL])


def _stretch(delay: Row) -> Stretch:
    last = datetime.date.fromisoformat(delay["last"]) if delay["last"] else None
    return Stretch(datetime.date.fromisoformat(delay["first"]), last, Loss(delay["why"]))


def _trajectories(slugs: Iterable[str]) -> dict[str, Row]:
    listed = TrajectoryListing.objects.filter(slug__in=sorted(slugs)) if slugs else TrajectoryListing.objects.none()
    return {slug: json.loads(row) for slug, row in listed.values_list("slug", f"row_{language()}")}


def days_lost_inside(bottleneck: Bottleneck, today: datetime.date | None = None) -> tuple[int, int]:
    """For staff: how many trajectories, and their days lost by all events, released or not. Four queries."""
    trajectories = [
        one
        for one in bottleneck.trajectories.prefetch_related("procedures__events")
        if bottleneck.is_example or not one.is_example
    ]
    total: Counter[Loss] = Counter()
    for trajectory in trajectories:
        found = [
            stretch
            for one in trajectory.procedures.all()
            for stretch in stretches(events_of(one), facts_of(one), book_of(one))
        ]
        total.update(days_lost(found, today or timezone.localdate()))
    return len(trajectories), sum(total.values())
