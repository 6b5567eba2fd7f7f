"""Dated cases, exact to the day: those of fixtures/terms/cases.json, and others with the count by hand beside them."""

import json
from datetime import date
from pathlib import Path

import pytest

from permits.terms import Confidence, Suspension, SuspensionKind, TermError, compute

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "terms" / "cases.json"
CASES = json.loads(FIXTURE.read_text(encoding="utf-8"))["cases"]
BIBOB = {"kind": "bibob", "requestedOn": "2026-04-01", "endedOn": "2026-05-20"}


def completion(requested: str, ended: str, period: bool = True) -> dict[str, object]:
    return {"kind": "completion", "requestedOn": requested, "endedOn": ended, "periodSet": period}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_shared_cases(case):
    result = compute(case["rule"], case["startDate"], case["params"])
    assert result.end.isoformat() == case["endDate"]
    assert [reading.date.isoformat() for reading in result.alternatives] == case["alternatives"]
    assert result.confidence == case["confidence"]
    assert set(case["stepDates"]) <= {step.date.isoformat() for step in result.steps}


def test_there_are_as_many_cases_as_were_agreed():
    assert len(CASES) == 26
    assert len({case["id"] for case in CASES}) == 26


# Each row is counted by hand; the remark says how.
ROWS = [
    # 2026-02-21 is a Saturday; + 56 days = Saturday 18 April -> Monday 20 April.
    ("regular", "2026-02-21", {}, "2026-04-20"),
    # Sunday 22 February + 56 = Sunday 19 April -> Monday 20 April: the same day as the Saturday before it.
    ("regular", "2026-02-22", {}, "2026-04-20"),
    # Tuesday 10 March + 56 = Tuesday 5 May, Liberation Day -> Wednesday 6 May.
    ("regular", "2026-03-10", {}, "2026-05-06"),
    # Monday 30 March + 56 = Whit Monday 25 May -> Tuesday 26 May.
    ("regular", "2026-03-30", {}, "2026-05-26"),
    # Friday 31 October 2025 + 56 = Boxing Day, a Friday; weekend -> Monday 29 December.
    ("regular", "2025-10-31", {}, "2025-12-29"),
    # 2025: King's Day is Saturday 26 April, because the 27th is a Sunday. 2 March + 56 = Sunday 27 April -> Monday 28.
    ("regular", "2025-03-02", {}, "2025-04-28"),
    # Thursday 4 January 2024 + 56 = Thursday 29 February 2024.
    ("regular", "2024-01-04", {}, "2024-02-29"),
    # 8 + 4 = exactly 12 weeks: the act still applies. Thursday 19 February + 84 = Ascension Day -> Monday 18 May.
    ("regular", "2026-02-19", {"extensionWeeks": 4}, "2026-05-18"),
    # 8 + 5 = 13 weeks: it does not. Thursday 12 February + 91 = Ascension Day, which stands.
    ("regular", "2026-02-12", {"extensionWeeks": 5}, "2026-05-14"),
    # Consent 12 + 6 = 18 weeks, no rolling. Thursday 8 January + 126 = Thursday 14 May, Ascension Day.
    ("regular", "2026-01-08", {"consent": True, "extensionWeeks": 6}, "2026-05-14"),
    # Held over until Thursday 19 March: counted from there, as from receipt. + 56 = Ascension Day -> 18 May.
    ("regular", "2026-01-12", {"heldOverUntil": "2026-03-19"}, "2026-05-18"),
    # 31 August + 6 months: no 31 February -> 28 February 2027 (a Sunday, stands).
    ("extended", "2026-08-31", {}, "2027-02-28"),
    # In the leap year 2028 the same day gives 29 February.
    ("extended", "2027-08-31", {}, "2028-02-29"),
    ("extended", "2024-02-29", {}, "2024-08-29"),
    # From 1 March, that day counting, six months end on 31 August.
    ("extended", "2026-03-01", {"lastApplication": "2026-03-01"}, "2026-08-31"),
    # From 31 August: there is no 31 February to stop before, so the whole of February counts.
    ("extended", "2026-08-31", {"lastApplication": "2026-08-31"}, "2027-02-28"),
    # Held over: six months after 20 March instead of after 2 March.
    ("extended", "2026-03-02", {"heldOverUntil": "2026-03-20"}, "2026-09-20"),
    # Views laid open on King's Day week: Tuesday 17 March + 41 = Monday 27 April -> Tuesday 28 April.
    ("views", "2026-03-17", {}, "2026-04-28"),
    # Laid open on Friday 6 March: + 41 = Thursday 16 April.
    ("views", "2026-03-06", {}, "2026-04-16"),
    # Views until Tuesday 28 April (rolled, see above); + 28 = Tuesday 26 May.
    ("decision-without-views", "2026-03-17", {}, "2026-05-26"),
    # Thursday 5 March + 41 = Wednesday 15 April; + 28 = Wednesday 13 May.
    ("decision-without-views", "2026-03-05", {}, "2026-05-13"),
    # Thursday 20 November 2025 + 42 = 1 January; 2 January equated; weekend -> Monday 5 January.
    ("objection", "2025-11-20", {}, "2026-01-05"),
    ("appeal", "2025-11-20", {}, "2026-01-05"),
    # Last day of objection Tuesday 22 July 2025; + 42 = Tuesday 2 September, + 84 = Tuesday 14 October.
    ("objection-decision", "2025-07-22", {}, "2025-09-02"),
    ("objection-decision", "2025-07-22", {"advisoryCommittee": True}, "2025-10-14"),
    # Twelve weeks exactly still roll: Thursday 19 February 2026 + 84 = Ascension Day -> Monday 18 May.
    ("objection-decision", "2026-02-19", {"advisoryCommittee": True}, "2026-05-18"),
    # Monday 30 March + 28 = King's Day -> Tuesday 28 April.
    ("decline-incomplete", "2026-03-30", {}, "2026-04-28"),
    ("consent", "2026-03-30", {}, "2026-04-28"),
    # Monday 16 March + 42 = King's Day -> Tuesday 28 April.
    ("eia-screening", "2026-03-16", {}, "2026-04-28"),
    # 31 March + 6 months = 30 September; too long to roll.
    ("safety-report", "2026-03-31", {}, "2026-09-30"),
    ("entry-into-force", "2026-12-24", {}, "2026-12-25"),
    # Start on Monday 25 May 2026 minus 28 = King's Day. Counted back: it stands.
    ("notice-before-start", "2026-05-25", {}, "2026-04-27"),
    ("notice-before-start", "2026-05-25", {"weeks": 2}, "2026-05-11"),
    # Wednesday 2 September + 45 = Saturday 17 October, which stands by the cautious reading.
    ("crma-completeness", "2026-09-02", {}, "2026-10-17"),
    ("crma", "2026-06-15", {"withExtraction": True}, "2028-09-15"),
    ("crma", "2026-06-15", {"alreadyInProcess": True}, "2027-06-15"),
    ("crma", "2026-06-15", {"alreadyInProcess": True, "withExtraction": True}, "2028-06-15"),
    # 30 November 2025 + 15 months: no 30 February -> 28 February 2027.
    ("crma", "2025-11-30", {}, "2027-02-28"),
]


@pytest.mark.parametrize(("rule", "start", "params", "end"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_counted_by_hand(rule, start, params, end):
    assert compute(rule, start, params).end.isoformat() == end


class TestSuspension:
    def test_without_a_period_nothing_is_suspended_but_the_step_says_so(self):
        given = {"suspensions": [completion("2026-01-20", "2026-02-03", period=False)]}
        result = compute("regular", "2026-01-14", given)
        assert result.end == date(2026, 3, 11)
        assert date(2026, 1, 20) in {step.date for step in result.steps}

    def test_overlapping_suspensions_count_each_day_once(self):
        # Bibob 1 April - 20 May is 50 days. Completion 10 April - 30 May (literal: 11 April to 29 May) adds only
        # 21 to 29 May, nine days. Base Monday 27 April + 59 = Thursday 25 June.
        given = {"suspensions": [completion("2026-04-10", "2026-05-30"), BIBOB]}
        result = compute("regular", "2026-03-02", given)
        assert result.end == date(2026, 6, 25)
        # By the difference of the dates 30 May counts too: one day more.
        assert [reading.date for reading in result.alternatives] == [date(2026, 6, 26)]

    def test_one_inside_the_other_adds_nothing(self):
        inside = completion("2026-04-10", "2026-04-20")
        given = {"suspensions": [inside, BIBOB]}
        assert compute("regular", "2026-03-02", given).end == date(2026, 6, 16)

    def test_bibob_suspends_twelve_weeks_at_most_unless_the_bureau_waited_for_data(self):
        # 1 April to 10 July is 101 days. 27 April + 84 = Monday 20 July; + 101 = Thursday 6 August.
        given = {"suspensions": [{**BIBOB, "endedOn": "2026-07-10"}]}
        result = compute("regular", "2026-03-02", given)
        assert result.end == date(2026, 7, 20)
        assert [reading.date for reading in result.alternatives] == [date(2026, 8, 6)]
        assert any("Bibob" in str(notice) for notice in result.notices)

    def test_completed_on_the_day_of_the_request_or_the_next_suspends_nothing_by_the_letter(self):
        for ended in ("2026-01-20", "2026-01-21"):
            result = compute("regular", "2026-01-14", {"suspensions": [completion("2026-01-20", ended)]})
            assert result.end == date(2026, 3, 11)

    def test_what_lies_before_the_end_of_the_holding_over_does_not_count(self):
        # 2 March takes the place of the day of receipt, so 3 March is day one: of the 50 days from 20 February to
        # 10 April those from 3 March on count, 39. 27 April + 39 = Friday 5 June (11 April is day one of 56).
        bibob = {"kind": "bibob", "requestedOn": "2026-02-20", "endedOn": "2026-04-10"}
        result = compute("regular", "2026-02-02", {"heldOverUntil": "2026-03-02", "suspensions": [bibob]})
        assert result.end == date(2026, 6, 5)

    def test_a_day_that_is_not_counted_cannot_be_suspended(self):
        # Bibob on the day of receipt, ten days: 2 to 11 March. Day one is 3 March, so nine of them count:
        # King's Day 27 April + 9 = Wednesday 6 May. Of coordinated applications the day itself counts: all ten.
        bibob = {"kind": "bibob", "requestedOn": "2026-03-02", "endedOn": "2026-03-11"}
        assert compute("regular", "2026-03-02", {"suspensions": [bibob]}).end == date(2026, 5, 6)
        assert compute("extended", "2026-03-02", {"suspensions": [bibob]}).end == date(2026, 9, 11)
        together = {"lastApplication": "2026-03-02", "suspensions": [bibob]}
        assert compute("extended", "2026-03-02", together).end == date(2026, 9, 11)

    def test_asked_for_on_the_last_day_nothing_is_left_to_suspend_by_the_letter(self):
        # 14 January + 56 = Wednesday 11 March. Completion asked that day suspends from 12 March: 24 March (13 days)
        # only by the other reading, 25 March by the difference of the dates. Asked a day earlier it counts.
        late = compute("regular", "2026-01-14", {"suspensions": [completion("2026-03-11", "2026-03-25")]})
        assert late.end == date(2026, 3, 11)
        assert [reading.date for reading in late.alternatives] == [date(2026, 3, 24), date(2026, 3, 25)]
        in_time = compute("regular", "2026-01-14", {"suspensions": [completion("2026-03-10", "2026-03-24")]})
        assert in_time.end == date(2026, 3, 24)

    def test_rolling_comes_after_adding_the_days(self):
        # King's Day 27 April is the un-rolled end; + 3 days = Thursday 30 April (rolled first it would be 1 May).
        given = {"suspensions": [completion("2026-03-10", "2026-03-14")]}
        result = compute("regular", "2026-03-02", given)
        assert (result.calendar_end, result.end) == (date(2026, 4, 30), date(2026, 4, 30))


class TestReadings:
    def test_base_and_extension_apart_roll_twice(self):
        # Base ends on King's Day -> 28 April; + 6 weeks = Tuesday 9 June. Cautious: 27 April + 42 = Monday 8 June.
        result = compute("regular", "2026-03-02", {"extensionWeeks": 6})
        assert result.end == date(2026, 6, 8)
        assert [reading.date for reading in result.alternatives] == [date(2026, 6, 9)]
        assert result.confidence is Confidence.MEDIUM

    def test_several_disputes_are_shown_one_by_one_and_together(self):
        # Thursday 15 January + 98 = Thursday 23 April; + 21 suspended = Thursday 14 May, Ascension Day.
        # Difference of the dates (22 days): Friday 15 May. Apart: 12 March + 21 = 2 April; + 42 = 14 May -> 18 May.
        # Both: 12 March + 22 = Good Friday -> Tuesday 7 April; + 42 = Tuesday 19 May.
        suspended = completion("2026-02-02", "2026-02-24")
        result = compute("regular", "2026-01-15", {"extensionWeeks": 6, "suspensions": [suspended]})
        assert result.end == date(2026, 5, 14)
        assert [reading.date.isoformat() for reading in result.alternatives] == [
            "2026-05-15",
            "2026-05-18",
            "2026-05-19",
        ]

    def test_the_cautious_reading_is_never_later_than_the_others(self):
        for case in CASES:
            result = compute(case["rule"], case["startDate"], case["params"])
            assert all(result.end < reading.date for reading in result.alternatives)

    def test_the_extended_date_of_a_cap_is_a_step_and_counts_from_the_cap(self):
        # 28 February 2027 + 3 months = 28 May; 18 months after 30 November would be 30 May. The earlier one is shown.
        result = compute("crma", "2025-11-30", {"extensionMonths": 3})
        assert (result.end, result.steps[-1].date) == (date(2027, 2, 28), date(2027, 5, 28))

    def test_other_grounds_suspend_between_their_dates_and_are_known_to_trajectories_alone(self):
        # 14 January + 56 = 11 March; 21 January to 2 February are 13 days: 24 March. By the difference 25 March.
        other = Suspension(SuspensionKind.OTHER, date(2026, 1, 20), date(2026, 2, 3))
        result = compute("regular", "2026-01-14", {"suspensions": [other]})
        assert result.end == date(2026, 3, 24)
        assert [reading.date for reading in result.alternatives] == [date(2026, 3, 25)]
        sent = {"kind": "other", "requestedOn": "2026-01-20", "endedOn": "2026-02-03"}
        with pytest.raises(TermError):
            compute("regular", "2026-01-14", {"suspensions": [sent]})
