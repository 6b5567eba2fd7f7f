"""What stages, sectors, materials and supply events can be filtered by."""

from django.utils.translation import gettext_lazy as _

from publication.filters import FacetFilter, ListingFilterSet, SearchFilter
from valuechains.enums import EventKind, Relation

YES_NO = [("yes", _("yes")), ("no", _("no"))]


class StageFilterSet(ListingFilterSet):
    collection = "stages"

    q = SearchFilter(label=_("Search"))


class SectorFilterSet(ListingFilterSet):
    collection = "sectors"

    q = SearchFilter(label=_("Search"))


class BenchmarkFilterSet(ListingFilterSet):
    collection = "benchmarks"


class MaterialFilterSet(ListingFilterSet):
    collection = "materials"

    q = SearchFilter(label=_("Search"))
    relation = FacetFilter(choices=list(Relation.choices), label=_("Relation to the list"))
    strategic = FacetFilter(choices=YES_NO, label=_("Strategic"))
    sector = FacetFilter(vocabulary="sectors", label=_("Sector"))


class SupplyEventFilterSet(ListingFilterSet):
    collection = "supply-events"

    q = SearchFilter(label=_("Search"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    eventKind = FacetFilter(choices=list(EventKind.choices), label=_("Kind"))
