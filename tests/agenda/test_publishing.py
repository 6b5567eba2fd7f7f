"""The agenda's listings follow every change, and name nothing that is not public."""

import json

import pytest

from agenda.models import BottleneckListing, MeetingListing, RecommendationListing
from agenda.publishers import PUBLISHERS
from publication.rebuild import compare
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    ChallengeFactory,
    DecisionFactory,
    FundingSchemeFactory,
    FundingWindowFactory,
    InstrumentFactory,
    KnowledgeOfferFactory,
    MeetingFactory,
    MilestoneFactory,
    OpportunityFactory,
    OrganisationFactory,
    RecommendationFactory,
    RecommendationPartFactory,
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
