"""What the listing of an action names, and how it follows each of them."""

import pytest

from agenda.models import Action, ActionListing
from publication.publishing import publishing
from publication.visibility import change_visibility
from tests.agenda.test_publishing import _nothing_differs, document
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    ChallengeFactory,
    MaterialFactory,
    MeetingFactory,
    OrganisationFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    StageFactory,
)
from tests.factories.trajectories import TrajectoryFactory
from tests.reading import csv_rows
from tests.shared_records import FillOnce

__all__ = ["_nothing_differs"]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _action(fill_once: FillOnce) -> None:
    fill_once(make_action)


@pytest.fixture
def action(_action: None, db: None) -> Action:
    """A public action with one public relation of each kind."""
    return Action.objects.get(slug="kaart")


def make_action() -> None:
    with publishing():
        recommendation = RecommendationFactory(public=True, slug="eerste")
        made = ActionFactory(
            public=True,
            slug="kaart",
            recommendation=recommendation,
            part=RecommendationPartFactory(recommendation=recommendation, number="9.1"),
            owner=PartnerFactory(public=True, slug="haven"),
            meeting=MeetingFactory(public=True, slug="mei"),
            stages=[StageFactory(public=True, slug="raffinage")],
            materials=[MaterialFactory(public=True, slug="kobalt")],
        )
        made.challenges.set([ChallengeFactory(public=True, slug="ruimte")])
        made.bottlenecks.set([BottleneckFactory(public=True, slug="net-vol")])
        made.organisations.set([OrganisationFactory(public=True, slug="bedrijf")])
        made.trajectories.set([TrajectoryFactory(visibility="public", slug="sloperij")])
        made.after.set([ActionFactory(public=False, slug="later")])


ONE = ("recommendation", "owner", "meeting")
MANY = ("challenges", "bottlenecks", "organisations", "trajectories", "stages", "materials")


def test_an_action_names_what_belongs_to_it(action):
    told = document(ActionListing)
    assert {name: told[name]["slug"] for name in ONE} == {
        "recommendation": "eerste",
        "owner": "haven",
        "meeting": "mei",
    }
    assert {name: [one["slug"] for one in told[name]] for name in MANY} == {
        "challenges": ["ruimte"],
        "bottlenecks": ["net-vol"],
        "organisations": ["bedrijf"],
        "trajectories": ["sloperij"],
        "stages": ["raffinage"],
        "materials": ["kobalt"],
    }
    assert told["part"] == "9.1"
    assert told["waitsFor"] == []


@pytest.mark.parametrize("name", [*ONE, *MANY])
def test_what_becomes_internal_leaves_it(action, name):
    found = getattr(action, name)
    change_visibility(records=[found] if name in ONE else found.all(), visibility="internal")
    assert not document(ActionListing)[name]
    assert not ActionListing.objects.get().facets.get(name.removesuffix("s"), [])


@pytest.mark.parametrize("name", MANY[:3])
def test_what_is_deleted_leaves_it(action, name):
    getattr(action, name).get().delete()
    assert document(ActionListing)[name] == []


def test_what_gets_a_new_name_shows_it(action):
    action.owner.name_nl = "Een andere naam"
    action.owner.save()
    assert document(ActionListing)["owner"]["name"] == "Een andere naam"


def test_the_page_of_actions_links_to_all_that_it_is_about(client, action):
    page = client.get("/nl/agenda/acties/").content.decode()
    for kind in ("trajectories", "challenges", "stages", "materials", "organisations", "bottlenecks"):
        record = getattr(action, kind).get()
        assert f"{record.slug}" in page, kind
    assert "Over het traject: <a" in page


def test_the_table_of_actions_names_all_that_it_is_about(client, action):
    (row,) = csv_rows(client, "/actions?lang=nl")
    assert row["organisaties"] == action.organisations.get().name
    assert row["trajecten"] == action.trajectories.get().title_nl
    assert row["uitdagingen"] == action.challenges.get().name_nl
    assert row["knelpunten"] == action.bottlenecks.get().name_nl
