"""Weeks and months on the calendar, before any holiday is looked at."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def days_after(event: date, days: int) -> date:
    return event + timedelta(days=days)


def weeks_after(event: date, weeks: int) -> date:
    """Last day of a term of weeks after ``event``: the day of the event does not count, so the same weekday."""
    return event + timedelta(weeks=weeks)


def months_after(event: date, months: int) -> date:
    """Same day number ``months`` later; where that month is too short, its last day."""
    year, month = _month(event, months)
    return date(year, month, min(event.day, monthrange(year, month)[1]))


def months_from(first_day: date, months: int) -> date:
    """Last day of a term of months in which ``first_day`` itself counts.

    It ends the day before the same day number. From 31 August six months run to the end of February, because there
    is no 31 February to stop before.
    """
    year, month = _month(first_day, months)
    if first_day.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, first_day.day) - timedelta(days=1)


def clipped(event: date, months: int) -> bool:
    """Whether the month in which the term ends is too short for the day number of ``event``."""
    year, month = _month(event, months)
    return event.day > monthrange(year, month)[1]


def _month(event: date, months: int) -> tuple[int, int]:
    years, month = divmod(event.month - 1 + months, 12)
    return event.year + years, month + 1
