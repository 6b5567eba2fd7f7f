"""What must hold for every set of answers and every day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from permits.law.document import read_files
from permits.routes.plan import plan
from permits.routes.questions import Kind
from permits.routes.reading import read_ruleset
from permits.routes.schedule import Scenario, latest_applications, lay_out
from permits.routes.telling import as_document
from permits.routes.timing import Clockwork, Length
from permits.terms import CURRENT
from tests.examples import examples

RULESET = read_ruleset(read_files())
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
LENGTHS = st.builds(
    Length,
    st.sampled_from(["regular", "extended", "eia-screening", "notice-before-start", "safety-report"]),
    st.sampled_from(["", "objection", "appeal"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 120),
    st.booleans(),
    st.none() | st.integers(1, 26),
)
slow = examples(60, suppress_health_check=[HealthCheck.too_slow])


def an_answer(question):
    """Any sound answer, or none."""
    values = st.nothing()
    if question.kind is Kind.MANY:
        options = sorted(question.values - {"none"})
        values = st.lists(st.sampled_from(options), unique=True, max_size=4)
    elif question.values:
        values = st.sampled_from(sorted(question.values))
    elif question.kind is Kind.MUNICIPALITY:
        values = st.sampled_from(sorted(RULESET.places))
    elif question.kind is Kind.QUANTITY:
        values = st.floats(question.minimum or 0, question.maximum or 1e6, allow_nan=False).map(lambda x: round(x, 2))
    elif question.kind is Kind.TEXT:
        values = st.text("abc ", max_size=10)
    if question.allows_unknown:
        values = values | st.just("unknown")
    return values | st.none()


# Made once: to make what an answer is drawn from takes longer than to draw it.
ANSWERS = {slug: an_answer(one) for slug, one in RULESET.questions.items() if one.kind is not Kind.DATE}
STARTS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def answer_sets(draw):
    answers = {slug: draw(answer) for slug, answer in ANSWERS.items()}
    answers.pop("water-board")
    start = draw(STARTS)
    if start:
        answers["start"] = start.isoformat()
        if draw(st.booleans()):
            last = (date(2028, 12, 31) - start).days
            answers["target"] = (start + timedelta(days=draw(st.integers(0, last)))).isoformat()
    return answers


@slow
@given(answer_sets())
def test_every_set_of_answers_gives_a_plan_that_can_be_told(answers):
    made = plan(RULESET, answers, CURRENT)
    assert len(made.entries) == len(RULESET.permit_types)
    document = as_document(made)
    assert document == as_document(plan(RULESET, document["answers"], CURRENT))
    for row in document["procedures"]:
        assert row["authority"]["name"]
        assert row["reasons"]
    for entry in made.entries:
        if entry.decision.need == "needed":
            assert all(reason.certain for reason in entry.decision.reasons)


@slow
@given(answer_sets())
def test_the_end_is_the_latest_of_all_and_nothing_starts_too_early(answers):
    made = plan(RULESET, answers, CURRENT)
    for case, line in made.timelines.items():
        for run in line.runs.values():
            assert run.application >= made.start
            if line.end and run.end:
                assert run.end <= line.end
        if line.end:
            assert line.end in {run.end for run in line.runs.values()}
            assert any(line.runs[slug].end == line.end for slug in line.critical)
        ends = [run.end for run in line.runs.values()]
        assert (line.end is None) is (None in ends or not ends)
        if made.certain[case].end and line.end:
            assert made.certain[case].end <= line.end


@slow
@given(answer_sets(), st.randoms())
def test_one_more_answer_never_makes_a_certain_permit_possible(answers, random):
    """Learning an answer that was missing can settle a permit, and never unsettles one."""
    known = [slug for slug in answers if answers[slug] not in (None, "unknown", [])]
    if not known:
        return
    left = random.choice(known)
    before = plan(RULESET, {slug: v for slug, v in answers.items() if slug != left}, CURRENT).situation
    after = plan(RULESET, answers, CURRENT).situation
    for slug in RULESET.permit_types:
        if before.decide(slug).need in ("needed", "not-needed"):
            assert after.decide(slug).need == before.decide(slug).need


@given(LENGTHS, DAYS)
def test_the_latest_day_is_in_time_and_the_next_is_not(length, target):
    clock = Clockwork(CURRENT)
    day = clock.latest(length, target, lambda run: run.end)
    if day is None:
        first = clock.run(length, CURRENT.since).end
        assert first is None or first > target
        return
    assert clock.run(length, day).end <= target
    after = clock.run(length, day + timedelta(days=1)).end if day.year < 2029 else None
    assert after is None or after > target


@given(LENGTHS, st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_a_later_application_never_ends_earlier(length, start, later):
    clock = Clockwork(CURRENT)
    first, second = clock.run(length, start).end, clock.run(length, start + timedelta(days=later)).end
    assert second is None or (first is not None and first <= second)


@slow
@given(answer_sets())
def test_latest_applications_are_in_time_together_and_a_day_later_is_not(answers):
    """Every step at its latest day: laid out from there all is done on the target; a day later that step is not."""
    made = plan(RULESET, answers, CURRENT)
    if not made.latest or not made.timelines:
        return
    clock = Clockwork(CURRENT)
    tracks = {entry.permit.slug: entry.track for entry in made.entries if entry.track}
    for case in Scenario:
        for slug, day in made.latest[case].items():
            if day is None or day > date(2028, 12, 30):
                continue
            alone = tracks[slug].lengths[case]
            end = clock.run(alone, day).end
            assert end is not None
            assert end <= made.target


def test_a_chain_is_counted_back_through_its_waiting(planned, cases):
    """The screening must be notified so early that the permit that waits for it is in time, and not a day later."""
    made = planned(cases["black-mass-maasvlakte"])
    clock, target = Clockwork(CURRENT), made.target
    for case in Scenario:
        tracks = {slug: track for slug, track in _tracks(made).items() if slug in ("mer-beoordeling", "mba-ippc")}
        day = made.latest[case]["mer-beoordeling"]
        assert lay_out(tracks, case, day, clock).end <= target
        assert lay_out(tracks, case, day + timedelta(days=1), clock).end > target
        assert latest_applications(tracks, case, target, clock)["mba-ippc"] == made.latest[case]["mba-ippc"]


def _tracks(made):
    from permits.routes.plan import _linked

    alone = {entry.permit.slug: entry.track for entry in made.entries if entry.track}
    return _linked(alone, made.situation)


@pytest.mark.parametrize("days", [0, 28, 60])
def test_the_round_of_completion_is_as_long_as_it_says(planned, cases, days):
    normal = planned(cases["smelter-below-threshold"], completion_days=0)
    longer = planned(cases["smelter-below-threshold"], completion_days=days)
    first, second = (made.timelines[Scenario.WORST].runs["opa-binnenplans"].decision for made in (normal, longer))
    assert (second - first).days == days
