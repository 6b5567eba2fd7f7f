"""Figures from events: how long procedures take in practice, how many are on time, who carries how much.

Examples never count; they are figured apart, to show how it works. Fewer than five decisions say nothing, and are not
turned into a figure.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from permits.models import Procedure, Trajectory

FEWEST = 5
CACHED, CACHED_SECONDS = "permits.lead-times", 900


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from receipt to decision. ``p50`` and ``p80``: half and four fifths took no longer; None: too few.

    ``on_time`` is the share of those with a statutory date, from 0 to 1.
    """

    n: int
    p50: int | None
    p80: int | None
    with_date: int
    on_time: float | None

    @property
    def is_enough(self) -> bool:
        return self.n >= FEWEST

    @property
    def on_time_percent(self) -> int | None:
        return None if self.on_time is None else round(self.on_time * 100)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person (None: nobody) carries."""

    person: Any
    open: int
    late: int
    due_30: int


def lead_times() -> Mapping[str, LeadTime]:
    """By permit type (its slug, over all law versions): what the planner shows as "in practice". One query."""
    return _grouped(_decided().values_list("permit_type__slug", *COLUMNS).iterator())


def lead_times_by_procedure(*, examples: bool = False) -> Mapping[str, LeadTime]:
    """By kind of procedure: regular, extended …"""
    return _grouped(_decided(examples=examples).values_list("kind", *COLUMNS).iterator())


def in_practice() -> Mapping[str, LeadTime]:
    """:func:`lead_times` of all permit types, at most a quarter of an hour old: for pages that show them in passing."""
    found: Mapping[str, LeadTime] | None = cache.get(CACHED)
    if found is None:
        found = lead_times()
        cache.set(CACHED, found, CACHED_SECONDS)
    return found


COLUMNS = ("received_on", "decided_on", "decision_due_on")


def _decided(*, examples: bool = False) -> Any:
    return Procedure.objects.filter(
        decided_on__isnull=False, received_on__isnull=False, trajectory__is_example=examples
    ).order_by()


def _grouped(rows: Iterable[Sequence[Any]]) -> Mapping[str, LeadTime]:
    groups: dict[str, list[tuple[int, bool | None]]] = defaultdict(list)
    for group, received, decided, due in rows:
        groups[group].append(((decided - received).days, None if due is None else decided <= due))
    return {group: _figure(found) for group, found in sorted(groups.items())}


def _figure(found: Sequence[tuple[int, bool | None]]) -> LeadTime:
    days = sorted(one for one, _in_time in found)
    dated = [in_time for _days, in_time in found if in_time is not None]
    enough = len(days) >= FEWEST
    return LeadTime(
        n=len(days),
        p50=percentile(days, 50) if enough else None,
        p80=percentile(days, 80) if enough else None,
        with_date=len(dated),
        on_time=sum(dated) / len(dated) if len(dated) >= FEWEST else None,
    )


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that so many per cent do not exceed (nearest rank): always one that occurred."""
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def predicted(procedure: Procedure, figure: LeadTime | None) -> datetime.date | None:
    """When the decision may be expected, by what such procedures took in practice; never a statutory date."""
    if procedure.received_on is None or procedure.is_done or procedure.decided_on is not None:
        return None
    if figure is None or figure.p50 is None:
        return None
    return procedure.received_on + datetime.timedelta(days=figure.p50)


def workload(today: datetime.date | None = None, *, examples: bool = False) -> list[Load]:
    """Open trajectories by assignee, the fullest first. Two queries."""
    today = today or timezone.localdate()
    month = today + datetime.timedelta(days=30)
    counted = list(
        Trajectory.objects.filter(is_open=True, is_example=examples)
        .values("assignee")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            due_30=Count("pk", filter=Q(due_on__gte=today, due_on__lte=month)),
        )
        .order_by("-open", "assignee")
    )
    people = get_user_model().objects.in_bulk([row["assignee"] for row in counted if row["assignee"]])
    return [Load(people.get(row["assignee"]), row["open"], row["late"], row["due_30"]) for row in counted]
