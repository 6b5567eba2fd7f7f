"""The one transition table: in which phase of which procedure an event can happen, and where it leads.

Everything that decides whether an event is possible by its kind alone stands here; what depends on dates and on other
events stands in ``guards``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from permits.trajectories.kinds import EventKind, Phase, ProcedureKind, Remedy

PREPARATION, TREATMENT, DRAFT = Phase.PREPARATION, Phase.TREATMENT, Phase.DRAFT
DECIDED, PUBLISHED, ENDED = Phase.DECIDED, Phase.PUBLISHED, Phase.ENDED

WITH_TERM_RUNNING = frozenset({TREATMENT, DRAFT})
UNSETTLED = frozenset({ProcedureKind.UNKNOWN, ProcedureKind.EU})
WITH_DRAFT = frozenset({ProcedureKind.EXTENDED, *UNSETTLED})
EXTENDABLE = frozenset({ProcedureKind.REGULAR, ProcedureKind.EXTENDED, *UNSETTLED})
WITH_DECISION = frozenset(
    {
        ProcedureKind.REGULAR,
        ProcedureKind.EXTENDED,
        ProcedureKind.REGISTRATION,
        ProcedureKind.ASSESSMENT,
        *UNSETTLED,
    }
)
BY_NOTICE = frozenset({ProcedureKind.NOTIFICATION, ProcedureKind.NONE})
ALL = frozenset(ProcedureKind)


@dataclass(frozen=True, slots=True)
class Transition:
    """``to`` is None where the phase stays."""

    kind: EventKind
    phases: frozenset[Phase]
    to: Phase | None
    procedures: frozenset[ProcedureKind] = ALL
    remedies: frozenset[Remedy] = frozenset(Remedy)


def _row(
    kind: EventKind,
    phases: frozenset[Phase] | Phase,
    to: Phase | None = None,
    procedures: frozenset[ProcedureKind] = ALL,
    remedies: frozenset[Remedy] = frozenset(Remedy),
) -> Transition:
    return Transition(kind, frozenset({phases}) if isinstance(phases, Phase) else phases, to, procedures, remedies)


_E = EventKind
CAN_OBJECT = frozenset({Remedy.OBJECTION, Remedy.UNKNOWN})
CAN_APPEAL = frozenset({Remedy.OBJECTION, Remedy.APPEAL, Remedy.UNKNOWN})

TABLE: tuple[Transition, ...] = (
    _row(_E.RECEIVED, PREPARATION, TREATMENT),
    _row(_E.COMPLETION_ASKED, TREATMENT),
    _row(_E.COMPLETED, TREATMENT),
    _row(_E.SUSPENDED, WITH_TERM_RUNNING, None, WITH_DECISION),
    _row(_E.RESUMED, WITH_TERM_RUNNING, None, WITH_DECISION),
    _row(_E.ADVICE_ASKED, WITH_TERM_RUNNING, None, WITH_DECISION),
    _row(_E.ADVICE_RECEIVED, WITH_TERM_RUNNING, None, WITH_DECISION),
    _row(_E.EXTENDED, TREATMENT, None, EXTENDABLE),
    _row(_E.EXTENDED, DRAFT, None, frozenset({ProcedureKind.EU})),
    _row(_E.DRAFT_LAID_OPEN, WITH_TERM_RUNNING, DRAFT, WITH_DRAFT),
    _row(_E.VIEWS_RECEIVED, DRAFT, None, WITH_DRAFT),
    _row(_E.DECIDED, TREATMENT, DECIDED, WITH_DECISION - {ProcedureKind.EXTENDED}),
    _row(_E.DECIDED, DRAFT, DECIDED, WITH_DRAFT),
    _row(_E.PUBLISHED, DECIDED, PUBLISHED, WITH_DECISION),
    _row(_E.IN_FORCE, PUBLISHED, None, WITH_DECISION),
    _row(_E.IN_FORCE, TREATMENT, PUBLISHED, BY_NOTICE),
    _row(_E.OBJECTION, PUBLISHED, None, WITH_DECISION, CAN_OBJECT),
    _row(_E.OBJECTION_DECIDED, PUBLISHED, None, WITH_DECISION, CAN_OBJECT),
    _row(_E.APPEAL, PUBLISHED, None, WITH_DECISION, CAN_APPEAL),
    _row(_E.APPEAL_DECIDED, PUBLISHED, None, WITH_DECISION, CAN_APPEAL),
    _row(_E.DECLINED, TREATMENT, ENDED, WITH_DECISION),
    _row(_E.WITHDRAWN, frozenset({PREPARATION, TREATMENT, DRAFT, DECIDED, PUBLISHED}), ENDED),
)

_BY_KIND: Mapping[EventKind, tuple[Transition, ...]] = {
    kind: tuple(row for row in TABLE if row.kind is kind) for kind in EventKind
}


def rows_of(kind: EventKind, procedure: ProcedureKind, remedy: Remedy) -> tuple[Transition, ...]:
    """Where this event can happen at all in such a procedure."""
    return tuple(row for row in _BY_KIND[kind] if procedure in row.procedures and remedy in row.remedies)


def transition(kind: EventKind, phase: Phase, procedure: ProcedureKind, remedy: Remedy) -> Transition | None:
    return next((row for row in rows_of(kind, procedure, remedy) if phase in row.phases), None)
