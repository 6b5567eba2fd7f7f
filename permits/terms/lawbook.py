"""What the rules compute with: lengths, holidays and readings of one version of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from permits.terms.calendar import Calendar, Holiday, HolidayKind
from permits.terms.reading import calendar_data


class CompletionCounting(StrEnum):
    """How many days a request for completion suspends; the law does not settle it (Awb 4:15(1))."""

    LITERAL = "literal"
    """From the day after the request to the day before completion: the difference of the dates minus one."""
    DIFFERENCE = "difference"
    """The difference of the dates, as most authorities count."""

    @property
    def other(self) -> CompletionCounting:
        return CompletionCounting.DIFFERENCE if self is CompletionCounting.LITERAL else CompletionCounting.LITERAL


@dataclass(frozen=True, slots=True)
class Lengths:
    """The periods that the law names; docs/terms.md gives the article of each."""

    regular_weeks: int = 8
    regular_consent_weeks: int = 12
    extended_months: int = 6
    extension_weeks_at_most: int = 6
    extension_limit_weeks: int = 8
    views_weeks: int = 6
    without_views_weeks: int = 4
    remedy_weeks: int = 6
    objection_decision_weeks: int = 6
    objection_committee_weeks: int = 12
    decline_weeks: int = 4
    screening_weeks: int = 6
    consent_weeks: int = 4
    force_weeks: int = 4
    safety_report_months: int = 6
    bibob_days: int = 84
    completeness_days: int = 45
    crma_months: int = 15
    crma_extraction_months: int = 27
    crma_running_months: int = 12
    crma_running_extraction_months: int = 24
    crma_extension_months: int = 3
    crma_extraction_extension_months: int = 6


@dataclass(frozen=True, slots=True)
class Lawbook:
    """One version of the law. A procedure keeps the version that it began under."""

    version: str
    since: date
    """First day of receipt to which these rules apply."""
    crma_since: date
    calendar: Calendar
    lengths: Lengths = field(default_factory=Lengths)
    counting: CompletionCounting = CompletionCounting.LITERAL

    def counted(self, counting: CompletionCounting) -> Lawbook:
        return self if counting is self.counting else replace(self, counting=counting)


def read_calendar() -> Calendar:
    data = calendar_data()
    holidays = [
        Holiday(
            date.fromisoformat(row["date"]), row["name"], HolidayKind(row["kind"]), row["source"], row["confidence"]
        )
        for row in data["days"]
    ]
    return Calendar(data["version"], data["firstYear"], data["lastYear"], {day.date: day for day in holidays})


CURRENT = Lawbook("2026-11-21", date(2024, 1, 1), date(2024, 5, 23), read_calendar())
LAWBOOKS: Mapping[str, Lawbook] = {CURRENT.version: CURRENT}
