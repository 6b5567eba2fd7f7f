"""A question becomes a trajectory of permits."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from desk.actions.locking import Refused, changed, locked
from desk.models import Inquiry
from permits.models import LawVersion, Trajectory
from permits.routes.errors import AnswerError
from permits.trajectories.actions import create_trajectory, free_slug
from permits.trajectories.from_plan import NoPlan, create_from_plan, plan_in
from permits.trajectory_enums import CameFrom


@transaction.atomic
def make_trajectory(
    *,
    inquiry_id: int,
    user: Any,
    title_nl: str,
    title_en: str,
    initiative: str = "",
    plan: str = "",
    with_possible: bool = False,
    seen: int | None = None,
) -> Trajectory:
    """A trajectory out of the plan that came with the question, else an empty one under the law in force; the question
    names it from then on. It is internal, and of the organisation that the desk found in the register, if any."""
    inquiry = locked(inquiry_id, seen=seen, must_be_open=False)
    if inquiry.trajectory_id is not None:
        raise Refused(_("This question has a trajectory already."))
    if inquiry.organisation_id is None and not initiative.strip():
        raise Refused(_("Name the organisation, or who takes the initiative."))
    trajectory = Trajectory(
        slug=free_slug(title_nl), title_nl=title_nl, title_en=title_en, initiative=initiative.strip(),
        organisation=inquiry.organisation, municipality=inquiry.municipality, stage=_only_stage(inquiry),
        assignee=user, came_from=CameFrom.INQUIRY, is_example=inquiry.is_example,
    )  # fmt: skip
    inquiry.trajectory = _saved(trajectory, plan, with_possible)
    changed(inquiry)
    return trajectory


def _saved(trajectory: Trajectory, plan: str, with_possible: bool) -> Trajectory:
    if not plan:
        version = LawVersion.objects.in_force().first()
        if version is None:
            raise Refused(_("There is no law data yet: no version has been published."))
        trajectory.law_version = version
        return create_trajectory(trajectory=trajectory)
    try:
        ruleset, answers = plan_in(plan)
        return create_from_plan(
            trajectory=trajectory, ruleset=ruleset, answers=answers, with_possible=with_possible,
            came_from=CameFrom.INQUIRY,
        )  # fmt: skip
    except (NoPlan, ValidationError) as error:
        raise Refused(_("This is no link of a route plan.")) from error
    except AnswerError as error:
        raise Refused("; ".join(f"{fault.field}: {fault.reason}" for fault in error.faults)) from error


def _only_stage(inquiry: Inquiry) -> Any:
    stages = list(inquiry.stages.all()[:2])
    return stages[0] if len(stages) == 1 else None
