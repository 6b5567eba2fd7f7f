"""How far the recommendations are: nothing typed in, all counted from the public actions. Examples do not count."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agenda.enums import OPEN_STATES, ActionState
from publication.counts import facet_counts
from valuechains.pages import Known

Row = dict[str, Any]
_COUNTING = (*(state.value for state in OPEN_STATES), ActionState.DONE.value)


class Progress(models.TextChoices):
    """The state of a recommendation."""

    NO_ACTION = "no-action", _("no action yet")
    UNDER_WAY = "under-way", _("in hand")
    ENDED = "ended", _("agreed actions done")


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A recommendation with its counts. ``lacking`` are its parts without an action that is open or done."""

    row: Row
    open: int
    done: int
    lacking: Sequence[Row]

    @property
    def state(self) -> Progress:
        if self.open:
            return Progress.UNDER_WAY
        return Progress.ENDED if self.done else Progress.NO_ACTION

    @property
    def lacks_all(self) -> bool:
        return self.state is Progress.NO_ACTION


def standings(recommendations: Sequence[Row], known: Known) -> list[Standing]:
    """Each recommendation with what is done about it, counted in the index."""
    real = {"example": ["no"]}
    opened = facet_counts("actions", "recommendation", known, state=[one.value for one in OPEN_STATES], **real)
    done = facet_counts("actions", "recommendation", known, state=[ActionState.DONE.value], **real)
    parts = facet_counts("actions", "part", known, state=_COUNTING, **real)
    return [
        Standing(
            row,
            opened.get(row["slug"], 0),
            done.get(row["slug"], 0),
            [part for part in row["parts"] if not parts.get(part["number"])],
        )
        for row in recommendations
    ]
