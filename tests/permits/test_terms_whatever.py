"""Whatever is sent to the terms engine gives a result, or faults that name their field."""

from hypothesis import given
from hypothesis import strategies as st

from permits.terms import RULES, TermError, compute

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["2026-03-02"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from(
    ["consent", "extensionWeeks", "suspensions", "lastApplication", "heldOverUntil", "weeks", "extensionDecidedOn"]
)


def faults_of(rule: object, start: object, params: object) -> list[tuple[str, str]]:
    """Empty when there is an answer; anything but a result or a TermError fails the test that asks."""
    try:
        compute(rule, start, params)
    except TermError as error:
        return [(fault.field, str(fault.reason)) for fault in error.faults]
    return []


@given(st.sampled_from(sorted(RULES)) | json_values, json_values, st.dictionaries(names, json_values) | json_values)
def test_whatever_is_sent_gives_a_result_or_a_named_fault(rule, start, params):
    for field, reason in faults_of(rule, start, params):
        assert field.split(".")[0] in {"rule", "startDate", "params"}
        assert "\x00" not in reason


@given(st.sampled_from(sorted(RULES)), st.dictionaries(names, json_values, max_size=3))
def test_so_does_every_rule_with_a_sound_date(rule, params):
    assert all(field.startswith("params.") for field, _reason in faults_of(rule, "2026-03-02", params))
