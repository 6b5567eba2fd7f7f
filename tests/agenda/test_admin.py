"""The agenda in the admin: what is refused and why, the board, meetings with decisions and actions."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agenda.models import Action, Bottleneck, Decision, Meeting
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    ChallengeFactory,
    DecisionFactory,
    MeetingFactory,
    MilestoneFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    UserFactory,
    days_from_now,
)
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
BOARD = "/admin/agenda/action/board/"
MODELS = [model for model in admin.site._registry if model._meta.app_label == "agenda"]


def add(client: Client, model: type, **values: object):
    url = reverse(f"admin:agenda_{model._meta.model_name}_add")
    data = form_data(client.get(url), f"{model._meta.model_name}_form")
    return client.post(
        url, {**data, **{name: value for name, value in values.items() if value is not None}}, follow=True
    )


def change(client: Client, record, **values: object):
    url = reverse(f"admin:agenda_{record._meta.model_name}_change", args=[record.pk])
    return client.post(url, {**form_data(client.get(url), f"{record._meta.model_name}_form"), **values}, follow=True)


def errors(response) -> str:
    return str(response.context["errors"])


@pytest.fixture
def values() -> dict[str, object]:
    return {
        "name_nl": "Gesprek met recyclers",
        "name_en": "Talk with recyclers",
        "slug": "talk",
        "recommendation": RecommendationFactory().pk,
        "owner": PartnerFactory().pk,
        "due_on": days_from_now(10).isoformat(),
    }


def test_every_page_opens_for_who_may_only_look_and_for_curators(client: Client) -> None:
    action = ActionFactory(meeting=MeetingFactory())
    for role in ("viewer", "curator"):
        user = UserFactory(staff=True)
        user.groups.set([Group.objects.get(name=role)])
        client.force_login(user)
        for model in MODELS:
            assert client.get(reverse(f"admin:agenda_{model._meta.model_name}_changelist")).status_code == 200
        for record in (action, action.recommendation, action.owner, action.meeting):
            name = record._meta.model_name
            assert client.get(reverse(f"admin:agenda_{name}_change", args=[record.pk])).status_code == 200
            assert client.get(reverse(f"admin:agenda_{name}_history", args=[record.pk])).status_code == 200
        may_add = client.get(reverse("admin:agenda_action_add")).status_code
        assert may_add == (200 if role == "curator" else 403)


def test_who_may_only_look_reads_the_agenda_of_a_meeting_as_lines(client: Client) -> None:
    meeting = MeetingFactory(agenda_nl=["Stroomnet", "Ruimte <2>"], agenda_en=[])
    user = UserFactory(staff=True)
    user.groups.set([Group.objects.get(name="viewer")])
    client.force_login(user)
    page = client.get(reverse("admin:agenda_meeting_change", args=[meeting.pk])).content.decode()
    assert "Stroomnet<br>Ruimte &lt;2&gt;" in page
    assert "highlight" not in page


def test_a_curator_adds_an_action_and_it_has_history(client: Client, curator, values) -> None:
    add(client, Action, **values)
    action = Action.objects.get()
    assert (action.state, action.history.get().history_user, action.history.get().door) == ("planned", curator, "admin")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("owner", "An action needs an owner: choose the party that carries it out."),
        ("due_on", "An action needs a due date: by which day is it done?"),
    ],
)
def test_an_action_without_it_is_refused(client: Client, curator, values, name, reason) -> None:
    assert reason in errors(add(client, Action, **{**values, name: ""}))
    assert not Action.objects.exists()


def test_a_character_that_nobody_sees_is_refused_where_it_stands(client: Client, curator, values) -> None:
    """A picture of the white spots and a workbook cannot hold it."""
    errors = add(client, Action, **{**values, "name_nl": "Gesprek\x0bmet recyclers"}).context["adminform"].form.errors
    assert list(errors) == ["name_nl"]
    assert "“Gesprek▯met recyclers” has a character that cannot be seen (U+000B" in str(errors)
    meeting = {"name_nl": "Overleg", "name_en": "Meeting", "slug": "m", "date": days_from_now(-1).isoformat()}
    response = add(client, Meeting, **meeting, agenda_nl="Stroom\n\x07Ruimte")
    assert list(response.context["adminform"].form.errors) == ["agenda_nl"]
    decision = inline("decisions", 0, number=1, text_nl="Wij\x1b beginnen", text_en="We\nbegin")
    assert "U+001B" in add(client, Meeting, **meeting, **decision).content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("number", ["ab", "21", "2.x"])
def test_the_number_of_a_part_is_refused_at_its_field(client: Client, curator, number: str) -> None:
    part = RecommendationPartFactory()
    assert "two digits with a point" in str(
        change(client, part, number=number).context["adminform"].form.errors["number"]
    )
    first = change(client, part.recommendation, number=0).context["adminform"].form.errors
    assert list(first) == ["number"]


def test_done_without_evidence_is_refused(client: Client, curator, values) -> None:
    response = add(client, Action, **values, state="done", ended_on=days_from_now(0).isoformat())
    assert "needs its evidence" in errors(response)
    assert not Action.objects.exists()


def test_a_part_of_another_recommendation_is_refused(client: Client, curator, values) -> None:
    part = RecommendationPartFactory()
    assert f"Part {part.number} belongs to another recommendation." in errors(
        add(client, Action, **values, part=part.pk)
    )


def test_actions_that_wait_for_each_other_are_refused(client: Client, curator) -> None:
    one, two = ActionFactory(name_nl="Eerst"), ActionFactory()
    two.after.set([one])
    response = change(client, one, after=[two.pk])
    assert "waits for this action already" in errors(response)
    assert not one.after.exists()
    assert "An action cannot wait for itself." in errors(change(client, one, after=[one.pk]))
    change(client, two, after=[one.pk])
    assert list(two.after.all()) == [one]


def inline(prefix: str, row: int, /, **values: object) -> dict[str, object]:
    counts = {f"{prefix}-TOTAL_FORMS": row + 1, f"{prefix}-INITIAL_FORMS": 0}
    return counts | {f"{prefix}-{row}-{name}": value for name, value in values.items()}


def test_a_meeting_is_kept_with_its_decisions_and_actions(client: Client, curator, values) -> None:
    decision = inline("decisions", 0, number=1, text_nl="Wij beginnen", text_en="We begin", is_public="on")
    action = inline("actions", 0, **values, state="planned")
    meeting = {"name_nl": "Overleg", "name_en": "Meeting", "slug": "m", "date": days_from_now(-1).isoformat()}
    add(client, Meeting, **meeting, **decision, **action)
    kept = Meeting.objects.get()
    assert kept.decisions.get().is_public
    assert kept.actions.get().name_en == "Talk with recyclers"


@pytest.mark.parametrize(("language", "text"), [("nl", "Wij beginnen"), ("en", "We begin")])
def test_decisions_are_listed_in_the_language_of_the_reader(client: Client, curator, language: str, text: str) -> None:
    curator.language = language
    curator.save()
    DecisionFactory(text_nl="Wij beginnen", text_en="We begin")
    page = client.get(reverse("admin:agenda_decision_changelist")).content.decode()
    assert [one for one in ("Wij beginnen", "We begin") if one in page] == [text]


def test_a_meeting_to_come_takes_no_decisions(client: Client, curator) -> None:
    decision = inline("decisions", 0, number=1, text_nl="Wij beginnen", text_en="We begin")
    meeting = {"name_nl": "Overleg", "name_en": "Meeting", "slug": "m", "date": days_from_now(1).isoformat()}
    response = add(client, Meeting, **meeting, **decision)
    assert "A meeting that is to come has no decisions yet." in errors(response)
    assert not Meeting.objects.exists()
    assert not Decision.objects.exists()


def test_a_meeting_with_decisions_is_not_moved_to_the_future(client: Client, curator) -> None:
    meeting = DecisionFactory().meeting
    change(client, meeting, date=days_from_now(1).isoformat())
    assert Meeting.objects.get().date == meeting.date


def test_an_action_of_a_meeting_without_owner_is_refused_with_everything_else(client: Client, curator, values) -> None:
    action = inline("actions", 0, **{**values, "owner": ""}, state="planned")
    meeting = {"name_nl": "Overleg", "name_en": "Meeting", "slug": "m", "date": days_from_now(-1).isoformat()}
    response = add(client, Meeting, **meeting, **action)
    assert "An action needs an owner" in response.content.decode()
    assert not Meeting.objects.exists()


def test_a_solved_bottleneck_needs_its_day(client: Client, curator) -> None:
    values = {"name_nl": "Net vol", "name_en": "Grid full", "slug": "grid", "challenge": ChallengeFactory().pk}
    more = {"level": "state", "told_by": "company", "told_on": days_from_now(-5).isoformat(), "state": "solved"}
    assert "needs the day on which it was solved" in errors(add(client, Bottleneck, **values, **more))
    add(client, Bottleneck, **values, **more, solved_on=days_from_now(-1).isoformat())
    assert Bottleneck.objects.get().state == "solved"


def test_the_board_shows_actions_by_state_and_due_date(client: Client, curator) -> None:
    late = ActionFactory(overdue=True, state="under-way", name_nl="Te laat")
    later = ActionFactory(due_on=days_from_now(5), state="under-way", name_nl="Straks")
    ActionFactory(done=True, name_nl="Klaar")
    bare = RecommendationFactory(name_nl="Zonder actie")
    example = ActionFactory(is_example=True)
    response = client.get(BOARD)
    columns = {column.title: [action.name_nl for action in column.actions] for column in response.context["columns"]}
    assert columns == {
        "planned": [example.name_nl], "under way": [late.name_nl, later.name_nl], "done": ["Klaar"], "stopped": [],
    }  # fmt: skip
    assert response.context["overdue"] == 1
    assert {bare, example.recommendation} <= set(response.context["without"])
    assert later.recommendation not in response.context["without"]
    assert "overdue" in response.content.decode()
    assert "Examples do not count." in response.content.decode()
    listed = client.get("/admin/agenda/action/").content.decode()
    assert f'href="{BOARD}"' in listed, "the list leads back to the board"


@pytest.mark.parametrize(("date", "said"), [("2026-05-18", "18 May 2026"), ("2026-Q4", "fourth quarter of 2026")])
def test_milestones_are_listed_with_dates_in_words(client: Client, curator, date: str, said: str) -> None:
    MilestoneFactory(date=date)
    listed = client.get("/admin/agenda/milestone/").content.decode()
    assert said in listed
    assert f">{date}<" not in listed


def test_who_works_in_english_reads_english_names_and_dates_that_mean_one_day(client: Client, curator) -> None:
    recommendation = RecommendationFactory(name_nl="Opleiden", name_en="Education")
    due_on = datetime.date(2100, 3, 7)
    ActionFactory(recommendation=recommendation, name_nl="Straks", name_en="Soon", due_on=due_on)
    body = client.get(BOARD).content.decode()
    assert "Soon" in body
    assert "Straks" not in body
    assert f"{recommendation.number}. Education" in body
    assert "7 Mar 2100" in body
    assert "03/07/2100" not in body


def test_the_board_costs_the_same_for_few_and_for_many(client: Client, curator) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(BOARD).status_code == 200
        return len(captured)

    ActionFactory.create_batch(2)
    client.get(BOARD)
    few = queries()
    ActionFactory.create_batch(60)
    assert queries() == few


def test_the_board_is_for_who_may_see_actions(client: Client) -> None:
    client.force_login(UserFactory(staff=True))
    assert client.get(BOARD).status_code == 403


@pytest.mark.parametrize("query", ["due=overdue", "due=open", "due=ended", "due=nonsense", "state__exact=planned"])
def test_the_list_of_actions_filters(client: Client, curator, query) -> None:
    names = {"due=overdue": 1, "due=open": 2, "due=ended": 1, "due=nonsense": 3, "state__exact=planned": 2}
    for made in ({"overdue": True}, {}, {"done": True}):
        ActionFactory(**made)
    assert len(client.get(f"/admin/agenda/action/?{query}").context["cl"].result_list) == names[query]


def test_lists_cost_the_same_for_few_and_for_many(client: Client, curator) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    paths = [f"/admin/agenda/{name}/" for name in ("action", "bottleneck", "meeting", "recommendation")]
    for factory in (ActionFactory, BottleneckFactory, MeetingFactory):
        factory.create_batch(2)
    few = [queries(path) for path in paths for _ in range(2)][1::2]
    for factory in (ActionFactory, BottleneckFactory, MeetingFactory):
        factory.create_batch(20)
    assert [queries(path) for path in paths] == few
