"""The agenda as the provincial team works with it."""

from agenda.admin.locations import LocationAdmin
from agenda.admin.meetings import DecisionAdmin, MeetingAdmin
from agenda.admin.partners import (
    FundingSchemeAdmin,
    InstrumentAdmin,
    KnowledgeOfferAdmin,
    MilestoneAdmin,
    PartnerAdmin,
)
from agenda.admin.recommendations import (
    ChallengeAdmin,
    OpportunityAdmin,
    RecommendationAdmin,
    RecommendationPartAdmin,
)
from agenda.admin.work import ActionAdmin, BottleneckAdmin

__all__ = [
    "ActionAdmin",
    "BottleneckAdmin",
    "ChallengeAdmin",
    "DecisionAdmin",
    "FundingSchemeAdmin",
    "InstrumentAdmin",
    "KnowledgeOfferAdmin",
    "LocationAdmin",
    "MeetingAdmin",
    "MilestoneAdmin",
    "OpportunityAdmin",
    "PartnerAdmin",
    "RecommendationAdmin",
    "RecommendationPartAdmin",
]
