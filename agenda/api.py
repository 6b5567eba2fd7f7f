"""The collections of the agenda in the API."""

from agenda import exports, filters, serializers
from agenda.locations.api import LOCATIONS
from publication.api import Collection

RECOMMENDATIONS = Collection(
    filterset=filters.RecommendationFilterSet,
    table=exports.RECOMMENDATIONS,
    row=serializers.Recommendation,
    document=serializers.Recommendation,
    singular="Recommendation",
    plural="Recommendations",
    summary="recommendations of the agenda",
)
CHALLENGES = Collection(
    filterset=filters.ChallengeFilterSet,
    table=exports.CHALLENGES,
    row=serializers.Challenge,
    document=serializers.Challenge,
    singular="Challenge",
    plural="Challenges",
    summary="challenges that the study names",
)
OPPORTUNITIES = Collection(
    filterset=filters.OpportunityFilterSet,
    table=exports.OPPORTUNITIES,
    row=serializers.Opportunity,
    document=serializers.Opportunity,
    singular="Opportunity",
    plural="Opportunities",
    summary="opportunities that the study names",
)
PARTNERS = Collection(
    filterset=filters.PartnerFilterSet,
    table=exports.PARTNERS,
    row=serializers.Partner,
    document=serializers.Partner,
    singular="Partner",
    plural="Partners",
    summary="partners of the agenda",
)
MEETINGS = Collection(
    filterset=filters.MeetingFilterSet,
    table=exports.MEETINGS,
    row=serializers.Meeting,
    document=serializers.Meeting,
    singular="Meeting",
    plural="Meetings",
    summary="meetings of the regional consultation",
)
BOTTLENECKS = Collection(
    filterset=filters.BottleneckFilterSet,
    table=exports.BOTTLENECKS,
    row=serializers.Bottleneck,
    document=serializers.Bottleneck,
    singular="Bottleneck",
    plural="Bottlenecks",
    summary="bottlenecks told by companies, officers and partners",
)
ACTIONS = Collection(
    filterset=filters.ActionFilterSet,
    table=exports.ACTIONS,
    row=serializers.Action,
    document=serializers.Action,
    singular="Action",
    plural="Actions",
    summary="actions for the recommendations",
)
COLLECTIONS = (RECOMMENDATIONS, ACTIONS, BOTTLENECKS, OPPORTUNITIES, CHALLENGES, PARTNERS, MEETINGS, LOCATIONS)
