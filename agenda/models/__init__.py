from agenda.models.funding import FundingScheme, FundingWindow
from agenda.models.listings import (
    ActionListing,
    BottleneckListing,
    ChallengeListing,
    FundingSchemeListing,
    InstrumentListing,
    KnowledgeOfferListing,
    LocationListing,
    MeetingListing,
    MilestoneListing,
    OpportunityListing,
    PartnerListing,
    RecommendationListing,
)
from agenda.models.locations import Light, Location
from agenda.models.meetings import Decision, Meeting, Milestone
from agenda.models.partners import Instrument, KnowledgeOffer, Partner
from agenda.models.recommendations import Challenge, Opportunity, Recommendation, RecommendationPart
from agenda.models.work import Action, Bottleneck

__all__ = [
    "Action",
    "ActionListing",
    "Bottleneck",
    "BottleneckListing",
    "Challenge",
    "ChallengeListing",
    "Decision",
    "FundingScheme",
    "FundingSchemeListing",
    "FundingWindow",
    "Instrument",
    "InstrumentListing",
    "KnowledgeOffer",
    "KnowledgeOfferListing",
    "Light",
    "Location",
    "LocationListing",
    "Meeting",
    "MeetingListing",
    "Milestone",
    "MilestoneListing",
    "Opportunity",
    "OpportunityListing",
    "Partner",
    "PartnerListing",
    "Recommendation",
    "RecommendationListing",
    "RecommendationPart",
]
