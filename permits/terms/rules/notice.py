"""Notices counted back from a planned start (Bbl 2.18 and others)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import weeks_after
from permits.terms.citations import COUNTED_BACK, Citation
from permits.terms.lawbook import Lawbook
from permits.terms.options import number
from permits.terms.results import Confidence, Result, Step
from permits.terms.rolling import unrolled, working_day_notice
from permits.terms.texts import Text, Weeks

BASIS = (Citation("bbl", "2.18"),)
USUAL_WEEKS = 4
MOST_WEEKS = 52


@dataclass(frozen=True, slots=True)
class NoticeParams:
    weeks: int = number(
        "weeks",
        _("Weeks before the start"),
        _("Four in most cases."),
        minimum=1,
        maximum=MOST_WEEKS,
        default=USUAL_WEEKS,
    )


def notice_before_start(start: date, params: NoticeParams, book: Lawbook) -> Result:
    """The last day to notify: ``weeks`` before ``start``. Counted back, so it never moves (Atw 1(2))."""
    last = weeks_after(start, -params.weeks)
    closing = unrolled(book, last, COUNTED_BACK)
    text = Text(_("%(length)s before that: the last day to notify."), {"length": Weeks(params.weeks)})
    steps = (
        Step(start, Text(_("Planned start of the work.")), BASIS),
        Step(last, text, (*BASIS, *COUNTED_BACK)),
        *closing.steps,
    )
    notices = working_day_notice(book, last)
    return Result("notice-before-start", start, last, last, steps, Confidence.HIGH, book.version, notices=notices)
