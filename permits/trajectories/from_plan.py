"""A trajectory out of a route plan: the permits that its answers make needed, under the law version of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import QueryDict

from companies.models import Municipality
from permits.models import Authority, LawVersion, PermitType, Trajectory
from permits.planner import NoLawData, lawbook_of, ruleset_for
from permits.route_query import MATERIAL, VERSION, answers_in, unfolded
from permits.routes.answers import Answers, day_of, read_answers
from permits.routes.competence import Handling
from permits.routes.errors import AnswerError
from permits.routes.plan import Entry, plan
from permits.routes.questions import MUNICIPALITY, STAGE, STRATEGIC, TARGET
from permits.routes.ruleset import Procedure, Ruleset
from permits.routes.situation import Need
from permits.routes.umbrella import RUNNING, includes_extraction
from permits.trajectories.actions import NewProcedure, create_trajectory
from permits.trajectories.deadlines import CRMA_RULES
from permits.trajectories.events import COORDINATED
from permits.trajectories.extensions import CAP
from permits.trajectory_enums import CameFrom
from valuechains.models import Stage

__all__ = ["NoPlan", "create_from_plan", "needed", "plan_in"]


class NoPlan(ValueError):
    """What was given is no link of a route plan."""


def plan_in(link: str) -> tuple[Ruleset, dict[str, Any]]:
    """The rules and the answers that a link of a plan names; NoPlan without a version that was ever published."""
    try:
        query = unfolded(QueryDict(urlsplit(link).query))
        if VERSION not in query:
            raise NoPlan(link)
        ruleset = ruleset_for(query.get(VERSION))
    except (ValueError, NoLawData, AnswerError) as error:
        raise NoPlan(link) from error
    answers = answers_in(query, ruleset)
    if MATERIAL not in ruleset.questions:
        answers.pop(MATERIAL, None)
    return ruleset, answers


def create_from_plan(
    *,
    trajectory: Trajectory,
    ruleset: Ruleset,
    answers: Mapping[str, Any],
    with_possible: bool = False,
    came_from: CameFrom = CameFrom.ROUTE_PLAN,
) -> Trajectory:
    """Save ``trajectory`` with the procedures of the plan; AnswerError names each answer that is wrong.

    Duties without a procedure of their own are left out. What is only possibly needed comes along when asked for.
    """
    read = read_answers(ruleset, answers, lawbook_of(ruleset))
    version = LawVersion.objects.get(number=ruleset.version.number)
    made = plan(ruleset, answers, lawbook_of(ruleset))
    wanted = (*made.of(Need.NEEDED), *(made.of(Need.POSSIBLE) if with_possible else ()))
    trajectory.law_version, trajectory.answers = version, dict(answers)
    trajectory.came_from = came_from
    municipality = answers.get(MUNICIPALITY)
    if trajectory.municipality_id is None and isinstance(municipality, str):
        trajectory.municipality = Municipality.objects.filter(Q(cbs_code=municipality) | Q(slug=municipality)).first()
    stages = answers.get(STAGE)
    if trajectory.stage_id is None and isinstance(stages, list | tuple) and len(stages) == 1:
        trajectory.stage = Stage.objects.filter(slug=stages[0]).first()
    return create_trajectory(trajectory=trajectory, procedures=needed(wanted, version, read))


def needed(entries: Sequence[Entry], version: LawVersion, read: Answers) -> list[NewProcedure]:
    """As the plan decides them: authority, procedure, consent, and whether there is a term. Two queries.

    A plan draws the cap of a strategic project over everything; a trajectory keeps it as a procedure with its term,
    which is longer with extraction, and shorter for what already ran.
    """
    target = day_of(read, TARGET)
    permit_types = {one.slug: one for one in PermitType.objects.filter(version=version)}
    authorities = {one.slug: one for one in Authority.objects.filter(version=version)}
    found = []
    for entry in entries:
        law, handling = permit_types.get(entry.permit.slug), entry.handling
        if law is None or handling.procedure is Procedure.NONE:
            continue
        kind = handling.procedure.value
        found.append(
            NewProcedure(
                permit_type=law,
                authority=authorities.get(handling.authority.authority),
                kind=kind,
                params=_cap_params(read) if law.term_rule == CAP else _params(handling),
                planned_start=target if kind == "notification" else None,
                timed=handling.timed or law.term_rule in CRMA_RULES,
            )
        )
    return found


def _cap_params(read: Answers) -> dict[str, Any]:
    found = {"withExtraction": includes_extraction(read), "alreadyInProcess": read.get(STRATEGIC) == RUNNING}
    return {name: True for name, holds in found.items() if holds}


def _params(handling: Handling) -> dict[str, Any]:
    if handling.procedure is Procedure.REGULAR and handling.consent is True:
        return {"consent": True}
    return {COORDINATED: True} if handling.procedure is Procedure.EXTENDED and handling.coordinated else {}
