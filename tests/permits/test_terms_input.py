"""What a computation refuses: each fault names its field and tells why; nothing else ever comes out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from permits.lawbooks import chosen_counting
from permits.terms import CURRENT, BeyondCalendar, CompletionCounting, OldLaw, TermError, compute

HUGE = 10**5000
NO_PARAMS: dict[str, object] = {}
GOOD = {"kind": "completion", "requestedOn": "2026-01-20", "endedOn": "2026-02-03", "periodSet": True}


def refused(rule: object, start: object, params: object = NO_PARAMS) -> dict[str, str]:
    with pytest.raises(TermError) as caught, override("en"):
        compute(rule, start, params)
    with override("en"):
        return {fault.field: str(fault.reason) for fault in caught.value.faults}


@pytest.mark.parametrize(
    "start",
    ["2026-02-30", "2026-13-01", "20260302", "2026-W10-1", "02-03-2026", "2026-3-2", "2026-03-02T00:00", " 2026-03-02",
     "２０２６-03-02", "2026-03-02\x00", "\x00", "tomorrow", 20260302, 1.5, True, [], {}, ["2026-03-02"],
     float("nan"), pytest.param(HUGE, id="huge"), datetime(2026, 3, 2, tzinfo=UTC)],
)  # fmt: skip
def test_what_is_no_date_is_refused(start):
    assert set(refused("regular", start)) == {"startDate"}


@pytest.mark.parametrize("start", ["1965-04-01", "2023-12-31", "0001-01-01"])
def test_the_old_law_is_named(start):
    with pytest.raises(OldLaw):
        compute("regular", start)
    assert "2024" in refused("regular", start)["startDate"]


def test_the_raw_materials_act_has_its_own_first_day():
    assert "23 May 2024" in refused("crma", "2024-05-22")["startDate"]
    assert compute("crma", "2024-05-23").end == date(2025, 8, 23)


@pytest.mark.parametrize("start", ["2029-01-01", "9999-12-31"])
def test_years_without_known_holidays_are_refused(start):
    with pytest.raises(BeyondCalendar):
        compute("extended", start)


def test_an_end_beyond_the_known_holidays_is_never_guessed():
    with pytest.raises(BeyondCalendar) as caught:
        compute("regular", "2028-11-30")
    assert "2029" in str(caught.value.faults[0].reason)
    # Sunday 31 December 2028 itself is known to be free; the day after it is not known.
    with pytest.raises(BeyondCalendar):
        compute("regular", "2028-11-05")


def test_a_long_term_that_never_rolls_has_an_end_beyond_them():
    assert compute("extended", "2028-08-31").end == date(2029, 2, 28)
    with override("en"):
        result = compute("crma", "2026-11-21", {"withExtraction": True})
        assert result.end == date(2029, 2, 21)
        assert any("2029" in str(notice) for notice in result.notices)


@pytest.mark.parametrize(
    "rule", [None, "", "Regular", "regular ", "no-such-rule", 5, True, [], {}, "\x00", "x" * 10_000]
)
def test_an_unknown_rule_is_refused(rule):
    reasons = refused(rule, "2026-03-02")
    assert set(reasons) == {"rule"}
    assert len(reasons["rule"]) < 500


def test_everything_wrong_is_told_at_once():
    assert set(refused("nope", "nope", {"x": 1})) == {"rule", "startDate"}
    wrong = {"extensionWeeks": "six", "consent": "yes", "x": 1}
    found = refused("regular", "2026-02-30", wrong)
    assert set(found) == {"startDate", "params.extensionWeeks", "params.consent", "params.x"}


@pytest.mark.parametrize(
    "weeks",
    [
        -1,
        7,
        10**6,
        pytest.param(HUGE, id="huge"),
        pytest.param(-HUGE, id="minus-huge"),
        "6",
        6.0,
        True,
        None,
        [],
        {},
        float("nan"),
        float("inf"),
    ],
)
def test_weeks_of_extension(weeks):
    reasons = refused("regular", "2026-03-02", {"extensionWeeks": weeks})
    assert set(reasons) == {"params.extensionWeeks"}
    assert len(reasons["params.extensionWeeks"]) < 200


@pytest.mark.parametrize("params", ["text", 5, None, [], [{}], True, "\x00"])
def test_parameters_are_an_object(params):
    assert set(refused("regular", "2026-03-02", params)) == {"params"}


@pytest.mark.parametrize("name", ["Consent", "extension_weeks", "", "\x00", "x" * 5000])
def test_unknown_parameters(name):
    (field,) = refused("regular", "2026-03-02", {name: True})
    assert field.startswith("params.")
    assert len(field) < 80
    assert "\x00" not in field


def test_a_parameter_of_another_rule_is_unknown():
    assert set(refused("views", "2026-03-02", {"consent": True})) == {"params.consent"}
    assert set(refused("extended", "2026-03-02", {"consent": True})) == {"params.consent"}


@pytest.mark.parametrize("value", ["yes", 1, 0, None, "true", []])
def test_yes_or_no_is_true_or_false(value):
    assert set(refused("regular", "2026-03-02", {"consent": value})) == {"params.consent"}


@pytest.mark.parametrize("weeks", [0, -4, 53, "4"])
def test_weeks_of_notice(weeks):
    assert set(refused("notice-before-start", "2026-03-02", {"weeks": weeks})) == {"params.weeks"}


class TestSuspensions:
    def field(self, **changes: object) -> dict[str, str]:
        return refused("regular", "2026-01-14", {"suspensions": [{**GOOD, **changes}]})

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"kind": None}, "kind"),
            ({"kind": "holiday"}, "kind"),
            ({"kind": ["bibob"]}, "kind"),
            ({"requestedOn": None}, "requestedOn"),
            ({"requestedOn": "2026-02-30"}, "requestedOn"),
            ({"endedOn": "2026-01-19"}, "endedOn"),
            ({"endedOn": "2031-01-19"}, "endedOn"),
            ({"endedOn": 5}, "endedOn"),
            ({"periodSet": None}, "periodSet"),
            ({"periodSet": "yes"}, "periodSet"),
            ({"kind": "bibob"}, "periodSet"),
            ({"requestedOn": "2026-01-13"}, "requestedOn"),
            ({"requestedOn": "2026-03-12", "endedOn": "2026-03-20"}, "requestedOn"),
            ({"kind": "bibob", "periodSet": None}, "periodSet"),
            ({"note": "x"}, "note"),
        ],
    )
    def test_each_field_is_checked(self, changes, name):
        assert set(self.field(**changes)) == {f"params.suspensions.0.{name}"}

    @pytest.mark.parametrize("value", ["x", {}, 5, None, True])
    def test_they_are_a_list(self, value):
        assert set(refused("regular", "2026-01-14", {"suspensions": value})) == {"params.suspensions"}

    @pytest.mark.parametrize("value", ["x", None, 5, [GOOD]])
    def test_of_objects(self, value):
        assert set(refused("regular", "2026-01-14", {"suspensions": [value]})) == {"params.suspensions.0"}

    def test_of_a_number_that_can_happen(self):
        assert set(refused("regular", "2026-01-14", {"suspensions": [GOOD] * 51})) == {"params.suspensions"}
        assert compute("regular", "2026-01-14", {"suspensions": [GOOD] * 50}).end == date(2026, 3, 24)

    def test_the_number_of_the_wrong_one_is_named_also_when_they_are_out_of_order(self):
        late = {**GOOD, "requestedOn": "2026-06-01", "endedOn": "2026-06-03"}
        found = refused("regular", "2026-01-14", {"suspensions": [late, GOOD]})
        assert set(found) == {"params.suspensions.0.requestedOn"}
        assert "25 March 2026" in found["params.suspensions.0.requestedOn"]

    def test_one_may_follow_within_the_time_that_another_gave(self):
        # 11 March + 13 = 24 March; a request on 20 March, after 11 March, is in time.
        second = {**GOOD, "requestedOn": "2026-03-20", "endedOn": "2026-03-31"}
        assert compute("regular", "2026-01-14", {"suspensions": [second, GOOD]}).end == date(2026, 4, 3 + 4)


class TestExtension:
    def test_it_must_be_made_known_within_the_term(self):
        given = {"extensionWeeks": 6, "extensionDecidedOn": "2026-03-09"}
        assert compute("regular", "2026-01-12", given).end == date(2026, 4, 20)
        late = refused("regular", "2026-01-12", {**given, "extensionDecidedOn": "2026-03-10"})
        assert "9 March 2026" in late["params.extensionDecidedOn"]
        assert refused("regular", "2026-01-12", {**given, "extensionDecidedOn": "2026-01-11"})

    def test_in_the_extended_procedure_within_eight_weeks(self):
        given = {"extensionWeeks": 6, "extensionDecidedOn": "2026-04-28"}
        assert compute("extended", "2026-03-02", given).end == date(2026, 10, 14)
        assert set(refused("extended", "2026-03-02", {**given, "extensionDecidedOn": "2026-04-29"})) == {
            "params.extensionDecidedOn"
        }

    def test_a_day_without_weeks_says_that_the_weeks_are_missing(self):
        found = refused("regular", "2026-01-12", {"extensionDecidedOn": "2026-02-01"})
        assert set(found) == {"params.extensionWeeks"}

    def test_a_cap_without_extraction_is_extended_by_three_months_at_most(self):
        assert set(refused("crma", "2026-06-15", {"extensionMonths": 4})) == {"params.extensionMonths"}
        assert compute("crma", "2026-06-15", {"extensionMonths": 6, "withExtraction": True})
        assert refused("crma", "2026-06-15", {"extensionMonths": 7, "withExtraction": True})

    def test_a_cap_ends_on_the_extended_date_once_the_extension_is_decided(self):
        given = {"extensionMonths": 3, "extensionDecidedOn": "2027-09-15"}
        result = compute("crma", "2026-06-15", given)
        assert (result.end, result.steps[-1].date) == (date(2027, 12, 15), date(2027, 12, 15))
        assert [step.date for step in result.steps[:-1]] == [date(2026, 6, 15), date(2027, 9, 15)]

    @pytest.mark.parametrize(
        ("start", "months", "decided", "field"),
        [
            ("2026-06-15", 3, "2027-09-16", "extensionDecidedOn"),
            ("2026-06-15", 3, "2026-06-14", "extensionDecidedOn"),
            ("2026-06-15", 0, "2027-09-01", "extensionMonths"),
            # 11 September 2027 is a Saturday: Monday is the last day by the other reading.
            ("2026-06-11", 3, "2027-09-14", "extensionDecidedOn"),
        ],
    )
    def test_a_cap_is_extended_while_it_runs(self, start, months, decided, field):
        given = {"extensionMonths": months, "extensionDecidedOn": decided}
        assert set(refused("crma", start, given)) == {f"params.{field}"}

    def test_an_extended_cap_that_ends_on_a_free_day_has_another_reading(self):
        # 18 months after 11 June 2026 is Saturday 11 December 2027.
        given = {"extensionMonths": 3, "extensionDecidedOn": "2027-09-13"}
        result = compute("crma", "2026-06-11", given)
        assert (result.end, [one.date for one in result.alternatives]) == (date(2027, 12, 11), [date(2027, 12, 13)])


class TestCoordination:
    @pytest.mark.parametrize(
        ("params", "field"),
        [
            ({"firstApplication": "2026-03-02"}, "lastApplication"),
            ({"firstApplication": "2026-03-02", "lastApplication": "2026-03-19"}, "lastApplication"),
            ({"firstApplication": "2026-03-21", "lastApplication": "2026-03-20"}, "firstApplication"),
            ({"firstApplication": "2023-12-31", "lastApplication": "2026-03-20"}, "firstApplication"),
            ({"heldOverUntil": "2026-03-19"}, "heldOverUntil"),
        ],
    )
    def test_days_must_fit(self, params, field):
        assert set(refused("extended", "2026-03-20", params)) == {f"params.{field}"}


def test_the_counting_of_completion_is_a_setting():
    book = CURRENT.counted(CompletionCounting.DIFFERENCE)
    result = compute("regular", "2026-01-14", {"suspensions": [GOOD]}, book)
    assert result.end == date(2026, 3, 25)
    assert [reading.date for reading in result.alternatives] == [date(2026, 3, 24)]


def test_a_book_with_more_years_reaches_further():
    further = replace(CURRENT, calendar=replace(CURRENT.calendar, last_year=2029))
    assert compute("regular", "2028-11-30", {}, further).end == date(2029, 1, 25)


def test_a_counting_that_does_not_exist_stops_the_start(settings):
    settings.TERMS_COMPLETION_COUNTING = "generous"
    with pytest.raises(ImproperlyConfigured, match="literal, difference"):
        chosen_counting()
