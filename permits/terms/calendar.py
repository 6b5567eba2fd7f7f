"""Which days are no working days in the law's sense. The days are data: they change by royal decree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permits.terms.errors import BeyondCalendar, FaultKind, fault

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class HolidayKind(StrEnum):
    """Algemene termijnenwet, article 3: paragraph 1, 2 and 3."""

    RECOGNISED = "recognised"
    ACT = "act"
    DECREE = "decree"


@dataclass(frozen=True, slots=True)
class Holiday:
    date: date
    names: Mapping[str, str]
    kind: HolidayKind
    source: str
    confidence: str

    def __str__(self) -> str:
        return self.names[get_language() or "nl"]


@dataclass(frozen=True, slots=True)
class DayName:
    """Why a day is no working day: the name of the holiday, else the weekday."""

    day: date
    holiday: Holiday | None

    def __str__(self) -> str:
        return str(self.holiday) if self.holiday else str(WEEKDAYS[self.day.weekday()])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays of the years ``first_year`` to ``last_year``, both included; beyond them nothing is guessed."""

    version: str
    first_year: int
    last_year: int
    holidays: Mapping[date, Holiday]

    def knows(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def is_free(self, day: date) -> bool:
        """Saturday, Sunday, or a holiday in the sense of article 3; BeyondCalendar for a year that is not known."""
        if not self.first_year <= day.year <= self.last_year:
            raise self.beyond(day)
        return day.weekday() >= SATURDAY or day in self.holidays

    def roll(self, day: date) -> date:
        """``day`` itself, or the first day after it that is not free."""
        while self.is_free(day):
            day += ONE_DAY
        return day

    def roll_if_known(self, day: date) -> date | None:
        """For a reading that is only shown beside another one: None where the year is not known."""
        try:
            return self.roll(day)
        except BeyondCalendar:
            return None

    def decreed(self, first: date, end: date) -> date | None:
        """The day before ``end`` that only a royal decree makes a holiday; those have the weakest source."""
        while first < end:
            holiday = self.holidays.get(first)
            if holiday is not None and holiday.kind is HolidayKind.DECREE:
                return first
            first += ONE_DAY
        return None

    def working_day_before(self, day: date) -> date | None:
        """The last working day before ``day``; None where the calendar does not reach that far back."""
        day -= ONE_DAY
        while self.knows(day) and self.is_free(day):
            day -= ONE_DAY
        return day if self.knows(day) else None

    def name_of(self, day: date) -> DayName:
        return DayName(day, self.holidays.get(day))

    def beyond(self, day: date, field: str = "startDate") -> BeyondCalendar:
        return BeyondCalendar(
            [
                fault(
                    field,
                    _(
                        "The holidays of %(year)s are not known (known: %(first)s to %(last)s), "
                        "so this date cannot be computed."
                    ),
                    FaultKind.BEYOND_CALENDAR,
                    year=day.year,
                    first=self.first_year,
                    last=self.last_year,
                )
            ]
        )
