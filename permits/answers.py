"""A computed term as the API writes it and the page shows it, in the language of the moment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.terms import Result

DISCLAIMER = _(
    "This computation informs; it does not decide. No lawyer has confirmed it: ask the competent authority for the "
    "date that counts."
)


def as_json(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "startDate": result.start,
        "endDate": result.end,
        "calendarEndDate": result.calendar_end,
        "steps": [{"date": step.date, "text": str(step.text), "legalBasis": step.legal_basis} for step in result.steps],
        "alternatives": [
            {"date": other.date, "reading": str(other.reading), "legalBasis": other.legal_basis}
            for other in result.alternatives
        ],
        "notices": [str(notice) for notice in result.notices],
        "confidence": result.confidence.value,
        "version": result.version,
        "disclaimer": str(DISCLAIMER),
    }
