"""What waits for an officer, each as a filter of the list and a pile in the workspace."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from permits.models import Trajectory
from permits.models.trajectories import TrajectoryQuerySet

FIRST = 5
# Counting goes no further: a list of a hundred thousand costs what one of a thousand does.
MOST_COUNTED = 1_000
MOST_IN_A_PILE = 100
BY_DUE = (F("due_on").asc(nulls_last=True), "pk")


@dataclasses.dataclass(frozen=True, slots=True)
class Pile:
    """``order`` is one that an index gives."""

    title: Promise
    narrow: Callable[[TrajectoryQuerySet, Any, datetime.date], TrajectoryQuerySet]
    empty: Promise
    order: tuple[Any, ...] = BY_DUE


PILES: Mapping[str, Pile] = {
    "mine": Pile(
        _("my trajectories"),
        lambda rows, user, _today: rows.of(user).open(),
        _("No open trajectory is assigned to you."),
    ),
    "late": Pile(_("late"), lambda rows, _user, today: rows.late(today), _("No statutory date has passed.")),
    "due-7": Pile(
        _("due within 7 days"),
        lambda rows, _user, today: rows.due_within(7, today),
        _("Nothing is due within a week."),
    ),
    "due-30": Pile(
        _("due within 30 days"),
        lambda rows, _user, today: rows.due_within(30, today),
        _("Nothing is due within a month."),
    ),
    "applicant": Pile(
        _("waiting for the applicant"),
        lambda rows, _user, today: rows.waiting_for_applicant(today),
        _("No applicant has the ball."),
        ("applicant_until", "pk"),
    ),
    "stale": Pile(
        _("nothing recorded for 60 days"),
        lambda rows, _user, today: rows.stale(today),
        _("Every open trajectory is up to date."),
        ("last_event_on", "pk"),
    ),
    "escalated": Pile(
        _("escalated"),
        lambda rows, _user, _today: rows.filter(escalated_at__isnull=False),
        _("Nothing is escalated."),
        ("escalated_at", "pk"),
    ),
    "unassigned": Pile(
        _("without an assignee"),
        lambda rows, _user, _today: rows.filter(assignee__isnull=True).open(),
        _("Every open trajectory has an assignee."),
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class ShownPile:
    title: str
    count: int
    is_more: bool
    first: Sequence[Trajectory]
    url: str
    empty: str


def rows() -> TrajectoryQuerySet:
    return Trajectory.objects.select_related("organisation", "municipality", "assignee")


def shown(name: str, user: Any, today: datetime.date, most: int = FIRST) -> ShownPile:
    """Two queries at most, whose cost does not grow with the table."""
    pile = PILES[name]
    found = pile.narrow(rows(), user, today)
    first = list(found.order_by(*pile.order)[: most + 1])
    count = found.order_by(*pile.order)[: MOST_IN_A_PILE + 1].count() if len(first) > most else len(first)
    url = f"{reverse('admin:permits_trajectory_changelist')}?work={name}"
    return ShownPile(
        str(pile.title), min(count, MOST_IN_A_PILE), count > MOST_IN_A_PILE, first[:most], url, str(pile.empty)
    )


class CappedPaginator(Paginator):
    """Counts no further than a person would page."""

    @cached_property
    def count(self) -> int:
        found: Any = self.object_list
        return found[:MOST_COUNTED].count()


class WorkFilter(DropdownFilter):
    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(name, pile.title) for name, pile in PILES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        pile = PILES.get(self.value() or "")
        return pile.narrow(queryset, request.user, timezone.localdate()) if pile else queryset  # type: ignore[arg-type]
