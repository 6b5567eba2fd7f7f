"""What stages, sectors, materials, dilemmas and supply events can be filtered by."""

from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from publication.filters import FacetFilter, ListingFilterSet, SearchFilter
from publication.index import ListingIndex
from valuechains.dilemmas import ALL
from valuechains.enums import DilemmaDimension, EventKind, Relation

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


class AlsoGeneral(FacetFilter):
    """Cards of the materials asked for, and those that hold for every material: as the page of a material has them."""

    def bits(self, index: ListingIndex, value: list[str]) -> BitMap:
        return super().bits(index, [*value, ALL])


class DilemmaFilterSet(ListingFilterSet):
    collection = "dilemmas"

    q = SearchFilter(label=_("Search"))
    material = AlsoGeneral(vocabulary="materials", label=_("Material"))
    dimension = FacetFilter(choices=list(DilemmaDimension.choices), label=_("Dimension"))
    example = FacetFilter(choices=YES_NO, label=_("Example"))


class SupplyEventFilterSet(ListingFilterSet):
    collection = "supply-events"

    q = SearchFilter(label=_("Search"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    eventKind = FacetFilter(choices=list(EventKind.choices), label=_("Kind"))
