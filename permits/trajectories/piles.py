"""What waits for an officer: each a pile in the workspace, a line on the start page and a filter of the list."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.models import Trajectory
from permits.models.trajectories import TrajectoryQuerySet

FIRST = 5
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


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    title: str
    count: int
    is_more: bool
    url: str


def rows() -> TrajectoryQuerySet:
    return Trajectory.objects.select_related("organisation", "municipality", "assignee")


def shown(name: str, user: Any, today: datetime.date, most: int = FIRST) -> ShownPile:
    """Two queries at most, whose cost does not grow with the table."""
    pile = PILES[name]
    found = pile.narrow(rows(), user, today)
    first = list(found.order_by(*pile.order)[: most + 1])
    count = found.order_by(*pile.order)[: MOST_IN_A_PILE + 1].count() if len(first) > most else len(first)
    return ShownPile(
        str(pile.title),
        min(count, MOST_IN_A_PILE),
        count > MOST_IN_A_PILE,
        first[:most],
        address(name),
        str(pile.empty),
    )


def tally(name: str, user: Any, today: datetime.date) -> Tally:
    """How much is in a pile, counted no further than the pile itself does."""
    pile = PILES[name]
    found = pile.narrow(Trajectory.objects.all(), user, today)
    count = found.order_by(*pile.order)[: MOST_IN_A_PILE + 1].count()
    return Tally(str(pile.title), min(count, MOST_IN_A_PILE), count > MOST_IN_A_PILE, address(name))


def address(name: str) -> str:
    return f"{reverse('admin:permits_trajectory_changelist')}?work={name}"
