"""The period in which everybody may give views on a draft decision (Awb 3:16)."""

from __future__ import annotations

from permits.terms import BeyondCalendar, Result, compute
from permits.trajectories.kinds import EventKind
from permits.trajectories.progress import Progress


def views_period(progress: Progress) -> Result | None:
    """Of the draft that was laid open last; None without one, and where the holidays are not known."""
    draft = progress.day(EventKind.DRAFT_LAID_OPEN)
    if draft is None:
        return None
    try:
        return compute("views", draft, {}, progress.book)
    except BeyondCalendar:
        return None


def views_in_time(progress: Progress) -> bool:
    """Whether views came in by the last day; later ones do not count."""
    period = views_period(progress)
    return any(period is None or one.on <= period.end for one in progress.views)
