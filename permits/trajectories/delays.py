"""Days lost: when a procedure was over its statutory term, or its clock stood still. Who counts brings the day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permits.terms.lawbook import Lawbook
from permits.trajectories.events import Event, Facts
from permits.trajectories.progress import Progress
from permits.trajectories.replay import progress_of, state_of

ONE_DAY = timedelta(days=1)


class Loss(TextChoices):
    """Why a day counts as lost."""

    OVER_TERM = "over-term", _("over the statutory term")
    STANDING_STILL = "standing-still", _("the term stood still")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from ``first`` up to and including ``last``; without ``last`` it goes on."""

    first: date
    last: date | None
    why: Loss

    def days(self, today: date) -> Iterator[date]:
        last = min(self.last or today, today)
        for number in range((last - self.first).days + 1):
            yield self.first + number * ONE_DAY


def stretches(events: Collection[Event], facts: Facts, book: Lawbook) -> tuple[Stretch, ...]:
    """The lost stretches of one procedure.

    *Standing still* runs from the day after a request for completion with a set period, or after a suspension began, to
    the day on which it ended. *Over the term* runs from the day after the statutory date of the decision, as moved by
    extension and suspensions, to the day of the decision. Both end when the application is decided, declined or
    withdrawn. Without a statutory date nothing is over it. ``Refused`` as :func:`replay`.
    """
    progress = progress_of(events, facts, book)
    return tuple(sorted(_stretches(progress), key=lambda one: (one.first, one.why)))


def _stretches(progress: Progress) -> Iterator[Stretch]:
    closed = progress.closed_on
    asked = [one for one in progress.completions if one.asked.until is not None]
    for one in (*asked, *progress.suspensions):
        last = min((day for day in (one.last_day(), closed) if day), default=None)
        if last is None or last > one.asked.on:
            yield Stretch(one.asked.on + ONE_DAY, last, Loss.STANDING_STILL)
    term = state_of(progress).decision_term
    if term is not None and term.due is not None and (closed is None or closed > term.due):
        yield Stretch(term.due + ONE_DAY, closed, Loss.OVER_TERM)


def days_lost(found: Iterable[Stretch], today: date) -> dict[Loss, int]:
    """Calendar days up to and including ``today``, each counted once however many procedures lost it; a day that was
    over the term counts as such."""
    by_day: dict[date, Loss] = {}
    for one in found:
        for day in one.days(today):
            if by_day.get(day) is not Loss.OVER_TERM:
                by_day[day] = one.why
    return {loss: sum(why is loss for why in by_day.values()) for loss in Loss}
