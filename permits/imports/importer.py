"""Takes in trajectories by the same actions and the same engine as the admin. New ones come in internal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from imports.enums import RowOutcome
from imports.importers import Importer, Teller, missing, rejected
from imports.reasons import Issue
from imports.rows import Changes, ImportContext, Outcome, Row
from imports.vocabulary import Vocabulary
from permits.imports.columns import COLUMNS, current_law, vocabularies
from permits.imports.known import Known, KnownTrajectory, load
from permits.imports.words import Words
from permits.imports.writing import write
from permits.models import LawVersion
from permits.terms.texts import Text
from permits.trajectories import Event, EventFault, Refused
from valuechains.imports.personal import personal_data

DETAILS = ("until", "weeks", "months", "ground", "outcome", "party", "is_consent")
#: Texts in which a list may hold what does not belong in a register.
FREE = ("title_nl", "title_en", "note")
FIELDS = {"on": "day", "kind": "event"}


@dataclasses.dataclass(slots=True)
class Planned:
    """What one row means: its trajectory, its procedure, and the event that is new."""

    trajectory: KnownTrajectory
    permit_type: Any
    event: Event | None
    note: str


class TrajectoriesImporter(Importer):
    kind = "trajectories"
    label = _("trajectories")
    columns = COLUMNS
    rows_may_share_a_record = True
    needs = "permits.add_trajectory"
    cannot_undo = _("Events of trajectories are appended and never removed. Correct them in the trajectory.")

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return vocabularies()

    def group(self, cells: Mapping[str, str]) -> str:
        return cells.get("reference", "").strip().casefold()

    def row_label(self, row: Row) -> str:
        return row.cells.get("reference", "").strip()

    def check(self, row: Row) -> Iterable[Issue]:
        values = row.values
        if ("event" in values) != ("day" in values):
            lacks = "day" if "event" in values else "event"
            yield Issue(lacks, "", gettext_noop("an event needs its day, and a day its event"))
        if values.get("day") is not None and values["day"] > timezone.localdate():
            yield Issue("day", str(values["day"]), gettext_noop("is still to come: a list tells what has happened"))

    def teller(self) -> Teller:
        return Words()

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        law = current_law()
        if law is None:
            return [rejected(row, [Issue("", "", gettext_noop("there is no law data yet"))]) for row in rows]
        known = load(rows, law)
        outcomes = [self._outcome(row, known, law) for row in rows]
        self._replay(outcomes)
        return [_settled(outcome) for outcome in outcomes]

    def _outcome(self, row: Row, known: Known, law: LawVersion) -> Outcome:
        values, label = row.values, row.values["reference"]
        trajectory = known.trajectories.get(label.casefold())
        if trajectory is None:
            issues = list(self._new_issues(values, known))
            if issues:
                return rejected(row, issues, label)
            trajectory = known.add(label, values, law)
        if trajectory.law_version_id != law.pk and values["permit_type"].slug not in trajectory.procedures:
            reason = gettext_noop("this trajectory began under another law version; add the procedure by hand")
            return Outcome(row, RowOutcome.REVIEW, label, issues=[Issue("permit_type", label, reason)])
        event = _event(values)
        procedure = trajectory.procedure(values["permit_type"], values.get("authority"))
        if event is not None and procedure.knows(event):
            event = None
        if event is not None:
            event = procedure.expect(event)
        planned = Planned(trajectory, procedure.permit_type, event, values.get("note", ""))
        notes = list(personal_data(values, FREE))
        return Outcome(row, RowOutcome.UPDATED, label, issues=notes, payload=planned, record_id=trajectory.pk)

    def _new_issues(self, values: Mapping[str, Any], known: Known) -> Iterable[Issue]:
        title = self.column("title_nl")
        if title is not None and not values.get("title_nl"):
            yield missing(title)
        given = values.get("organisation")
        if given and known.organisation(given) is None:
            reason = gettext_noop("is no organisation in the register; name the initiative instead")
            yield Issue("organisation", given, reason)
        if not given and not values.get("initiative"):
            reason = gettext_noop("name the organisation, or who takes the initiative")
            yield Issue("initiative", "", reason)

    def _replay(self, outcomes: Sequence[Outcome]) -> None:
        """Ask the engine about each procedure as a whole, leaving out the row that it refuses, until it agrees."""
        for trajectory in {
            id(one.payload.trajectory): one.payload.trajectory for one in outcomes if one.payload
        }.values():
            for procedure in trajectory.procedures.values():
                while (refused := procedure.refusal()) is not None:
                    if not _blame(refused, procedure, outcomes):
                        break

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        user = get_user_model().objects.filter(pk=context.user_id).first() if context.user_id else None
        write(outcomes, context, user)


def _event(values: Mapping[str, Any]) -> Event | None:
    if "event" not in values:
        return None
    details = {name: values[name] for name in DETAILS if values.get(name)}
    return Event(values["event"], values["day"], **details)


def _blame(refused: Refused, procedure: Any, outcomes: Sequence[Outcome]) -> bool:
    """Reject the row of the first fault; when a recorded event is at fault, the last new row of the procedure."""
    fault = refused.faults[0]
    rows = [one for one in outcomes if one.payload and one.payload.event is not None]
    rows = [one for one in rows if any(one.payload.event is event for event in procedure.expected)]
    guilty = next((one for one in rows if one.payload.event.number == fault.event.number), None)
    guilty = guilty or (rows[-1] if rows else None)
    if guilty is None:
        return False
    own = [one for one in refused.faults if one.event.number == guilty.payload.event.number] or [fault]
    procedure.forget(guilty.payload.event)
    guilty.kind = RowOutcome.REJECTED
    guilty.issues = [_issue(one, guilty.payload.event) for one in own]
    guilty.payload = None
    return True


def _issue(fault: EventFault, event: Event) -> Issue:
    own = fault.event.number == event.number
    reason = fault.reason if own else fault.told
    with translation.override("en"):
        message = str(reason.message)
    params = {name: _plain(value) for name, value in (reason.values or {}).items()}
    return Issue(FIELDS.get(fault.field, fault.field) if own else "", str(event.on), message, params=params)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value.message if isinstance(value, Text) else value)


def _settled(outcome: Outcome) -> Outcome:
    """Tell what the row brings: a trajectory, a procedure, an event, or nothing."""
    planned: Planned | None = outcome.payload
    if planned is None:
        return outcome
    changes: Changes = {}
    trajectory = planned.trajectory
    if trajectory.claim():
        changes["reference"] = [None, outcome.label]
        outcome.kind = RowOutcome.CREATED
    if trajectory.procedures[planned.permit_type.slug].claim():
        changes["permit_type"] = [None, planned.permit_type.slug]
    if planned.event is not None:
        changes["event"] = [None, planned.event.kind.value]
        changes["day"] = [None, planned.event.on.isoformat()]
    outcome.changes = changes
    if not changes:
        outcome.kind = RowOutcome.UNCHANGED
    return outcome
