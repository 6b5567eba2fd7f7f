"""Trajectories and the questions that they came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.models import Inquiry
from desk.origins import is_plan
from permits.models import Trajectory
from permits.neighbours import Neighbour

MOST = 20


def inquiries_of(trajectory: Trajectory, user: Any) -> Iterator[Neighbour]:
    """For the desk alone: who may not see questions does not hear that there are any."""
    if user.has_perm("desk.view_inquiry"):
        for inquiry in trajectory.inquiries.order_by("-received_at", "-pk")[:MOST]:
            url = reverse("admin:desk_inquiry_change", args=[inquiry.pk])
            yield Neighbour(_("Question at the desk"), str(inquiry), url)


def plan_of(inquiry: Inquiry) -> str:
    """Path and query of the route plan that was put to the loket; empty when the question came from elsewhere."""
    return inquiry.origin_path if is_plan(inquiry.origin_path) else ""
