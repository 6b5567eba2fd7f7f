"""Trajectories in the matrix and behind bottlenecks: released ones alone, and days counted from their events."""

import pytest
from django.urls import reverse

from agenda.losses import days_lost_inside, with_costs
from companies.models import Organisation
from permits.models import Trajectory
from permits.trajectories import EventKind, Outcome
from permits.trajectories.releasing import release_events
from publication.publishing import publishing
from publication.rebuild import compare
from publication.visibility import change_visibility
from tests.agenda.matrix import make_matrix, organisation
from tests.factories import BottleneckFactory, UserFactory, days_from_now
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded
from tests.reading import api_rows
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_differs():
    yield
    for kind in ("trajectories", "bottlenecks"):
        assert list(compare(kind)) == []


@pytest.fixture(scope="module")
def _late(fill_once) -> Trajectory:
    return fill_once(make_late)


@pytest.fixture
def late(_late) -> Trajectory:
    return Trajectory.objects.get(pk=_late.pk)


def make_late() -> Trajectory:
    """Nine weeks after receipt, of which two stood still; all of it told."""
    make_matrix()
    stage, nickel = Stage.objects.get(slug="refining"), Material.objects.get(slug="nickel")
    with publishing():
        owner = organisation(stage, [nickel], name="Nikkel BV")
        trajectory = TrajectoryFactory(
            visibility="public", organisation=owner, stage=stage, title_nl="Nikkelfabriek", slug="nikkelfabriek"
        )
        one = recorded(
            procedure(trajectory),
            happened(EventKind.RECEIVED, days_from_now(-80)),
            happened(EventKind.COMPLETION_ASKED, days_from_now(-70), until=days_from_now(-50)),
            happened(EventKind.COMPLETED, days_from_now(-60)),
        )
        release_events(trajectory=trajectory, records=list(one.events.all()), user=UserFactory())
    return trajectory


def row(client, stage="refining", material="nickel", **more) -> dict:
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return api_rows(client, f"/coverage?stage={stage}&material={material}&{query}")[0]


def test_a_cell_counts_the_released_trajectories_under_way(client, late) -> None:
    assert row(client)["trajectories"] == 1
    assert row(client, material="cobalt")["trajectories"] == 0
    assert row(client, stage="production")["trajectories"] == 0
    assert row(client, on=days_from_now(-1).isoformat())["trajectories"] is None
    assert [one["slug"] for one in api_rows(client, "/trajectories?material=nickel")] == ["nikkelfabriek"]
    assert "Nikkelfabriek" in client.get("/nl/witte-vlekken/refining/nickel/").content.decode()
    shown = [client.get(f"/nl/witte-vlekken/{more}").content.decode() for more in ("", "beeld.svg")]
    assert [page.count("1 lopend traject") for page in shown] == [1, 1]
    assert [page.count("▸1") - page.count(">▸1</span></span>er loopt") for page in shown] == [1, 1]
    change_visibility(records=[late], visibility="internal")
    assert row(client)["trajectories"] == 0
    assert "lopend traject" not in client.get("/nl/witte-vlekken/").content.decode()
    assert "Nikkelfabriek" not in client.get("/nl/witte-vlekken/refining/nickel/").content.decode()


def test_what_the_register_says_of_the_organisation_follows_at_once(client, late) -> None:
    activity = late.organisation.activities.get()
    activity.materials.set([Material.objects.get(slug="lithium")])
    assert (row(client)["trajectories"], row(client, material="lithium")["trajectories"]) == (0, 1)
    activity.delete()
    assert row(client, material="lithium")["trajectories"] == 0
    page = client.get("/nl/witte-vlekken/refining/cobalt/")
    assert [one["slug"] for one in page.context["unnamed_trajectories"]] == ["nikkelfabriek"]


def test_an_example_counts_nowhere(client, late) -> None:
    type(late).objects.filter(pk=late.pk).update(is_example=True)
    late.refresh_from_db()
    with publishing():
        late.save()
    assert row(client)["trajectories"] == 0


def test_a_confidential_organisation_gives_no_material_away(client, late) -> None:
    change_visibility(records=[late.organisation], visibility="internal")
    assert row(client)["trajectories"] == 0
    assert api_rows(client, "/trajectories")[0]["materials"] == []


def test_a_bottleneck_tells_what_it_costs(client, late) -> None:
    with publishing():
        bottleneck = BottleneckFactory(public=True, slug="traag", name_nl="Het duurt lang")
        secret = TrajectoryFactory(title_nl="Geheim traject", organisation=Organisation.objects.first())
        bottleneck.trajectories.set([late, secret])
    recorded(procedure(secret), happened(EventKind.RECEIVED, days_from_now(-100)))
    (shown,) = with_costs(api_rows(client, "/bottlenecks"))
    cost = shown["cost"]
    assert [hit.row["slug"] for hit in cost.hits] == ["nikkelfabriek"]
    assert cost.standing_still == 10
    due = late.procedures.get().decision_due_on
    assert cost.over_term == max(0, (days_from_now(0) - due).days) > 0
    page = client.get("/nl/agenda/knelpunten/").content.decode()
    assert str(cost.days) in page
    assert "Nikkelfabriek" in page
    assert "Geheim traject" not in page
    number, days = days_lost_inside(bottleneck)
    assert number == 2
    assert days > cost.days
    client.force_login(UserFactory(superuser=True, english=True))
    change = client.get(reverse("admin:agenda_bottleneck_change", args=[bottleneck.pk])).content.decode()
    assert f"{days} in 2 trajectories" in change


def test_a_late_step_that_is_not_released_is_not_counted(client, late) -> None:
    bottleneck = BottleneckFactory(public=True)
    bottleneck.trajectories.set([late])
    (before,) = with_costs(api_rows(client, "/bottlenecks"))
    recorded(late.procedures.get(), happened(EventKind.DECIDED, days_from_now(-1), outcome=Outcome.GRANTED))
    (after,) = with_costs(api_rows(client, "/bottlenecks"))
    assert before["cost"].days > 0
    assert after["cost"].days == 0
    assert days_lost_inside(bottleneck)[1] > 0


def test_bottlenecks_cost_the_same_queries_for_few_and_for_many(client, late, django_assert_max_num_queries) -> None:
    with publishing():
        for _ in range(12):
            BottleneckFactory(public=True).trajectories.set([late])
    for path in ("/nl/agenda/knelpunten/", "/nl/witte-vlekken/refining/nickel/"):
        client.get(path)
        with django_assert_max_num_queries(22):
            client.get(path)
