"""The report itself: recommendations with their actions, decisions, the consultation, what stands in the way.

Counted as everywhere: the state of a recommendation follows from its actions, and examples do not count.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agenda.enums import OPEN_STATES, ActionState, BottleneckState, Level, ProvinceRole
from agenda.models import (
    Action,
    Bottleneck,
    Decision,
    Meeting,
    Milestone,
    Partner,
    Recommendation,
    RecommendationPart,
)
from agenda.progress import Progress
from agenda.reporting.figures import register_section_of, trajectories_section
from agenda.reporting.past import Moment, Row, agenda_began
from agenda.reporting.sections import Section, sections
from agenda.views.reading import is_past, when
from valuechains.pages import day as day_in_words
from valuechains.pages import language


class Edition(TextChoices):
    PUBLIC = "public", _("public edition")
    INTERNAL = "internal", _("internal edition")


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """An action as it was. ``is_public``: it stands in the public edition too."""

    name: str
    owner: str
    state: ActionState
    due_on: datetime.date
    ended_on: datetime.date | None
    evidence: str
    part: str
    is_overdue: bool
    is_example: bool
    is_public: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    number: str
    name: str
    is_lacking: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A recommendation with what was done about it."""

    number: int
    name: str
    role: str
    owner: str
    parts: Sequence[Part]
    actions: Sequence[Step]

    @property
    def real(self) -> list[Step]:
        return [one for one in self.actions if not one.is_example]

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.real)

    @property
    def done(self) -> int:
        return sum(one.state is ActionState.DONE for one in self.real)

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.real)

    @property
    def state(self) -> Progress:
        if self.open:
            return Progress.UNDER_WAY
        return Progress.ENDED if self.done else Progress.NO_ACTION

    @property
    def lacking(self) -> list[Part]:
        return [part for part in self.parts if part.is_lacking]


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """Everything that the pages and the workbook tell; ``began`` is the first day of which anything is known."""

    day: datetime.date
    edition: Edition
    began: datetime.date | None
    lines: Sequence[Line]
    milestones: Sequence[Mapping[str, Any]]
    meetings: Sequence[Mapping[str, Any]]
    bottlenecks: Sequence[Mapping[str, Any]]
    levels: Sequence[tuple[str, int]]
    sections: Sequence[Section]

    @property
    def is_internal(self) -> bool:
        return self.edition is Edition.INTERNAL

    @property
    def is_before(self) -> bool:
        return self.began is None or self.day < self.began

    @property
    def totals(self) -> dict[str, int]:
        names = ("open", "done", "overdue")
        return {name: sum(getattr(line, name) for line in self.lines) for name in names}

    @property
    def has_actions(self) -> bool:
        return any(line.actions for line in self.lines)

    @property
    def without_action(self) -> list[Line]:
        return [line for line in self.lines if line.state is Progress.NO_ACTION]


def report(day: datetime.date, edition: Edition) -> Report:
    """The report of a day; a number of queries that does not grow with the agenda."""
    moment = Moment(day, edition is Edition.INTERNAL)
    recommendations = moment.rows(Recommendation, "number", "name_nl", "name_en", "role", "owner_id")
    partners = moment.rows(Partner, "name_nl", "name_en")
    actions = _actions(moment, partners)
    bottlenecks = _bottlenecks(moment)
    own = [trajectories_section(day, moment.until), *sections(day, moment.until)] if moment.is_internal else []
    return Report(
        day=day,
        edition=edition,
        began=agenda_began(),
        lines=_lines(moment, recommendations, partners, actions),
        milestones=_milestones(moment),
        meetings=_meetings(moment, recommendations),
        bottlenecks=bottlenecks,
        levels=[(str(level.label), Counter(one["level"] for one in bottlenecks)[level.value]) for level in Level],
        sections=[register_section_of(day), *own],
    )


def _lines(
    moment: Moment, recommendations: Mapping[int, Row], partners: Mapping[int, Row], actions: Mapping[int, list[Step]]
) -> list[Line]:
    parts = moment.rows(RecommendationPart, "number", "name_nl", "name_en", "recommendation_id")
    found = []
    for pk, row in sorted(recommendations.items(), key=lambda item: item[1]["number"]):
        own = actions.get(pk, [])
        worked = {one.part for one in own if not one.is_example and one.state is not ActionState.STOPPED}
        mine = sorted(
            (part for part in parts.values() if part["recommendation_id"] == pk), key=lambda one: one["number"]
        )
        found.append(
            Line(
                number=row["number"],
                name=_text(row, "name"),
                role=str(ProvinceRole(row["role"]).label),
                owner=_name_of(partners, row["owner_id"]),
                parts=[Part(one["number"], _text(one, "name"), one["number"] not in worked) for one in mine],
                actions=own,
            )
        )
    return found


def _actions(moment: Moment, partners: Mapping[int, Row]) -> dict[int, list[Step]]:
    """By recommendation: open ones by due date, then what ended."""
    parts = {pk: row["number"] for pk, row in moment.rows(RecommendationPart, "number").items()}
    columns = ("name_nl", "name_en", "owner_id", "state", "due_on", "ended_on", "evidence_nl", "evidence_en",
               "part_id", "recommendation_id", "is_example")  # fmt: skip
    rows = moment.rows(Action, *columns)
    public = set(Moment(moment.day).rows(Action)) if moment.is_internal else set(rows)
    found: dict[int, list[Step]] = {}
    for pk, row in rows.items():
        state = ActionState(row["state"])
        is_late = state in OPEN_STATES and row["due_on"] < moment.day
        one = Step(
            name=_text(row, "name"),
            owner=_name_of(partners, row["owner_id"]),
            state=state,
            due_on=row["due_on"],
            ended_on=row["ended_on"],
            evidence=_text(row, "evidence"),
            part=parts.get(row["part_id"], ""),
            is_overdue=is_late,
            is_example=row["is_example"],
            is_public=pk in public,
        )
        found.setdefault(row["recommendation_id"], []).append(one)
    for actions in found.values():
        actions.sort(key=lambda one: (not one.is_open, one.due_on, one.name))
    return found


def _milestones(moment: Moment) -> list[Row]:
    rows = moment.rows(Milestone, "name_nl", "name_en", "date", "case_number")
    return [
        {"name": _text(row, "name"), "when": when(row["date"]), "case": row["case_number"],
         "is_past": is_past(row["date"], moment.day)}
        for row in sorted(rows.values(), key=lambda one: one["date"])
    ]  # fmt: skip


def _meetings(moment: Moment, recommendations: Mapping[int, Row]) -> list[Row]:
    """Those held by then, the latest first, with their decisions; the public edition has the public ones alone."""
    rows = moment.rows(Meeting, "name_nl", "name_en", "date", "is_example")
    public = set(Moment(moment.day).rows(Meeting)) if moment.is_internal else set(rows)
    decided = moment.rows(Decision, "meeting_id", "number", "text_nl", "text_en", "is_public", "recommendation_id")
    still = set(Decision.objects.filter(is_public=True).values_list("pk", flat=True))
    shown = [row for pk, row in decided.items() if moment.is_internal or (row["is_public"] and pk in still)]
    return [
        {
            "name": _text(row, "name"),
            "day": day_in_words(row["date"].isoformat()),
            "is_example": row["is_example"],
            "is_public": pk in public,
            "decisions": [
                {
                    "number": one["number"],
                    "text": _text(one, "text"),
                    "is_public": one["is_public"],
                    "recommendation": (recommendations.get(one["recommendation_id"]) or {}).get("number"),
                }
                for one in sorted(shown, key=lambda one: one["number"])
                if one["meeting_id"] == pk
            ],
        }
        for pk, row in sorted(rows.items(), key=lambda item: item[1]["date"], reverse=True)
        if row["date"] <= moment.day
    ]


def _bottlenecks(moment: Moment) -> list[Row]:
    """The real ones that were not solved, the oldest first."""
    columns = ("name_nl", "name_en", "level", "state", "told_on", "is_example")
    rows = _unsolved(moment.rows(Bottleneck, *columns).values())
    return [
        {"name": _text(row, "name"), "level": row["level"], "levelName": str(Level(row["level"]).label),
         "stateName": str(BottleneckState(row["state"]).label), "day": day_in_words(row["told_on"].isoformat())}
        for row in sorted(rows, key=lambda one: (one["told_on"], one["name_nl"]))
    ]  # fmt: skip


def _unsolved(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["state"] != BottleneckState.SOLVED and not row["is_example"]]


def _text(row: Row, name: str) -> str:
    return str(row[f"{name}_{language()}"])


def _name_of(partners: Mapping[int, Row], pk: int | None) -> str:
    row = partners.get(pk) if pk is not None else None
    return _text(row, "name") if row else ""
