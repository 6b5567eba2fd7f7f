"""What the rows of a chunk may be about, and what they would add to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from companies.models import Organisation
from imports.rows import Row
from permits.enums import Procedure as ProcedureKind
from permits.enums import Remedy
from permits.lawbooks import current_lawbook
from permits.models import LawVersion, PermitType, Procedure, Trajectory
from permits.terms.lawbook import Lawbook
from permits.trajectories import Event, Facts, Refused, replay
from permits.trajectories.records import book_of, events_of, facts_of


@dataclasses.dataclass(slots=True)
class KnownProcedure:
    """``expected`` are the events that rows add; their numbers come after those of all recorded ones."""

    permit_type: PermitType
    facts: Facts
    book: Lawbook
    record: Procedure | None = None
    authority: Any = None
    recorded: list[Event] = dataclasses.field(default_factory=list)
    expected: list[Event] = dataclasses.field(default_factory=list)
    is_claimed: bool = False

    def knows(self, event: Event) -> bool:
        """Recorded already, or named by an earlier row; an event is equal by its day, kind and details."""
        return event in self.recorded or event in self.expected

    def expect(self, event: Event) -> Event:
        number = max((one.number for one in (*self.recorded, *self.expected)), default=0) + 1
        numbered = dataclasses.replace(event, number=number)
        self.expected.append(numbered)
        return numbered

    def forget(self, event: Event) -> None:
        self.expected = [one for one in self.expected if one is not event]

    def refusal(self) -> Refused | None:
        try:
            replay([*self.recorded, *self.expected], self.facts, self.book)
        except Refused as refused:
            return refused
        return None

    def claim(self) -> bool:
        """True for the first row that brings this new procedure."""
        first = self.record is None and not self.is_claimed
        self.is_claimed = True
        return first


@dataclasses.dataclass(slots=True)
class KnownTrajectory:
    reference: str
    law_version_id: int
    record: Trajectory | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    organisation: Organisation | None = None
    procedures: dict[str, KnownProcedure] = dataclasses.field(default_factory=dict)
    is_claimed: bool = False

    @property
    def pk(self) -> int | None:
        return self.record.pk if self.record else None

    def procedure(self, permit_type: PermitType, authority: Any) -> KnownProcedure:
        found = self.procedures.get(permit_type.slug)
        if found is None:
            facts = Facts(
                ProcedureKind(permit_type.procedure), permit_type.term_rule, permit_type.term_params,
                Remedy(permit_type.remedy),
            )  # fmt: skip
            found = KnownProcedure(permit_type, facts, current_lawbook(), authority=authority)
            self.procedures[permit_type.slug] = found
        return found

    def claim(self) -> bool:
        first = self.record is None and not self.is_claimed
        self.is_claimed = True
        return first


class Known:
    def __init__(self, trajectories: dict[str, KnownTrajectory], organisations: Sequence[Organisation]) -> None:
        self.trajectories = trajectories
        self._organisations = {
            key: one for one in organisations for key in (one.slug, one.kvk_number or "", one.name.casefold()) if key
        }

    def organisation(self, given: str) -> Organisation | None:
        return self._organisations.get(given) or self._organisations.get(given.casefold())

    def add(self, reference: str, values: Mapping[str, Any], law: LawVersion) -> KnownTrajectory:
        new = KnownTrajectory(reference, law.pk, values=values)
        new.organisation = self.organisation(values["organisation"]) if values.get("organisation") else None
        self.trajectories[reference.casefold()] = new
        return new


def load(rows: Sequence[Row], law: LawVersion) -> Known:
    """Four queries, whatever the number of rows."""
    references = {row.values["reference"] for row in rows}
    records = Trajectory.objects.filter(external_reference__in=references).prefetch_related(
        "procedures__events", "procedures__permit_type"
    )
    return Known(
        {one.external_reference.casefold(): _known(one) for one in records if one.external_reference}, _named(rows)
    )


def _known(record: Trajectory) -> KnownTrajectory:
    found = KnownTrajectory(record.external_reference or "", record.law_version_id, record)
    for procedure in record.procedures.all():
        found.procedures.setdefault(
            procedure.permit_type.slug,
            KnownProcedure(
                procedure.permit_type, facts_of(procedure), book_of(procedure), procedure,
                recorded=events_of(procedure),
            ),
        )  # fmt: skip
    return found


def _named(rows: Sequence[Row]) -> list[Organisation]:
    given = {row.values["organisation"] for row in rows if row.values.get("organisation")}
    if not given:
        return []
    return list(Organisation.objects.filter(Q(slug__in=given) | Q(kvk_number__in=given) | Q(name__in=given)))
