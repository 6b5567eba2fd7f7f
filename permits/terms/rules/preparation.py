"""Terms on the way to a decision: declining, EIA screening, consent, safety report."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.citations import Citation
from permits.terms.lawbook import Lawbook
from permits.terms.results import Confidence, Result
from permits.terms.rules.plain import NoParams, months_term, weeks_term


def decline_incomplete(start: date, params: NoParams, book: Lawbook) -> Result:
    """Four weeks after the period for completion passed unused (Awb 4:5(4))."""
    return weeks_term(
        "decline-incomplete",
        start,
        book.lengths.decline_weeks,
        book,
        event=_("Last day of the period for completion, which passed unused."),
        basis=(Citation("awb", "4:5", "4"),),
    )


def eia_screening(start: date, params: NoParams, book: Lawbook) -> Result:
    """Six weeks after receipt of the notification (Ob 11.11); the decree's terms roll as well (Atw 5)."""
    return weeks_term(
        "eia-screening",
        start,
        book.lengths.screening_weeks,
        book,
        event=_("The authority receives the notification."),
        basis=(Citation("ob", "11.11"),),
    )


def consent(start: date, params: NoParams, book: Lawbook) -> Result:
    """Four weeks after the request (Ow 16.18); whether sending or receipt counts is not settled, hence medium."""
    return weeks_term(
        "consent",
        start,
        book.lengths.consent_weeks,
        book,
        event=_("Consent is asked for. Whether the day of sending or of receipt counts has not been confirmed."),
        basis=(Citation("ow", "16.18"),),
        confidence=Confidence.MEDIUM,
    )


def safety_report(start: date, params: NoParams, book: Lawbook) -> Result:
    """Six months after receipt of the report (Ob 13.19); too long to roll."""
    return months_term(
        "safety-report",
        start,
        book.lengths.safety_report_months,
        book,
        event=_("The authority receives the safety report."),
        basis=(Citation("ob", "13.19"),),
    )
