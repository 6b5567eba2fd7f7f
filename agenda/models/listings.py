"""The public read model of each kind; see ``publication.models.Listing``."""

from django.db import models

from agenda.models.funding import FundingScheme
from agenda.models.locations import Location
from agenda.models.meetings import Meeting, Milestone
from agenda.models.partners import Instrument, KnowledgeOffer, Partner
from agenda.models.recommendations import Challenge, Opportunity, Recommendation
from agenda.models.work import Action, Bottleneck
from publication.models import Listing


def record_of(model: type[models.Model]) -> models.OneToOneField:
    return models.OneToOneField(model, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class RecommendationListing(Listing):
    record = record_of(Recommendation)


class ChallengeListing(Listing):
    record = record_of(Challenge)


class OpportunityListing(Listing):
    record = record_of(Opportunity)


class PartnerListing(Listing):
    record = record_of(Partner)


class InstrumentListing(Listing):
    record = record_of(Instrument)


class KnowledgeOfferListing(Listing):
    record = record_of(KnowledgeOffer)


class FundingSchemeListing(Listing):
    record = record_of(FundingScheme)


class MilestoneListing(Listing):
    record = record_of(Milestone)


class MeetingListing(Listing):
    record = record_of(Meeting)


class BottleneckListing(Listing):
    record = record_of(Bottleneck)


class LocationListing(Listing):
    record = record_of(Location)


class ActionListing(Listing):
    record = record_of(Action)
