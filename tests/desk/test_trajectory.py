"""A question becomes a trajectory: from the plan that came with it, or empty; for who may make one."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from desk.enums import InquiryState
from desk.models import Inquiry
from loket.roles import Role
from permits.models import Trajectory
from permits.planner import make_plan
from permits.route_query import link_query
from tests.factories import InquiryFactory, OrganisationFactory
from tests.factories.law import published_law
from tests.factories.trajectories import TrajectoryFactory
from tests.loket.security.accounts import make_user

pytestmark = pytest.mark.django_db
ANSWERS = {"activities": ["melting"], "melting-per-day": 25, "municipality": "GM0599", "start": "2027-03-01"}
TOLD = {"title_nl": "Smelterij", "title_en": "Smelter", "initiative": "Voorbeeld B.V.", "plan": "", "seen": 0}


@pytest.fixture(scope="module")
def law(fill_once):
    return fill_once(published_law)


@pytest.fixture
def both(db) -> Client:
    client = Client()
    client.force_login(make_user("beheer", Role.ADMINISTRATOR))
    return client


def plan_path() -> str:
    return f"/nl/vergunningen/route/plan/?{link_query(ANSWERS, 1)}"


def step(inquiry: Inquiry) -> str:
    return f"/admin/desk/inquiry/{inquiry.pk}/step/trajectory/"


def change(inquiry: Inquiry) -> str:
    return f"/admin/desk/inquiry/{inquiry.pk}/change/"


def test_the_plan_that_came_with_the_question_becomes_a_trajectory(both, law):
    inquiry = InquiryFactory(origin_path=plan_path())
    assert step(inquiry) in both.get(change(inquiry)).content.decode()
    page = both.get(step(inquiry))
    form = page.context["form"]
    assert form["plan"].value() == plan_path()
    assert form["initiative"].value() == "Voorbeeld B.V."
    assert both.post(step(inquiry), {**TOLD, "plan": plan_path()}).status_code == 302
    inquiry.refresh_from_db()
    trajectory = Trajectory.objects.get()
    assert inquiry.trajectory == trajectory
    assert inquiry.state == InquiryState.NEW
    assert (trajectory.came_from, trajectory.visibility, trajectory.assignee.username) == (
        "inquiry", "internal", "beheer",
    )  # fmt: skip
    assert trajectory.municipality.cbs_code == "GM0599"
    wanted = [one.permit.slug for one in make_plan(ANSWERS).entries if one.decision.need.value == "needed"]
    assert set(trajectory.procedures.values_list("permit_type__slug", flat=True)) <= set(wanted)
    assert trajectory.procedures.exists()
    assert trajectory.get_absolute_url() in both.get(change(inquiry)).content.decode()
    assert change(inquiry) in both.get(trajectory.get_absolute_url()).content.decode()
    again = both.post(step(inquiry), TOLD)
    assert again.status_code == 302
    assert Trajectory.objects.count() == 1


def test_without_a_plan_it_begins_empty_and_takes_what_the_question_knows(both, law):
    organisation = OrganisationFactory()
    inquiry = InquiryFactory(origin_path="/nl/keten/", organisation=organisation)
    assert both.get(step(inquiry)).context["form"]["plan"].value() == ""
    assert both.post(step(inquiry), {**TOLD, "initiative": ""}).status_code == 302
    trajectory = Trajectory.objects.get()
    assert (trajectory.organisation, trajectory.law_version, trajectory.total) == (organisation, law, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_nl": ""}, "vereist"),
        ({"initiative": " "}, "Noem de organisatie"),
        ({"plan": "https://elders.example/"}, "geen link van een routeplan"),
        ({"plan": "/nl/vergunningen/route/plan/?v=99"}, "geen link van een routeplan"),
        ({"plan": "/nl/vergunningen/route/plan/?v=1&start=2027-02-30"}, "2027-02-30"),
        ({"seen": 7}, "terwijl u schreef"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(both, law, changes, said):
    inquiry = InquiryFactory()
    response = both.post(step(inquiry), {**TOLD, **changes})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Trajectory.objects.exists()
    inquiry.refresh_from_db()
    assert inquiry.trajectory is None


def test_who_may_not_make_trajectories_has_no_button_and_no_way(desk, law):
    inquiry = InquiryFactory(origin_path=plan_path())
    assert step(inquiry) not in desk.get(change(inquiry)).content.decode()
    assert desk.get(step(inquiry)).status_code == 403
    assert desk.post(step(inquiry), TOLD).status_code == 403
    assert not Trajectory.objects.exists()


def test_permit_officers_do_not_hear_of_the_question(law):
    trajectory = TrajectoryFactory(law_version=law)
    inquiry = InquiryFactory(trajectory=trajectory)
    client = Client()
    client.force_login(make_user("vergunning", Role.PERMIT_OFFICER))
    page = client.get(trajectory.get_absolute_url()).content.decode()
    assert inquiry.reference not in page
    assert client.get(step(inquiry)).status_code == 403
    two = make_user("twee", Role.PERMIT_OFFICER)
    two.groups.add(Group.objects.get(name=Role.DESK_OFFICER.value))
    client.force_login(two)
    assert inquiry.reference in client.get(trajectory.get_absolute_url()).content.decode()


def test_what_was_made_anonymous_becomes_none(both, law):
    inquiry = InquiryFactory(old=True)
    Inquiry.objects.filter(pk=inquiry.pk).update(
        anonymised_at=inquiry.closed_at, name="", email="", organisation_name="", question=""
    )
    assert both.post(step(inquiry), TOLD).status_code == 302
    assert not Trajectory.objects.exists()
