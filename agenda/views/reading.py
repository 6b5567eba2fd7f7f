"""How the agenda's pages tell what the listings say."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agenda.enums import OPEN_STATES
from publication.counts import narrowed
from publication.text import fold
from valuechains.enums import Confidence
from valuechains.pages import Known, day, rows
from valuechains.pages import trail as trail_of
from valuechains.wording import place_in_report

Row = dict[str, Any]


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """A breadcrumb below the agenda."""
    return trail_of((_("Agenda"), reverse("agenda:overview")), *steps)


def told(row: Row) -> Row:
    """A row with its confidence and its place in the source in words."""
    return {
        **row,
        "confidenceName": Confidence(row["confidence"]).label,
        "place": place_in_report(row["reference"]),
    }


def by_name(found: list[Row]) -> list[Row]:
    """In the order of the names in the language of the page; listings keep one order, the Dutch one."""
    return sorted(found, key=lambda row: (fold(row["name"]), row["slug"]))


def told_action(row: Row) -> Row:
    due = datetime.date.fromisoformat(row["dueOn"])
    is_open = row["state"] in [state.value for state in OPEN_STATES]
    return {
        **told(row),
        "due": day(row["dueOn"]),
        "ended": day(row["endedOn"]) if row["endedOn"] else "",
        "is_open": is_open,
        "is_overdue": is_open and due < timezone.localdate(),
    }


def actions_of(known: Known, **facets: list[str]) -> list[Row]:
    """The public actions with these facets: the open ones by due date, then what has ended."""
    found = [told_action(row) for row in rows(narrowed("actions", known, **facets), "due")]
    return sorted(found, key=lambda row: not row["is_open"])


def when(text: str) -> str:
    """``2026-Q4`` as “fourth quarter of 2026”, ``2027`` as it is, other dates as days."""
    if len(text) == len("2027"):
        return text
    if "Q" in text:
        year, quarter = text.split("-Q")
        names = (_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter"))
        return _("%(quarter)s of %(year)s") % {"quarter": names[int(quarter) - 1], "year": year}
    return day(text)


def is_past(text: str, on: datetime.date | None = None) -> bool:
    """Whether a date as exact as its source lies before a day (today): a quarter or year when it is over."""
    today = on or timezone.localdate()
    if len(text) == len("2027"):
        return int(text) < today.year
    if "Q" in text:
        year, quarter = text.split("-Q")
        return (int(year), int(quarter)) < (today.year, (today.month - 1) // 3 + 1)
    return text < today.isoformat()[: len(text)]


def date_text(value: datetime.date) -> str:
    return date_format(value, "j F Y")
