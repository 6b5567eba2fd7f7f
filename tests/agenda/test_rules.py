"""What an action, a bottleneck, a meeting and a window may be: in the form and in the database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from agenda.actions import add_action, circular_action, end_action, record_decision, set_waits_for
from agenda.models import Action, Bottleneck, FundingScheme, FundingWindow, Meeting, Milestone
from tests.examples import examples
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    DecisionFactory,
    FundingSchemeFactory,
    FundingWindowFactory,
    MeetingFactory,
    MilestoneFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


TOMORROW = days_from_now(1)


def refused(error: pytest.ExceptionInfo[ValidationError], name: str) -> str:
    assert list(error.value.message_dict) == [name]
    return error.value.message_dict[name][0]


@pytest.mark.parametrize(("missing", "name", "words"), [("owner", "owner", "owner"), ("due_on", "due_on", "due date")])
def test_an_action_without_owner_or_date_is_refused_with_a_reason(missing, name, words):
    values = {"owner": PartnerFactory(), "due_on": TOMORROW, missing: None}
    with pytest.raises(ValidationError) as error:
        add_action(slug="a", name_nl="A", name_en="A", recommendation=RecommendationFactory(), **values)
    assert f"An action needs {'an' if name == 'owner' else 'a'} {words}" in refused(error, name)
    assert not Action.objects.exists()


@pytest.mark.parametrize("name", ["owner", "due_on"])
def test_the_database_refuses_it_too(name):
    action = ActionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**{name: None})


@pytest.mark.parametrize(
    "values",
    [
        {"state": "done"},
        {"state": "done", "ended_on": TOMORROW},
        {"state": "done", "ended_on": TOMORROW, "evidence_nl": "Verslag"},
        {"state": "stopped"},
        {"state": "planned", "ended_on": TOMORROW},
        {"state": "asleep"},
    ],
)
def test_a_state_brings_what_belongs_to_it(values):
    action = ActionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**values)


def test_an_action_ends_with_its_evidence():
    action, today = ActionFactory(), timezone.localdate()
    with pytest.raises(ValidationError) as error:
        end_action(action=action, state="done", on=today)
    assert "needs its evidence" in str(error.value)
    end_action(action=action, state="done", on=today, evidence_nl="Verslag", evidence_en="Report")
    action.refresh_from_db()
    assert (action.state, action.is_open, action.is_overdue) == ("done", False, False)


def test_nothing_ended_tomorrow():
    with pytest.raises(ValidationError) as error:
        end_action(action=ActionFactory(), state="stopped", on=TOMORROW)
    assert error.value.message_dict == {"ended_on": ["This day is still to come."]}
    for name in ("told_on", "solved_on"):
        obstacle = BottleneckFactory(solved=True)
        setattr(obstacle, name, TOMORROW)
        with pytest.raises(ValidationError) as error:
            obstacle.clean()
        assert list(error.value.message_dict) == [name]


def test_an_action_is_overdue_from_the_day_after_it_was_due():
    late, today = ActionFactory(overdue=True), ActionFactory(due_on=days_from_now(0))
    done = ActionFactory(done=True, due_on=days_from_now(-3))
    assert [late.is_overdue, today.is_overdue, done.is_overdue] == [True, False, False]
    assert list(Action.objects.overdue(days_from_now(0))) == [late]


def test_a_part_belongs_to_the_recommendation_of_the_action():
    part = RecommendationPartFactory()
    with pytest.raises(ValidationError) as error:
        add_action(
            slug="a", name_nl="A", name_en="A", recommendation=RecommendationFactory(), owner=PartnerFactory(),
            due_on=TOMORROW, part=part,
        )  # fmt: skip
    assert part.number in refused(error, "part")


def test_a_decision_belongs_to_the_meeting_of_the_action():
    decision = DecisionFactory()
    with pytest.raises(ValidationError) as error:
        add_action(
            slug="a", name_nl="A", name_en="A", recommendation=RecommendationFactory(), owner=PartnerFactory(),
            due_on=TOMORROW, meeting=MeetingFactory(), decision=decision,
        )  # fmt: skip
    assert "another meeting" in refused(error, "decision")


def test_actions_cannot_wait_for_each_other():
    one, two, three = (ActionFactory() for _ in range(3))
    set_waits_for(action=two, others=[one])
    set_waits_for(action=three, others=[two])
    for others in ([three], [one], [two, three]):
        with pytest.raises(ValidationError, match="wait"):
            set_waits_for(action=one, others=others)
    assert not one.after.exists()


def test_whatever_is_linked_in_whatever_order_no_circle_comes_about():
    actions = [ActionFactory() for _ in range(5)]
    pairs = st.tuples(st.sampled_from(actions), st.sampled_from(actions))

    @given(links=st.lists(pairs, max_size=12))
    @examples(40)
    def no_circle(links):
        with transaction.atomic():
            for first, second in links:
                try:
                    set_waits_for(action=first, others=[*first.after.all(), second])
                except ValidationError:
                    assert circular_action(first, [second]) is not None
            for action in actions:
                reached, waiting = set(), list(action.after.all())
                while waiting:
                    if (one := waiting.pop()).pk not in reached:
                        reached.add(one.pk)
                        waiting += one.after.all()
                assert action.pk not in reached
            transaction.set_rollback(True)

    no_circle()


def test_a_meeting_to_come_has_no_decisions():
    with pytest.raises(ValidationError, match="to come"):
        record_decision(meeting=MeetingFactory(date=TOMORROW), number=1, text_nl="Ja", text_en="Yes")
    held = MeetingFactory(date=days_from_now(0))
    record_decision(meeting=held, number=1, text_nl="Ja", text_en="Yes")
    held.date = TOMORROW
    with pytest.raises(ValidationError) as error:
        held.full_clean()
    assert "decisions" in refused(error, "date")
    assert Meeting.objects.get(pk=held.pk).decisions.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"state": "solved"},
        {"solved_on": TOMORROW},
        {"state": "solved", "solved_on": datetime.date(2020, 1, 1)},
        {"level": "planet"},
        {"told_by": "nobody"},
    ],
)
def test_a_bottleneck_is_whole(values):
    bottleneck = BottleneckFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bottleneck.objects.filter(pk=bottleneck.pk).update(**values)


@pytest.mark.parametrize("date", ["2026-5-18", "2026-Q5", "next year", "2026-13", "2026-05-32", ""])
def test_the_date_of_a_milestone_has_a_form(date):
    milestone = MilestoneFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(date=date)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-02-30", "not in the calendar"),
        ("0000", "not in the calendar"),
        ("2026-Q5", "YYYY-Q4"),
        ("２０２６-05-18", "YYYY-Q4"),
    ],
)
def test_the_date_of_a_milestone_exists(date, words):
    """Pages put it in words, which no calendar has for 30 February."""
    with pytest.raises(ValidationError) as error:
        MilestoneFactory.build(date=date, slug="m").full_clean()
    assert words in refused(error, "date")


@pytest.mark.parametrize("date", ["2027", "2026-Q4", "2026-12", "2024-02-29"])
def test_a_milestone_is_as_exact_as_its_source(date):
    MilestoneFactory.build(date=date, slug="m").full_clean()


def test_a_window_closes_after_it_opens():
    window = FundingWindowFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingWindow.objects.filter(pk=window.pk).update(closes=days_from_now(-11))


def test_an_expired_scheme_is_never_offered():
    for days in (-1, 0, 10):
        FundingWindowFactory(closes=days_from_now(days), scheme=FundingSchemeFactory(slug=f"sluit-{days}"))
    FundingWindowFactory(scheme=FundingSchemeFactory(slug="later"), opens=days_from_now(90), closes=days_from_now(99))
    FundingSchemeFactory(slug="zonder")
    offered = FundingScheme.objects.offered(days_from_now(0))
    assert {one.slug for one in offered} == {"sluit-0", "sluit-10", "later"}


def test_staff_read_days_as_words_in_the_names_of_records():
    meeting = MeetingFactory(date=datetime.date(2026, 3, 2))
    with override("en"):
        assert str(DecisionFactory(meeting=meeting, number=1)) == "2 Mar 2026 – 1"
    with override("nl"):
        assert str(DecisionFactory(meeting=meeting, number=2)) == "2 mrt 2026 – 2"
