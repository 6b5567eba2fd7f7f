"""What holds for every history."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from permits.terms import CURRENT
from permits.terms.arithmetic import months_after
from permits.trajectories import (
    CorrectionReason,
    Event,
    EventKind,
    Facts,
    Ground,
    Holder,
    Outcome,
    ProcedureKind,
    Refused,
    Remedy,
    State,
    replay,
    shift,
)
from permits.trajectories.events import OUTCOMES
from tests.examples import examples

FACTS = [
    Facts(ProcedureKind.REGULAR, "regular", remedy=Remedy.OBJECTION),
    Facts(ProcedureKind.REGULAR, "regular", {"consent": True}, Remedy.OBJECTION),
    Facts(ProcedureKind.EXTENDED, "extended", remedy=Remedy.APPEAL),
    Facts(ProcedureKind.ASSESSMENT, "eia-screening", remedy=Remedy.NONE),
    Facts(ProcedureKind.EU, "crma", remedy=Remedy.UNKNOWN),
    Facts(ProcedureKind.EU, "crma", {"withExtraction": True}, Remedy.UNKNOWN),
    Facts(ProcedureKind.REGISTRATION, remedy=Remedy.UNKNOWN),
]
FIRST = date(2026, 1, 5)
# Made once: to make what is drawn from takes longer than to draw.
parties = st.sampled_from(["GGD", "Waterschap", "waterschap", "Veiligheidsregio"])
kinds = st.sampled_from([one for one in EventKind if one is not EventKind.CORRECTED])
grounds, outcomes, known_facts = st.sampled_from(Ground), st.sampled_from(Outcome), st.sampled_from(FACTS)
lengths = st.sampled_from(["weeks", "months"])
steps = st.sampled_from([0, 0, 1, 3, 8, 20, 45])


@st.composite
def events(draw, first=FIRST, spread=400):
    kind = draw(kinds)
    on = first + timedelta(days=draw(st.integers(0, spread)))
    given_details = {}
    if kind in (EventKind.COMPLETION_ASKED, EventKind.SUSPENDED) and draw(st.booleans()):
        given_details["until"] = on + timedelta(days=draw(st.integers(-2, 60)))
    if kind is EventKind.SUSPENDED:
        given_details["ground"] = draw(grounds)
    if kind is EventKind.EXTENDED:
        given_details[draw(lengths)] = draw(st.integers(0, 7))
    if kind in OUTCOMES:
        given_details["outcome"] = draw(outcomes)
    if kind in (EventKind.ADVICE_ASKED, EventKind.ADVICE_RECEIVED):
        given_details["party"] = draw(parties)
    return Event(kind, on, **given_details)


@st.composite
def possible_histories(draw):
    """Facts with events that can have happened so, on days that often fall together."""
    facts = draw(known_facts)
    day, found = FIRST, [Event(EventKind.RECEIVED, FIRST, 1)]
    for _number in range(draw(st.integers(0, 14))):
        day += timedelta(days=draw(steps))
        new = replace(draw(events(day, 0)), number=len(found) + 1)
        try:
            replay([*found, new], facts, CURRENT)
        except Refused:
            continue
        found.append(new)
    return facts, found


def answer(facts: Facts, history: list[Event]) -> State | list[tuple[str, str, str, str]]:
    try:
        return replay(history, facts, CURRENT)
    except Refused as refused:
        return [(one.event.kind, str(one.event.on), one.field, str(one.reason)) for one in refused.faults]


@examples(300)
@given(possible_histories(), st.randoms(use_true_random=False))
def test_the_order_of_recording_never_matters(known, random):
    facts, history = known
    expected = replay(history, facts, CURRENT)
    numbers = [one.number for one in history]
    random.shuffle(numbers)
    recorded = [replace(one, number=number) for one, number in zip(history, numbers, strict=True)]
    random.shuffle(recorded)
    assert replay(recorded, facts, CURRENT) == expected


@examples(150)
@given(st.sampled_from(FACTS), st.lists(events(), max_size=10), st.randoms(use_true_random=False))
def test_neither_does_it_for_what_is_refused(facts, history, random):
    numbered = [replace(one, number=number) for number, one in enumerate(history, 1)]
    numbers = list(range(1, len(history) + 1))
    random.shuffle(numbers)
    recorded = [replace(one, number=number) for one, number in zip(history, numbers, strict=True)]
    random.shuffle(recorded)
    assert answer(facts, recorded) == answer(facts, numbered)


@examples(100)
@given(possible_histories(), st.data())
def test_correcting_a_record_gives_what_the_right_one_would_have_given(known, data):
    facts, history = known
    target = data.draw(st.sampled_from(history))
    days = data.draw(st.integers(-10, 10))
    right = replace(target, on=target.on + timedelta(days=days))
    correction = replace(right, number=len(history) + 1, corrects=target.number, reason=CorrectionReason.TYPING_ERROR)
    assert answer(facts, [*history, correction]) == answer(facts, [right if one is target else one for one in history])


@examples(100)
@given(possible_histories(), st.integers(0, 900))
def test_every_day_since_receipt_belongs_to_one_holder(known, days):
    facts, history = known
    state = replay(history, facts, CURRENT)
    today = FIRST + timedelta(days=days)
    assert sum(state.elapsed(today).values()) == days + 1
    for one, following in zip(state.segments, state.segments[1:], strict=False):
        assert one.until == following.since
        assert one.holder is not following.holder
    assert state.holder_on(today) in Holder


@examples(100)
@given(possible_histories(), events())
def test_a_shift_tells_exactly_what_differs(known, new):
    facts, history = known
    new = replace(new, number=len(history) + 1)
    try:
        found = shift(history, new, facts, CURRENT)
    except Refused:
        return
    assert found.before == replay(history, facts, CURRENT)
    assert found.after == replay([*history, new], facts, CURRENT)
    if found.before.due != found.after.due:
        assert found.moved
    assert all(one.before != one.after for one in found.moved)


@st.composite
def extended_caps(draw):
    """A strategic project whose cap is extended again and again, by what is left and by more, in time and too late."""
    facts = Facts(ProcedureKind.EU, "crma", {"withExtraction": draw(st.booleans())}, Remedy.UNKNOWN)
    day, found = FIRST, [Event(EventKind.RECEIVED, FIRST, 1), Event(EventKind.COMPLETED, FIRST, 2)]
    for _number in range(draw(st.integers(1, 6))):
        day += timedelta(days=draw(st.sampled_from([0, 1, 90, 200, 400])))
        new = Event(EventKind.EXTENDED, day, len(found) + 1, months=draw(st.integers(1, 6)))
        try:
            replay([*found, new], facts, CURRENT)
        except Refused:
            continue
        found.append(new)
    return facts, found


@examples(100)
@given(extended_caps(), st.randoms(use_true_random=False))
def test_a_cap_is_extended_by_what_was_given_whatever_the_order_of_recording(known, random):
    facts, history = known
    expected = replay(history, facts, CURRENT)
    given_months = sum(one.months or 0 for one in history)
    assert given_months <= (6 if facts.params["withExtraction"] else 3)
    cap = months_after(FIRST, 27 if facts.params["withExtraction"] else 15)
    assert expected.due == months_after(cap, given_months)
    recorded = [replace(one, number=number) for number, one in enumerate(random.sample(history, len(history)), 1)]
    assert replay(recorded, facts, CURRENT) == expected


@examples(100)
@given(possible_histories())
def test_a_term_stops_when_the_procedure_is_decided_or_has_ended(known):
    facts, history = known
    state = replay(history, facts, CURRENT)
    kinds = {one.kind for one in history}
    if kinds & {EventKind.WITHDRAWN, EventKind.DECLINED}:
        assert state.due is None
        assert state.is_done
    if EventKind.DECIDED in kinds and EventKind.OBJECTION not in kinds:
        assert state.due is None
