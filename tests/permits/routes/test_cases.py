"""The twelve worked cases: exact to the day, and the dates counted once more without the terms engine."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest

from permits.law.document import read_files
from permits.routes.case_checks import check_case, flat, outcome
from permits.routes.schedule import Scenario
from permits.terms import CURRENT

CASES = read_files()["cases"]
NAMES = [case["slug"] for case in CASES]
# Days on which no term ends, in the years of the cases; written down here apart from fixtures/terms.
FREE = {
    *(date(2026, month, day) for month, day in [(12, 25), (12, 26)]),
    *(date(2027, month, day) for month, day in [(1, 1), (3, 26), (3, 29), (4, 27), (5, 5), (5, 6), (5, 7), (5, 17)]),
    *(date(2028, month, day) for month, day in [(4, 14), (4, 17), (4, 27), (4, 28), (5, 5), (5, 25), (5, 26), (6, 5)]),
}


def rolled(day: date) -> date:
    while day.weekday() >= 5 or day in FREE:
        day += timedelta(days=1)
    return day


def half_a_year(day: date) -> date:
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def decision(procedure: str, application: date, case: str, *, consent: bool, together: bool, bibob: bool) -> date:
    """Ow 16.64, Awb 3:18: extension of 42 days and completion of 28 in the worst case, 84 for Bibob."""
    more = timedelta(days=0 if case == "normal" else 42 + 28 + (84 if bibob else 0))
    if procedure == "extended":
        return half_a_year(application) - timedelta(days=1 if together else 0) + more
    base = application + timedelta(weeks=12 if consent else 8)
    return base + more if more else rolled(base)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_plan_is_what_the_case_expects(ruleset, case):
    worked = next(one for one in ruleset.cases if one.slug == case["slug"])
    assert [f"{one.path}: {one.reason}" for one in check_case(ruleset, worked, CURRENT)] == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_dates_of_the_case_count_up_by_hand(case):
    """From the fixture alone: not one line of permits runs here."""
    expected, answers = case["expected"], case["answers"]
    rows = expected["procedures"]
    together = "water" in " ".join(answers["discharge"]) and "mba-ippc" in rows
    for slug, row in rows.items():
        application = date.fromisoformat(row["application"])
        for scenario in ("normal", "worst"):
            end = date.fromisoformat(row[scenario])
            if slug == "mer-beoordeling":
                assert end == rolled(application + timedelta(weeks=6))
            elif row["procedure"] == "notification":
                assert end == application + timedelta(weeks=4)
            else:
                asked = answers.get("consent")
                may = slug in ("mba-overig", "bopa")
                decided = decision(
                    row["procedure"],
                    application,
                    scenario,
                    consent=may and (asked == "yes" or (asked is None and scenario == "worst")),
                    together=together and slug in ("mba-ippc", "mba-seveso", "lozing-rijkswater", "lozing-regionaal"),
                    bibob=answers["bibob-advice"] == "yes",
                )
                assert end == rolled(decided + timedelta(weeks=6)), (slug, scenario)
    for scenario in ("normal", "worst"):
        assert expected["end"][scenario] == max(row[scenario] for row in rows.values())


def test_there_are_the_twelve_cases_of_the_issue():
    assert len(set(NAMES)) == 12
    text = " ".join(NAMES)
    for word in (
        "black-mass-maasvlakte",
        "scrap-yard-zoetermeer",
        "car-dismantler",
        "laboratory-delft",
        "metal-trader",
        "smelter-below",
        "smelter-above",
        "silicon",
        "nickel-cobalt",
        "electronics-sorter",
        "extension",
        "strategic",
    ):
        assert word in text


def test_a_case_that_expects_something_else_is_told_by_its_place(ruleset):
    worked = ruleset.cases[0]
    changed = dict(worked.expected) | {"end": {"normal": "2027-11-25", "worst": worked.expected["end"]["worst"]}}
    wrong = list(check_case(ruleset, _with(worked, changed), CURRENT))
    assert [one.path for one in wrong] == [f"cases.{worked.slug}.expected.end.normal"]
    assert "2027-11-25" in str(wrong[0].reason)
    assert "2027-11-24" in str(wrong[0].reason)


def test_a_case_must_say_what_it_expects(ruleset):
    worked = ruleset.cases[0]
    silent = [one.path for one in check_case(ruleset, _with(worked, {}), CURRENT)]
    assert f"cases.{worked.slug}.expected.needed" in silent
    assert f"cases.{worked.slug}.expected.end.worst" in silent
    assert f"cases.{worked.slug}.expected.procedures.mba-ippc" in silent


def test_the_outcome_lists_every_dated_procedure(planned, cases):
    made = planned(cases["nickel-cobalt-recovery"])
    rows = outcome(made)
    dated = {name.split(".")[1] for name in rows if name.endswith(".normal") and name.startswith("procedures.")}
    assert dated == set(made.timelines[Scenario.NORMAL].runs)
    assert flat({"a": {"b": ["y", "x"]}, "c": None}) == {"a.b": "x, y", "c": ""}


def test_the_smelter_tips_at_the_threshold(planned, cases):
    """20 tonnes is not yet above 20 tonnes."""
    for amount, needed in ((19.9, "mba-overig"), (20, "mba-overig"), (20.1, "mba-ippc")):
        made = planned(cases["smelter-below-threshold"], melting_per_day=amount)
        decided = {slug: made.situation.decide(slug).need.value for slug in ("mba-overig", "mba-ippc")}
        assert decided.pop(needed) == "needed"
        assert set(decided.values()) == {"not-needed"}


def test_worst_is_never_before_normal(planned, cases):
    for answers in cases.values():
        made = planned(answers)
        lines = [made.timelines[case] for case in (Scenario.NORMAL, Scenario.WORST)]
        for slug in lines[0].runs:
            first, later = (line.runs[slug].end for line in lines)
            assert first <= later
        assert all(first.end <= later.end for first, later in pairwise(lines))


def _with(case, expected):
    return type(case)(case.slug, case.title, case.story, case.answers, expected)
