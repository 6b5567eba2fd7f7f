"""What holds for every start date and every parameter."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from permits.terms import CURRENT, RULES, BeyondCalendar, CompletionCounting, compute
from permits.terms.arithmetic import months_after, months_from
from permits.terms.suspensions import Suspension, SuspensionKind, suspended_days, window
from tests.examples import examples

CALENDAR = CURRENT.calendar
ROLLING = (
    "regular",
    "views",
    "decision-without-views",
    "objection",
    "objection-decision",
    "appeal",
    "decline-incomplete",
    "eia-screening",
    "consent",
)
starts = st.dates(date(2024, 5, 23), date(2027, 10, 1))
# The 30th of December 2028 is a Saturday: rolling it needs the holidays of 2029, which are not known.
known_days = st.dates(date(2024, 1, 1), date(2028, 12, 29))
lengths = st.integers(1, 60)


def suspension(start: date, offset: int, days: int) -> dict[str, object]:
    """A completion that suspends exactly ``days`` days by the letter: they lie between its two dates."""
    requested = start + timedelta(days=offset)
    ended = requested + timedelta(days=days + 1)
    return {
        "kind": "completion",
        "requestedOn": requested.isoformat(),
        "endedOn": ended.isoformat(),
        "periodSet": True,
    }


@given(known_days)
def test_rolling_never_moves_a_date_backwards_and_never_far(day):
    rolled = CALENDAR.roll(day)
    assert timedelta(0) <= rolled - day <= timedelta(days=5)
    assert not CALENDAR.is_free(rolled)
    assert CALENDAR.roll(rolled) == rolled
    between = (day + timedelta(days=number) for number in range((rolled - day).days))
    assert all(CALENDAR.is_free(one) for one in between)


@given(known_days, known_days)
def test_rolling_keeps_the_order(one, other):
    first, second = sorted((one, other))
    assert CALENDAR.roll(first) <= CALENDAR.roll(second)


@given(st.sampled_from(ROLLING), starts)
def test_a_term_that_rolls_never_ends_on_a_day_that_the_law_forbids(rule, start):
    end = compute(rule, start).end
    assert end.weekday() < 5
    assert end not in CALENDAR.holidays


@given(st.sampled_from(sorted(RULES)), starts, st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_end(rule, start, later):
    first, second = compute(rule, start), compute(rule, start + timedelta(days=later))
    assert first.end <= second.end
    assert first.calendar_end <= second.calendar_end


@given(starts, starts, st.integers(0, 6), st.booleans())
def test_neither_does_it_with_extension_consent_or_coordination(one, other, weeks, consent):
    first, second = sorted((one, other))
    params = {"consent": consent, "extensionWeeks": weeks}
    assert compute("regular", first, params).end <= compute("regular", second, params).end
    ends = [
        compute("extended", day, {"extensionWeeks": weeks, "lastApplication": day.isoformat()}).end
        for day in (first, second)
    ]
    assert ends == sorted(ends)


@given(st.sampled_from(["regular", "extended"]), starts, st.integers(0, 40), lengths, st.integers(0, 6))
def test_suspending_some_days_shifts_the_unrolled_end_by_as_many(rule, start, offset, days, weeks):
    plain = compute(rule, start, {"extensionWeeks": weeks})
    given_ = {"extensionWeeks": weeks, "suspensions": [suspension(start, offset, days)]}
    assert compute(rule, start, given_).calendar_end == plain.calendar_end + timedelta(days=days)


@given(starts, st.integers(1, 40), st.integers(1, 84))
def test_bibob_shifts_by_its_first_and_last_day_too(start, offset, days):
    asked = start + timedelta(days=offset)
    received = asked + timedelta(days=days - 1)
    one = {"kind": "bibob", "requestedOn": asked.isoformat(), "endedOn": received.isoformat()}
    shifted = compute("regular", start, {"suspensions": [one]}).calendar_end
    assert shifted == compute("regular", start).calendar_end + timedelta(days=days)


spans = st.builds(
    lambda kind, first, length: Suspension(kind, first, first + timedelta(days=length)),
    st.sampled_from(SuspensionKind),
    st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    st.integers(0, 90),
)


@given(st.lists(spans, max_size=6), st.dates(date(2025, 12, 1), date(2026, 7, 1)), st.sampled_from(CompletionCounting))
def test_overlapping_suspensions_count_each_day_once(suspensions, since, counting):
    windows = [window(one, counting) for one in suspensions]
    days = {
        first + timedelta(days=number)
        for first, last in filter(None, windows)
        for number in range((last - first).days + 1)
    }
    assert suspended_days(windows, since) == sum(day >= since for day in days)


@given(st.lists(spans, max_size=5), st.randoms())
def test_the_order_of_the_suspensions_does_not_matter(suspensions, random):
    shuffled = list(suspensions)
    random.shuffle(shuffled)
    windows = [[window(one, CompletionCounting.LITERAL) for one in group] for group in (suspensions, shuffled)]
    assert suspended_days(windows[0], date(2026, 1, 1)) == suspended_days(windows[1], date(2026, 1, 1))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 40))
def test_months_end_on_the_same_day_number_or_the_last_of_the_month(day, months):
    end = months_after(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end + timedelta(days=1)).day == 1
    counting_first = months_from(day, months)
    assert counting_first in (end, end - timedelta(days=1))
    assert counting_first + timedelta(days=1) == end or end.day != day.day


@given(st.sampled_from(ROLLING), starts)
def test_every_term_holds_two_working_days(rule, start):
    """So article 2 of the Algemene termijnenwet never lengthens one: the shortest term is four weeks."""
    end = compute(rule, start).end
    working = [day for number in range(1, 12) if not CALENDAR.is_free(day := start + timedelta(days=number))]
    assert len([day for day in working if day <= end]) >= 2


@given(st.sampled_from(sorted(RULES)), starts)
def test_the_last_step_is_the_answer_and_each_step_has_its_words(rule, start):
    result = compute(rule, start)
    assert result.steps[-1].date == result.end
    assert all(str(step.text) and step.legal_basis for step in result.steps)
    assert result == compute(rule, start)


@examples(200)
@given(st.sampled_from(sorted(RULES)), st.dates(date(2028, 1, 1), date(2028, 12, 31)))
def test_near_the_end_of_the_calendar_a_rolling_term_is_known_or_refused(rule, start):
    end = end_or_none(rule, start)
    assert end is not None or rule in ROLLING
    assert end is None or CALENDAR.knows(end) or rule not in ROLLING


def end_or_none(rule: str, start: date) -> date | None:
    try:
        return compute(rule, start).end
    except BeyondCalendar:
        return None
