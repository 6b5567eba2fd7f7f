"""Objection, the decision on it, and appeal (Awb chapters 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import weeks_after
from permits.terms.citations import Citation
from permits.terms.lawbook import Lawbook
from permits.terms.options import flag
from permits.terms.results import Confidence, Result, Step
from permits.terms.rolling import rolled
from permits.terms.rules.plain import NoParams, next_day
from permits.terms.texts import Text, Weeks

PERIOD = Citation("awb", "6:7")


@dataclass(frozen=True, slots=True)
class ObjectionDecisionParams:
    advisory_committee: bool = flag("advisoryCommittee", _("An advisory committee hears the objection"))


def objection(start: date, params: NoParams, book: Lawbook) -> Result:
    """Six weeks from the day after the decision was made known (Awb 6:8(1))."""
    basis = (PERIOD, Citation("awb", "6:8", "1"))
    return _from_next_day("objection", start, book.lengths.remedy_weeks, book, _("The decision is made known."), basis)


def appeal(start: date, params: NoParams, book: Lawbook) -> Result:
    """Six weeks from the day after the decision was laid open (Awb 6:8(4))."""
    basis = (PERIOD, Citation("awb", "6:8", "4"))
    return _from_next_day("appeal", start, book.lengths.remedy_weeks, book, _("The decision is laid open."), basis)


def objection_decision(start: date, params: ObjectionDecisionParams, book: Lawbook) -> Result:
    """Six weeks, or twelve with an advisory committee, from the day after the objection period (Awb 7:10(1))."""
    lengths = book.lengths
    weeks = lengths.objection_committee_weeks if params.advisory_committee else lengths.objection_decision_weeks
    basis = (Citation("awb", "7:10", "1"),)
    event = _("Last day of the period for objection.")
    return _from_next_day("objection-decision", start, weeks, book, event, basis)


def _from_next_day(
    rule: str, start: date, weeks: int, book: Lawbook, event: Promise, basis: tuple[Citation, ...]
) -> Result:
    """The day after ``start`` is day one, so the term ends on the weekday of ``start``."""
    last = weeks_after(start, weeks)
    closing = rolled(book, last)
    steps = (
        Step(start, Text(event), basis),
        Step(next_day(start), Text(_("First day of the term.")), basis),
        Step(last, Text(_("Last day of %(length)s."), {"length": Weeks(weeks)}), basis),
        *closing.steps,
    )
    return Result(rule, start, closing.end, last, steps, Confidence.HIGH, book.version)
