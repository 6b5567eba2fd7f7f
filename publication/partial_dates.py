"""Dates that are as exact as their source: 2027, 2026-Q4, 2026-04 or 2026-04-30."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORM = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
NO_SUCH_DAY = _("This date is not in the calendar.")


def first_day(text: str) -> datetime.date | None:
    """The first day of what such a date names; nothing when it has another form or is not in the calendar."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    year, quarter, month, day = found.groups()
    try:
        return datetime.date(int(year), int(quarter) * 3 - 2 if quarter else int(month or 1), int(day or 1))
    except ValueError:
        return None


#: A status that began before, or begins later, was typed wrongly.
EARLIEST_YEAR, YEARS_AHEAD = 1900, 10
FAR = _("This year cannot be meant: give one from %(first)s to %(last)s.")


def years_around(text: str) -> dict[str, str]:
    """Between which years such a date should lie, when it does not; else nothing."""
    found = first_day(text)
    last = timezone.localdate().year + YEARS_AHEAD
    if found is None or EARLIEST_YEAR <= found.year <= last:
        return {}
    return {"first": str(EARLIEST_YEAR), "last": str(last)}


def refuse_far_day(name: str, text: str) -> None:
    """Tell at the field that nobody can mean its year."""
    if far := years_around(text):
        raise ValidationError({name: FAR % far})


def refuse_no_day(name: str, text: str, form: str | Promise) -> None:
    """Tell at the field that its date has not the right ``form``, or does not exist.

    The form is a rule of the database too. That 31 February is no day is not, and pages put every date in words: one
    that is in no calendar would stop them.
    """
    if text and first_day(text) is None:
        raise ValidationError({name: NO_SUCH_DAY if FORM.fullmatch(text) else form})
