"""What the start page of the admin tells about trajectories."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from permits.trajectories.piles import Tally, tally

PILES = ("mine", "late", "due-7", "due-30", "applicant", "escalated")

__all__ = ["Tally", "piles"]


def piles(user: Any) -> list[Tally]:
    """How many trajectories wait, by pile; a query each, whose cost does not grow with the table."""
    today = timezone.localdate()
    return [tally(name, user, today) for name in PILES]
