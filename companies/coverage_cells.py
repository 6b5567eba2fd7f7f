"""One cell of the matrix of stages and materials."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.enums import ActivityStatus


class CellState(models.TextChoices):
    """How far the organisations of a cell are; the furthest one counts."""

    ACTIVE = "active", _("active")
    PLANNED = "planned", _("planned")
    EXPLORING = "exploring", _("exploring")
    CEASED = "ceased", _("ceased")
    NONE = "none", _("none")
    NO_DATA = "no-data", _("no data")

    @property
    def is_gap(self) -> bool:
        """Whether nobody works here now, as far as the register knows."""
        return self in (CellState.CEASED, CellState.NONE, CellState.NO_DATA)


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """Counts of organisations. ``unknown`` are those in the stage of which no material is known: while there are any,
    an empty cell says "no data" and not "none". ``knowledge`` are the institutes and programmes that work with the
    material, in whatever stage. ``trajectories`` are the released ones under way; of a past day they are not known.
    ``is_silent``: of some institutes it is not known with what they work, so that no ``knowledge`` means "no data" too.
    ``is_known``: the register was there on that day; of earlier days an empty cell says "no data"."""

    stage: str
    material: str
    active: int
    planned: int
    exploring: int
    ceased: int
    unknown: int
    knowledge: int
    is_strategic: bool
    trajectories: int | None = None
    is_known: bool = True
    is_silent: bool = False

    @property
    def organisations(self) -> int:
        return self.active + self.planned + self.exploring + self.ceased

    @property
    def state(self) -> CellState:
        for state, count in (
            (CellState.ACTIVE, self.active),
            (CellState.PLANNED, self.planned),
            (CellState.EXPLORING, self.exploring),
            (CellState.CEASED, self.ceased),
        ):
            if count:
                return state
        return CellState.NO_DATA if self.unknown or not self.is_known else CellState.NONE


def cell_of(
    stage: str,
    material: str,
    counts: Mapping[str, int],
    unknown: int,
    knowledge: int,
    is_strategic: bool,
    trajectories: int | None,
    is_known: bool = True,
    is_silent: bool = False,
) -> Cell:
    """From the counts by status of the activity; what is announced is planned."""
    return Cell(
        stage=stage,
        material=material,
        active=counts[ActivityStatus.ACTIVE],
        planned=counts[ActivityStatus.PLANNED] + counts[ActivityStatus.ANNOUNCED],
        exploring=counts[ActivityStatus.EXPLORING],
        ceased=counts[ActivityStatus.CEASED],
        unknown=unknown,
        knowledge=knowledge,
        is_strategic=is_strategic,
        trajectories=trajectories,
        is_known=is_known,
        is_silent=is_silent,
    )
