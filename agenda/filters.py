"""What the agenda's collections can be filtered by; page, API and export use the same sets."""

from django.utils.translation import gettext_lazy as _

from agenda.enums import ActionState, BottleneckState, Dimension, Level, PartnerGroup, ProvinceRole
from publication.filters import FacetFilter, ListingFilterSet, SearchFilter

YES_NO = [("yes", _("yes")), ("no", _("no"))]


class RecommendationFilterSet(ListingFilterSet):
    collection = "recommendations"

    q = SearchFilter(label=_("Search"))
    role = FacetFilter(choices=list(ProvinceRole.choices), label=_("Role of the province"))


class ChallengeFilterSet(ListingFilterSet):
    collection = "challenges"

    q = SearchFilter(label=_("Search"))
    dimension = FacetFilter(choices=list(Dimension.choices), label=_("Dimension"))


class OpportunityFilterSet(ListingFilterSet):
    collection = "opportunities"

    q = SearchFilter(label=_("Search"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))


class PartnerFilterSet(ListingFilterSet):
    collection = "partners"

    q = SearchFilter(label=_("Search"))
    group = FacetFilter(choices=list(PartnerGroup.choices), label=_("Group"))


class MeetingFilterSet(ListingFilterSet):
    collection = "meetings"

    q = SearchFilter(label=_("Search"))


class BottleneckFilterSet(ListingFilterSet):
    collection = "bottlenecks"

    q = SearchFilter(label=_("Search"))
    challenge = FacetFilter(vocabulary="challenges", label=_("Challenge"))
    level = FacetFilter(choices=list(Level.choices), label=_("Can be solved by"))
    state = FacetFilter(choices=list(BottleneckState.choices), label=_("State"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    example = FacetFilter(choices=YES_NO, label=_("Example"))


class ActionFilterSet(ListingFilterSet):
    collection = "actions"

    q = SearchFilter(label=_("Search"))
    recommendation = FacetFilter(vocabulary="recommendations", label=_("Recommendation"))
    owner = FacetFilter(vocabulary="partners", label=_("Owner"))
    state = FacetFilter(choices=list(ActionState.choices), label=_("State"))
    challenge = FacetFilter(vocabulary="challenges", label=_("Challenge"))
    bottleneck = FacetFilter(vocabulary="bottlenecks", label=_("Bottleneck"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    example = FacetFilter(choices=YES_NO, label=_("Example"))
