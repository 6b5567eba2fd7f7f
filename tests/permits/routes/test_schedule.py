"""Dependencies, coordination, caps, assumptions, and dates that nobody can know yet."""

from datetime import date

import pytest

from permits.routes.plan import plan
from permits.routes.schedule import Scenario
from permits.terms import CURRENT, CompletionCounting

NORMAL, WORST = Scenario.NORMAL, Scenario.WORST


def entry(made, slug):
    return next(one for one in made.entries if one.permit.slug == slug)


def test_the_screening_comes_before_the_application(planned, cases):
    made = planned(cases["scrap-yard-zoetermeer"])
    runs = made.timelines[NORMAL].runs
    assert runs["mer-beoordeling"].decision == date(2027, 2, 22)
    assert runs["mba-overig"].application == date(2027, 2, 23)
    assert made.timelines[NORMAL].critical == {"mer-beoordeling", "mba-overig"}


def test_the_water_permit_goes_with_the_environmental_permit(planned, cases):
    """TV32: six months from the last application end on the 19th when that comes in on the 20th."""
    made = planned(cases["silicon-refiner"])
    runs = made.timelines[NORMAL].runs
    assert runs["mba-ippc"].application == runs["lozing-regionaal"].application == date(2027, 3, 20)
    assert runs["mba-ippc"].decision == date(2027, 9, 19)
    strategic = planned(cases["strategic-project"])
    applied = {slug: strategic.timelines[NORMAL].runs[slug].application for slug in ("mba-ippc", "lozing-rijkswater")}
    assert set(applied.values()) == {date(2027, 1, 13)}
    assert entry(strategic, "lozing-rijkswater").handling.procedure == "extended"


def test_a_change_without_significant_effects_is_regular(planned, cases):
    for answer, procedure, other in (
        ("no", "regular", []),
        ("yes", "extended", []),
        ("unknown", "extended", ["regular"]),
    ):
        made = planned(cases["extension-permitted-site"], significant_effects=answer)
        handling = entry(made, "mba-ippc").handling
        assert handling.procedure == procedure
        assert [one.procedure for one in handling.other_procedures] == other
    both = made.others["mba-ippc"]
    assert both[NORMAL].runs["mba-ippc"].end < made.timelines[NORMAL].runs["mba-ippc"].end


def test_once_the_province_always_the_province(planned, cases):
    existing = planned(cases["extension-permitted-site"])
    assert entry(existing, "technische-bouwactiviteit").handling.authority.authority == "gs-zh"
    fresh = planned(cases["smelter-above-threshold"])
    handling = entry(fresh, "technische-bouwactiviteit").handling
    assert handling.authority.authority == "bw"
    assert handling.authority.place == "Alblasserdam"
    assert [one.party.authority for one in handling.other_authorities] == ["gs-zh"]


def test_a_split_water_board_is_asked_for(planned, cases):
    made = planned(cases["electronics-sorter-gouda"])
    party = entry(made, "lozing-regionaal").handling.authority
    assert party.authority == ""
    assert party.candidates == ("hh-rijnland", "hhsk")
    assert "water-board" in [one.slug for one in made.situation.open_questions()]
    known = planned(cases["electronics-sorter-gouda"], water_board="hhsk")
    assert entry(known, "lozing-regionaal").handling.authority.authority == "hhsk"
    whole = planned(cases["electronics-sorter-gouda"], municipality="GM0503")
    assert entry(whole, "lozing-regionaal").handling.authority.authority == "hh-delfland"
    assert "water-board" not in [one.slug for one in whole.situation.questions()]


def test_national_water_is_rijkswaterstaat_whatever_the_place(planned):
    for place in ("GM0599", "GM0484", "unknown"):
        made = planned(discharge=["national-water"], municipality=place, activities=["none"], inputs=["none"])
        assert entry(made, "lozing-rijkswater").handling.authority.authority == "rws-wnz"
    works = planned(water_works="national")
    assert entry(works, "waterstaatswerk").handling.authority.authority == "rws-wnz"


def test_an_unknown_place_says_whose_authority_to_look_for(planned):
    made = planned(activities=["scrap-yard"], municipality="unknown")
    handling = entry(made, "mba-overig").handling
    assert handling.authority.ask == "municipality"
    assert handling.executing.ask == "environment-service"


def test_surface_treatment_stays_with_the_municipality(planned):
    made = planned(activities=["surface-treatment"], site="new", municipality="GM0599")
    handling = entry(made, "mba-ippc").handling
    assert (handling.authority.authority, handling.procedure) == ("bw", "extended")


def test_storage_of_hazardous_waste_above_fifty_tonnes_keeps_both_readings(planned):
    """Bal 3.39 against category 5.5 is not settled: possibly one, possibly the other, the cautious one first."""
    made = planned(activities=["waste-storage"], inputs=["other-hazardous-waste"], hazardous_stored=60, site="new")
    assert entry(made, "mba-ippc").decision.need == "possible"
    assert entry(made, "mba-overig").decision.need == "possible"
    assert entry(made, "mba-ippc").handling.procedure == "extended"
    assert entry(made, "mba-ippc").confidence == "low"


def test_consent_that_nobody_knows_counts_in_the_worst_case_alone(planned, cases):
    known = planned(cases["scrap-yard-zoetermeer"], consent="no")
    asked = planned(cases["scrap-yard-zoetermeer"], consent="yes")
    unknown = planned(cases["scrap-yard-zoetermeer"])
    ends = {
        name: tuple(made.timelines[case].runs["mba-overig"].end for case in Scenario)
        for name, made in (("no", known), ("yes", asked), ("unknown", unknown))
    }
    assert ends["unknown"] == (ends["no"][0], ends["yes"][1])


def test_an_eia_report_makes_the_procedure_extended(planned, cases):
    made = planned(cases["nickel-cobalt-recovery"])
    assert entry(made, "mba-overig").handling.procedure == "extended"


def test_bibob_counts_only_when_it_is_asked(planned, cases):
    ends = {
        answer: planned(cases["smelter-below-threshold"], bibob_advice=answer).timelines
        for answer in ("yes", "no", "unknown")
    }
    assert ends["no"][WORST].end == ends["unknown"][WORST].end
    assert ends["yes"][NORMAL].end == ends["no"][NORMAL].end
    decided = {answer: lines[WORST].runs["mba-overig"].decision for answer, lines in ends.items()}
    assert (decided["yes"] - decided["no"]).days == 84


def test_the_worst_case_of_the_shared_vectors(planned):
    """TV26 and TV27: extended from 2 March 2026 with 28 days and 6 weeks ends on 11 November, appeal on 23 December."""
    made = planned(nature_test="effects", nitrogen="yes", start="2026-03-02")
    run = made.timelines[WORST].runs["natura-2000"]
    assert (run.decision, run.end) == (date(2026, 11, 11), date(2026, 12, 23))
    assert made.timelines[NORMAL].runs["natura-2000"].decision == date(2026, 9, 2)


def test_counting_by_the_difference_keeps_the_28_days(ruleset, cases):
    book = CURRENT.counted(CompletionCounting.DIFFERENCE)
    literal, difference = (
        plan(ruleset, cases["smelter-below-threshold"], one).timelines[WORST].end for one in (CURRENT, book)
    )
    assert literal == difference


def test_the_cap_of_a_strategic_project(planned, cases):
    made = planned(cases["strategic-project"])
    assert made.cap.completeness.end == date(2027, 1, 15)
    assert made.cap.result.end == date(2028, 4, 15)
    assert made.cap.extended == date(2028, 7, 15)
    assert made.cap.within == {NORMAL: True, WORST: True}
    with_mine = planned(cases["strategic-project"], stage=["extraction"], completeness_date="2026-06-15")
    assert with_mine.cap.result.end == date(2028, 9, 15)
    assert with_mine.cap.extended == date(2029, 3, 15)
    running = planned(cases["strategic-project"], strategic_status="recognised-running", recognition_date="2026-06-15")
    assert running.cap.result.end == date(2027, 6, 15)
    assert running.cap.within == {NORMAL: False, WORST: False}
    assert planned(cases["strategic-project"], strategic_status="recognised-running").cap.needs == "recognition-date"
    assert planned(cases["silicon-refiner"]).cap is None


def test_assumptions_stand_apart(planned, cases):
    plain = planned(cases["silicon-refiner"], eia_report_weeks=None, grid_weeks=None)
    own = planned(
        cases["silicon-refiner"], pre_consultation_weeks=8, eia_report_weeks=40, grid_weeks=156, court_weeks=52
    )
    assert {case: line.end for case, line in own.timelines.items()} == {
        case: line.end for case, line in plain.timelines.items()
    }
    assert plain.assumptions == ()
    parts = {(one.part.value, one.scenario): (one.begin, one.end) for one in own.assumptions}
    assert parts["pre-consultation", None] == (date(2027, 1, 23), date(2027, 3, 20))
    assert parts["eia-report", None] == (date(2026, 6, 13), date(2027, 3, 20))
    assert parts["grid", None][1] == date(2030, 3, 16)
    assert parts["court", NORMAL][0] == own.timelines[NORMAL].end


def test_a_date_beyond_the_known_holidays_is_absent_and_says_so(planned, cases):
    made = planned(cases["smelter-above-threshold"], start="2028-06-01")
    worst = made.timelines[WORST]
    assert worst.end is None
    assert worst.critical == frozenset()
    missing = worst.runs["mba-ippc"].missing
    assert "2029" in " ".join(str(fault.reason) for fault in missing.faults)
    assert made.timelines[NORMAL].runs["opa-binnenplans"].end is not None


def test_what_waits_for_a_missing_date_is_missing_too(planned, cases):
    made = planned(cases["smelter-below-threshold"], start="2028-11-27")
    runs = made.timelines[NORMAL].runs
    assert runs["mer-beoordeling"].decision is None
    assert runs["mba-overig"].end is None
    assert runs["mba-overig"].missing is not None


def test_the_safety_report_belongs_to_the_upper_tier(planned):
    lower, upper = (planned(seveso=tier, start="2027-02-01") for tier in ("lower", "upper"))
    assert "seveso-verplichtingen" not in lower.timelines[NORMAL].runs
    assert upper.timelines[NORMAL].runs["seveso-verplichtingen"].end == date(2027, 8, 1)


@pytest.mark.parametrize(("target", "last"), [("2027-04-01", date(2027, 3, 4)), ("2027-03-29", date(2027, 3, 1))])
def test_a_notice_is_counted_back_without_rolling(planned, cases, target, last):
    made = planned(cases["research-laboratory-delft"], target=target)
    assert made.latest[NORMAL]["bal-informatieplicht"] == last
