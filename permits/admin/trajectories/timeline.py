"""The combined timeline of a trajectory: what happened, what the law sets, what is planned, in one order."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from permits.admin.trajectories import words
from permits.models import Procedure, ProcedureEvent
from permits.terms.texts import Months, Weeks
from permits.trajectories import EventKind, Ground, Outcome, State
from permits.trajectories.shifts import NEXT_NAMES, WINDOW_NAMES
from permits.trajectories.upcoming import IN_TIME

TOLD_NEXT = (EventKind.IN_FORCE, EventKind.EXTENDED, EventKind.COMPLETED)
LAST_MARK = 99.5
ACTUAL, STATUTORY, PLANNED, TODAY = "actual", "statutory", "planned", "today"


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """``sort`` names the four kinds of date apart: actual, statutory, planned, and today itself."""

    day: datetime.date
    sort: str
    text: str
    procedure: Procedure | None = None
    details: Sequence[str] = ()
    is_struck: bool = False
    is_late: bool = False
    record: ProcedureEvent | None = None

    @property
    def sort_label(self) -> str:
        labels = {ACTUAL: _("happened"), STATUTORY: _("by law"), PLANNED: _("planned"), TODAY: _("today")}
        return labels[self.sort]


def timeline(procedures: Iterable[Procedure], states: dict[int, State], today: datetime.date) -> list[Item]:
    items = [Item(today, TODAY, _("Today"))]
    for procedure in procedures:
        items += _happened(procedure)
        items += _by_law(procedure, states[procedure.pk], today)
        items += _planned(procedure, today)
    order = {ACTUAL: 0, TODAY: 1, STATUTORY: 2, PLANNED: 3}
    return sorted(items, key=lambda item: (item.day, order[item.sort], item.record.pk if item.record else 0))


def _happened(procedure: Procedure) -> Iterator[Item]:
    records = list(procedure.events.all())
    corrections = {record.corrects_id: record for record in records if record.corrects_id}
    for record in records:
        if record.kind == EventKind.CORRECTED:
            continue
        correction = corrections.get(record.pk)
        details = [*details_of(record), *_correction_text(correction)]
        yield Item(
            record.happened_on, ACTUAL, record.get_kind_display(), procedure, details, correction is not None,
            record=record,
        )  # fmt: skip


def details_of(record: ProcedureEvent) -> list[str]:
    """The details of an event in words."""
    found = []
    if record.ground:
        found.append(str(Ground(record.ground).label))
    if record.outcome:
        found.append(str(Outcome(record.outcome).label))
    if record.party:
        found.append(record.party)
    if record.weeks:
        found.append(str(Weeks(record.weeks)))
    if record.months:
        found.append(str(Months(record.months)))
    if record.until:
        found.append(_("until %(day)s") % {"day": words.short_day(record.until)})
    elif record.kind == EventKind.COMPLETION_ASKED:
        found.append(_("no period set: the term runs on"))
    flags = {
        "is_consent": _("consent is needed"),
        "after_four_weeks": _("in force after four weeks"),
        "has_committee": _("with an advisory committee"),
    }
    found += [text for name, text in flags.items() if getattr(record, name)]
    return found


def _correction_text(correction: ProcedureEvent | None) -> list[str]:
    if correction is None:
        return []
    reason = correction.get_reason_display()
    if correction.kind == EventKind.CORRECTED:
        return [_("taken back: %(reason)s") % {"reason": reason}]
    day = words.short_day(correction.happened_on)
    return [_("corrected to %(day)s: %(reason)s") % {"day": day, "reason": reason}]


def _by_law(procedure: Procedure, state: State, today: datetime.date) -> Iterator[Item]:
    for term in state.terms:
        if term.due is not None:
            details = [str(term.assumption)] if term.assumption else []
            late = term.due < today and not state.is_done
            yield Item(term.due, STATUTORY, str(term.kind.label), procedure, details, is_late=late)
    for window in state.windows:
        yield Item(window.last, STATUTORY, str(WINDOW_NAMES[window.kind]), procedure)
    for one in state.upcoming:
        passed = one.how is IN_TIME and one.on is not None and one.on < today
        if one.on is not None and not passed and one.kind in TOLD_NEXT:
            yield Item(one.on, STATUTORY, str(NEXT_NAMES[one.kind]), procedure)


def _planned(procedure: Procedure, today: datetime.date) -> Iterator[Item]:
    for planned in procedure.planned_dates.all():
        details = []
        if planned.original_on != planned.current_on:
            details.append(_("first planned %(day)s") % {"day": words.short_day(planned.original_on)})
        missed = planned.current_on < today and not is_met(procedure, planned.milestone)
        if missed:
            details.append(_("missed"))
        text = planned.get_milestone_display()
        yield Item(planned.current_on, PLANNED, text, procedure, details, is_late=missed)


def is_met(procedure: Procedure, milestone: str) -> bool:
    """Whether what was planned has happened."""
    column = {"application": "received_on", "draft": "draft_on", "decision": "decided_on", "in-force": "in_force_on"}
    return getattr(procedure, column[milestone]) is not None


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a procedure's row in the chart, in per cent of its width."""

    x: float
    width: float
    holder: str


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    procedure: Procedure
    bars: Sequence[Bar]
    due: float | None


def chart(procedures: Sequence[Procedure], states: dict[int, State], today: datetime.date) -> dict[str, Any] | None:
    """Who had the ball when, a row for each procedure that began; the table below the chart says the same.

    A mark on the last day stays within the frame: all of a mark is to be seen.
    """
    begun = [one for one in procedures if one.received_on]
    if not begun:
        return None
    starts = [one.received_on for one in begun if one.received_on]
    ends = [today, *(one.due_on for one in begun if one.due_on), *(one.last_event_on for one in begun)]
    first, last = min(starts), max(day for day in ends if day)
    span = max((last - first).days, 1)

    def at(day: datetime.date) -> float:
        return round(min(max((day - first).days / span, 0), 1) * 100, 2)

    rows = []
    for procedure in begun:
        until_today = [
            Bar(at(part.since), max(at(min(part.until or today, today)) - at(part.since), 0), part.holder.value)
            for part in states[procedure.pk].segments
            if part.since <= today
        ]
        rows.append(Row(procedure, until_today, min(at(procedure.due_on), LAST_MARK) if procedure.due_on else None))
    return {"rows": rows, "today": min(at(today), LAST_MARK), "first": words.day(first), "last": words.day(last)}
