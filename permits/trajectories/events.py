"""One dated event, with the details that its kind takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from permits.trajectories.kinds import RANK, CorrectionReason, EventKind, Ground, Outcome, ProcedureKind, Remedy


@dataclass(frozen=True, slots=True)
class Event:
    """``number`` tells records apart and orders nothing but equal ones; ``corrects`` is the number of another record.

    ``until``: last day of the period that a request sets, or the agreed end of a suspension. ``weeks``, ``months``: of
    extension, of which the rule of the procedure takes one. ``party``: whose advice.
    """

    kind: EventKind
    on: date
    number: int = field(default=0, compare=False)
    until: date | None = None
    weeks: int | None = None
    months: int | None = None
    ground: Ground | None = None
    outcome: Outcome | None = None
    party: str = ""
    is_consent: bool = False
    after_four_weeks: bool = False
    has_committee: bool = False
    corrects: int | None = field(default=None, compare=False)
    reason: CorrectionReason | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[object, ...]:
        """Date, then the fixed rank of the kind, then the details, then the number: never the order of recording."""
        return (
            self.on, RANK[self.kind], self.until or date.max, self.weeks or 0, self.months or 0, self.ground or "",
            self.outcome or "", self.party, self.is_consent, self.after_four_weeks, self.has_committee, self.number,
        )  # fmt: skip


DETAILS: Mapping[EventKind, Mapping[str, bool]] = MappingProxyType(
    {
        EventKind.COMPLETION_ASKED: {"until": False},
        EventKind.SUSPENDED: {"ground": True, "until": False},
        EventKind.ADVICE_ASKED: {"party": True, "until": False, "is_consent": False},
        EventKind.ADVICE_RECEIVED: {"party": True},
        EventKind.RESUMED: {"ground": False},
        EventKind.EXTENDED: {"weeks": False, "months": False},
        EventKind.DECIDED: {"outcome": True},
        EventKind.PUBLISHED: {"after_four_weeks": False},
        EventKind.OBJECTION: {"has_committee": False},
        EventKind.OBJECTION_DECIDED: {"outcome": True},
        EventKind.APPEAL_DECIDED: {"outcome": True},
    }
)
"""Which details a kind takes, and whether it needs them; an extension needs the one that the term is extended by."""

DETAIL_NAMES = (
    "until", "weeks", "months", "ground", "outcome", "party", "is_consent", "after_four_weeks", "has_committee",
)  # fmt: skip
OUTCOMES: Mapping[EventKind, tuple[Outcome, ...]] = MappingProxyType(
    {
        EventKind.DECIDED: (Outcome.GRANTED, Outcome.REFUSED),
        EventKind.OBJECTION_DECIDED: (Outcome.STANDS, Outcome.ANNULLED),
        EventKind.APPEAL_DECIDED: (Outcome.STANDS, Outcome.ANNULLED),
    }
)

NO_PARAMS: Mapping[str, object] = MappingProxyType({})
COORDINATED = "coordinated"
"""Among the parameters of what is applied for together with others: the day of receipt counts (Awb 3:25)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is fixed when a procedure begins. ``rule`` names the decision term; empty where the law names none.

    ``planned_start`` is for a notification, whose term is counted back from it. ``first_application`` makes the term
    begin with the last of coordinated applications (Awb 3:25), which is the one received here.
    """

    procedure: ProcedureKind
    rule: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: NO_PARAMS)
    remedy: Remedy = Remedy.UNKNOWN
    planned_start: date | None = None
    first_application: date | None = None


def numbered(event: Event, number: int) -> Event:
    return dataclasses.replace(event, number=number)
