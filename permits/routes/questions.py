"""The questions of the planner and what each may be answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from permits.routes.conditions import Always, Condition
from permits.routes.words import Words
from permits.terms.results import Confidence

UNKNOWN = "unknown"
"""The answer “I do not know”; no option has this value."""
NONE = "none"
"""The option “none of these”, which stands alone."""
YES, NO = "yes", "no"
BOTH = "both"
"""What a form sends for an amount that was typed beside “I do not know”; it is refused."""

# The questions that the planner itself knows; all others work by rules alone.
STAGE = "stage"
MUNICIPALITY = "municipality"
WATER_BOARD = "water-board"
START = "start"
TARGET = "target"
BIBOB = "bibob-advice"
COMPLETION_DAYS = "completion-days"
STRATEGIC = "strategic-status"
RECOGNISED_ON = "recognition-date"
COMPLETE_ON = "completeness-date"
PRE_CONSULTATION = "pre-consultation-weeks"
EIA_REPORT = "eia-report-weeks"
GRID = "grid-weeks"
COURT = "court-weeks"


class Kind(StrEnum):
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes-no"
    QUANTITY = "quantity"
    DATE = "date"
    MUNICIPALITY = "municipality"
    TEXT = "text"


class Basis(NamedTuple):
    """A place in the law: the key of a law of the document, and the article."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: Words


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    order: int
    group: str
    kind: Kind
    text: Words
    why: Words
    definition: Words | None = None
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    options: tuple[Option, ...] = ()
    allows_unknown: bool = True
    basis: tuple[Basis, ...] = ()
    confidence: Confidence = Confidence.HIGH
    ask_if: Condition = field(default_factory=Always)
    asked_when: Mapping[str, Any] | None = None
    """The same condition as the law document writes it."""

    @property
    def values(self) -> frozenset[str] | None:
        """What an answer may be, where that is a closed list."""
        if self.kind is Kind.YES_NO:
            return frozenset({YES, NO})
        return frozenset(option.value for option in self.options) if self.options else None

    @property
    def by_value(self) -> Mapping[str, Option]:
        return {option.value: option for option in self.options}
