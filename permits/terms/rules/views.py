"""Views on a draft decision, and the decision when there are none (Awb 3:16, 3:18(4))."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import days_after, weeks_after
from permits.terms.citations import Citation
from permits.terms.lawbook import Lawbook
from permits.terms.results import Confidence, Result, Step
from permits.terms.rolling import Closing, rolled
from permits.terms.rules.plain import NoParams
from permits.terms.texts import Text, Weeks

BASIS = (Citation("awb", "3:16", "1"), Citation("awb", "3:16", "2"), Citation("ow", "16.23"))
DECISION = (Citation("awb", "3:18", "4"),)


def views(start: date, params: NoParams, book: Lawbook) -> Result:
    """Six weeks in which the day of laying open is day one: that day plus 41."""
    last = last_day(start, book)
    closing = rolled(book, last)
    steps = (*_counted(start, last, book), *closing.steps)
    return Result("views", start, closing.end, last, steps, Confidence.HIGH, book.version)


def decision_without_views(start: date, params: NoParams, book: Lawbook) -> Result:
    """Four weeks after the period for views has passed; that period has first rolled to its own end."""
    last_views = last_day(start, book)
    views_closing = rolled(book, last_views)
    weeks = book.lengths.without_views_weeks
    last = weeks_after(views_closing.end, weeks)
    closing: Closing = rolled(book, last)
    text = Text(_("No views came in: decide within %(length)s after that."), {"length": Weeks(weeks)})
    steps = (
        *_counted(start, last_views, book),
        *views_closing.steps,
        Step(last, text, DECISION),
        *closing.steps,
    )
    return Result("decision-without-views", start, closing.end, last, steps, Confidence.HIGH, book.version)


def last_day(start: date, book: Lawbook) -> date:
    return days_after(start, 7 * book.lengths.views_weeks - 1)


def _counted(start: date, last: date, book: Lawbook) -> tuple[Step, Step]:
    length = Weeks(book.lengths.views_weeks)
    return (
        Step(start, Text(_("The draft is laid open: this day counts as the first.")), BASIS),
        Step(last, Text(_("Last day of %(length)s for views."), {"length": length}), BASIS),
    )
