"""A trajectory out of a route plan: its permits, authorities and law version."""

import datetime
import json

import pytest
from django.conf import settings
from django.urls import reverse

from permits.models import Procedure, Trajectory
from permits.planner import make_plan, ruleset_for
from permits.route_query import link_query
from permits.routes.answers import read_answers
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.trajectories import Event, EventKind, replay
from permits.trajectories.records import book_of, facts_of, out_of_step
from tests.factories.law import published_law
from valuechains.models import Stage

pytestmark = pytest.mark.django_db
CASES = json.loads((settings.BASE_DIR / "fixtures" / "law" / "cases.json").read_text(encoding="utf-8"))
URL = reverse("admin:permits_trajectory_from_plan")
TEXTS = {"title_nl": "Fabriek", "title_en": "Plant", "initiative": "Iemand"}


@pytest.fixture(scope="module")
def law_data(fill_once):
    return fill_once(published_law)


def link_of(answers) -> str:
    ruleset = ruleset_for(None)
    plan = make_plan(answers)
    read = read_answers(ruleset, answers, plan.book)
    return f"https://loket.example.org/nl/plan/?{link_query(read, ruleset.version.number)}"


def due_when_received(made: Procedure, application: datetime.date) -> datetime.date | None:
    return replay([Event(EventKind.RECEIVED, application)], facts_of(made), book_of(made)).term.due


@pytest.mark.parametrize("case", [case["slug"] for case in CASES])
def test_every_worked_case_becomes_a_trajectory(client, officer, law_data, case):
    answers = next(one["answers"] for one in CASES if one["slug"] == case)
    response = client.post(URL, {**TEXTS, "link": link_of(answers)})
    assert response.status_code == 302, response.context["form"].errors
    trajectory = Trajectory.objects.get()
    plan = make_plan(answers)
    wanted = {
        entry.permit.slug: entry.handling for entry in plan.of(Need.NEEDED) if entry.handling.procedure.value != "none"
    }
    found = {one.permit_type.slug: one for one in trajectory.procedures.select_related("permit_type", "authority")}
    assert found.keys() == wanted.keys()
    for slug, handling in wanted.items():
        assert found[slug].kind == handling.procedure.value
        assert (found[slug].authority.slug if found[slug].authority else "") == handling.authority.authority
    runs = plan.timelines[Scenario.NORMAL].runs
    dated = {slug: one for slug, one in found.items() if one.rule in ("regular", "extended")}
    assert dated.keys() == {slug for slug in wanted if slug in runs and runs[slug].remedy_ends}
    due = {slug: due_when_received(one, runs[slug].application) for slug, one in dated.items()}
    assert due == {slug: runs[slug].decision for slug in dated}
    assert (trajectory.law_version, trajectory.came_from, trajectory.assignee) == (law_data, "route-plan", officer)
    assert out_of_step(trajectory) == []


@pytest.mark.parametrize(("stages", "cap"), [(["refining"], "2027-03-01"), (["extraction", "refining"], "2028-03-01")])
def test_the_cap_of_a_strategic_project_is_longer_with_extraction(client, officer, law_data, stages, cap):
    answers = next(one["answers"] for one in CASES if one["answers"].get("strategic-status") == "recognised")
    assert client.post(URL, {**TEXTS, "link": link_of({**answers, "stage": stages})}).status_code == 302
    made = Procedure.objects.get(rule="crma")
    day = datetime.date(2025, 12, 1)
    begun = [Event(EventKind.RECEIVED, day, 1), Event(EventKind.COMPLETED, day, 2)]
    assert replay(begun, facts_of(made), book_of(made)).due == datetime.date.fromisoformat(cap)


def test_the_cap_of_what_already_ran_counts_from_the_recognition(client, officer, law_data):
    answers = next(one["answers"] for one in CASES if one["answers"].get("strategic-status") == "recognised")
    link = link_of({**answers, "stage": ["refining"], "strategic-status": "recognised-running"})
    assert client.post(URL, {**TEXTS, "link": link}).status_code == 302
    made = Procedure.objects.get(rule="crma")
    recognised = [Event(EventKind.RECEIVED, datetime.date(2025, 12, 1), 1)]
    assert replay(recognised, facts_of(made), book_of(made)).due == datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    "link", ["https://example.org/", "geen link", "https://x.nl/?v=99", "https://x.nl/?v=1&onzin=3"]
)
def test_what_is_no_plan_is_told(client, officer, law_data, link):
    response = client.post(URL, {**TEXTS, "link": link})
    assert response.status_code == 400
    assert response.context["form"].errors["link"]
    assert not Trajectory.objects.exists()


def test_viewers_make_none(client, viewer):
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize(
    ("stages", "expected"),
    [(["recycling-recovery"], "recycling-recovery"), (["refining", "recycling-recovery"], None), ("unknown", None)],
)
def test_the_only_stage_of_a_plan_is_that_of_the_trajectory(client, officer, law_data, stages, expected):
    for number, slug in enumerate(("refining", "recycling-recovery"), start=1):
        Stage.objects.create(slug=slug, order=number, name_nl=slug, name_en=slug, short_nl=slug, short_en=slug)
    answers = {**CASES[0]["answers"], "stage": stages}
    assert client.post(URL, {**TEXTS, "link": link_of(answers)}).status_code == 302
    stage = Trajectory.objects.get().stage
    assert (stage.slug if stage else None) == expected
