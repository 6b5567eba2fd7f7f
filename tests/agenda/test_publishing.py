"""The agenda's listings follow every change, and name nothing that is not public."""

import json

import pytest

from agenda.models import ActionListing, BottleneckListing, MeetingListing, RecommendationListing
from agenda.publishers import PUBLISHERS
from publication.publishing import publishing
from publication.rebuild import compare
from publication.visibility import change_visibility
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    ChallengeFactory,
    DecisionFactory,
    FundingSchemeFactory,
    FundingWindowFactory,
    InstrumentFactory,
    KnowledgeOfferFactory,
    MaterialFactory,
    MeetingFactory,
    MilestoneFactory,
    OpportunityFactory,
    OrganisationFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db


def document(listing) -> dict:
    return json.loads(listing.objects.get().document_nl)


@pytest.fixture(autouse=True)
def _nothing_differs():
    """After every scenario the listings say what the records say."""
    yield
    for publisher in PUBLISHERS:
        assert list(compare(publisher.kind)) == []


@pytest.fixture
def action():
    """A public action with one public relation of each kind."""
    with publishing():
        recommendation = RecommendationFactory(public=True, slug="eerste")
        made = ActionFactory(
            public=True,
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
        made.after.set([ActionFactory(public=False, slug="later")])
    return made


ONE = ("recommendation", "owner", "meeting")
MANY = ("challenges", "bottlenecks", "organisations", "stages", "materials")


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


def test_a_part_stands_with_its_recommendation():
    part = RecommendationPartFactory(recommendation__public=True, name_nl="Dialoog")
    assert [one["name"] for one in document(RecommendationListing)["parts"]] == ["Dialoog"]
    part.delete()
    assert document(RecommendationListing)["parts"] == []


def test_a_meeting_tells_its_public_decisions_alone():
    meeting = MeetingFactory(public=True, internal_record="geheim verslag", text_nl="Openbaar")
    DecisionFactory(meeting=meeting, text_nl="geheim besluit", is_public=False)
    public = DecisionFactory(meeting=meeting, text_nl="Openbaar besluit", is_public=True)
    listing = MeetingListing.objects.get()
    assert [one["text"] for one in json.loads(listing.document_nl)["decisions"]] == ["Openbaar besluit"]
    assert "geheim" not in "".join([listing.document_nl, listing.document_en, listing.row_nl, listing.words])
    public.is_public = False
    public.save()
    assert document(MeetingListing)["decisions"] == []


def test_a_bottleneck_never_names_who_is_hindered():
    bottleneck = BottleneckFactory(public=True, staff_note="geheime notitie")
    bottleneck.organisations.set([OrganisationFactory(public=True, name="Geheim BV")])
    listing = BottleneckListing.objects.get()
    assert "geheim" not in (listing.document_nl + listing.document_en + listing.words + str(listing.facets)).casefold()


@pytest.mark.parametrize("trait", [{}, {"embargoed": True}])
def test_what_is_not_public_has_no_listing(trait):
    factories = [
        ActionFactory, BottleneckFactory, ChallengeFactory, FundingSchemeFactory, InstrumentFactory,
        KnowledgeOfferFactory, MeetingFactory, MilestoneFactory, OpportunityFactory, RecommendationFactory,
    ]  # fmt: skip
    for factory in factories:
        factory(slug="geheim", **trait)
    for publisher in PUBLISHERS:
        assert not publisher.listing.objects.filter(slug="geheim").exists()


def test_a_window_stands_with_its_scheme():
    window = FundingWindowFactory(scheme__public=True)
    listing = window.scheme.listing
    assert len(json.loads(listing.document_nl)["windows"]) == 1
    window.delete()
    listing.refresh_from_db()
    assert json.loads(listing.document_nl)["windows"] == []


def test_building_costs_the_same_for_one_and_for_many(django_assert_max_num_queries):
    for publisher in PUBLISHERS:
        pks = list(publisher().records().values_list("pk", flat=True))
        with django_assert_max_num_queries(9):
            list(publisher().build(pks))
