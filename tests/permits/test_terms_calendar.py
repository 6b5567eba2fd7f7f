"""The holidays as data: what the act names is there for each year, and nothing that it does not name."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from permits.terms import CURRENT, compute
from permits.terms.calendar import HolidayKind
from permits.terms.rolling import act_applies

CALENDAR = CURRENT.calendar
YEARS = range(CALENDAR.first_year, CALENDAR.last_year + 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_the_days_of_the_act(year):
    sunday = easter(year)
    king = date(year, 4, 27)
    expected = {
        date(year, 1, 1),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        king - timedelta(days=king.weekday() == 6),
        date(year, 5, 5),
        sunday + timedelta(days=39),
        sunday + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    }
    named = {day for day, holiday in CALENDAR.holidays.items() if holiday.kind is not HolidayKind.DECREE}
    assert {day for day in named if day.year == year} == expected


def test_days_put_on_a_par_by_decree():
    decreed = {day.isoformat() for day, one in CALENDAR.holidays.items() if one.kind is HolidayKind.DECREE}
    assert decreed == {
        "2024-05-10",
        "2024-12-27",
        "2025-05-30",
        "2026-01-02",
        "2026-05-15",
        "2027-05-07",
        "2028-04-28",
        "2028-05-26",
    }
    assert all(CALENDAR.holidays[date.fromisoformat(day)].confidence == "medium" for day in decreed)


@pytest.mark.parametrize(("start", "day"), [("2026-03-19", "15 May 2026"), ("2026-03-20", "15 May 2026")])
def test_a_step_over_such_a_day_says_where_it_is_known_from(start, day):
    with override("en"):
        assert f"{day} is put on a par" in str(compute("regular", start).steps[-1].text)
        assert "on a par" not in str(compute("regular", "2026-03-02").steps[-1].text)


@pytest.mark.parametrize("day", ["2026-05-04", "2027-04-26", "2026-12-31", "2026-12-24"])
def test_days_that_are_often_taken_for_holidays(day):
    assert not CALENDAR.is_free(date.fromisoformat(day))


def test_exactly_twelve_weeks_ninety_days_or_three_months_still_roll():
    assert act_applies(weeks=12)
    assert act_applies(days=90)
    assert act_applies(months=3)
    assert not act_applies(weeks=13)
    assert not act_applies(days=91)
    assert not act_applies(months=4)
    assert not act_applies(years=1)
