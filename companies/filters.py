"""What organisations, sites and municipalities can be filtered by; page, API, export and map use the same sets."""

from django.utils.translation import gettext_lazy as _

from companies.enums import ActivityStatus, OrganisationKind, Precision
from publication.filters import (
    BoxFilter,
    FacetFilter,
    ListingFilterSet,
    PastDayFilter,
    SearchFilter,
    UpdatedSinceFilter,
)

YES_NO = [("yes", _("yes")), ("no", _("no"))]


class OrganisationFilterSet(ListingFilterSet):
    collection = "companies"

    q = SearchFilter(label=_("Search"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    kind = FacetFilter(choices=list(OrganisationKind.choices), label=_("Kind"))
    activityStatus = FacetFilter(choices=list(ActivityStatus.choices), label=_("Status of the activity"))
    verified = FacetFilter(choices=YES_NO, label=_("Confirmed"))
    located = FacetFilter(choices=YES_NO, label=_("Place known"))
    bbox = BoxFilter(label=_("Area"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))


class SiteFilterSet(ListingFilterSet):
    collection = "sites"

    q = SearchFilter(label=_("Search"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    precision = FacetFilter(choices=list(Precision.choices), label=_("Precision"))
    bbox = BoxFilter(label=_("Area"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))


class MunicipalityFilterSet(ListingFilterSet):
    collection = "municipalities"

    q = SearchFilter(label=_("Search"))


class CoverageFilterSet(ListingFilterSet):
    """Narrows the matrix of stages and materials; the rows are counted among the organisations.

    Its values are read (``companies.coverage.Wanted``); it makes no selection of its own.
    """

    collection = "companies"

    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    strategic = FacetFilter(choices=YES_NO, label=_("Strategic"))
    sector = FacetFilter(vocabulary="sectors", label=_("Sector"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    on = PastDayFilter(label=_("As it was on"))


class PlaceFilterSet(ListingFilterSet):
    """Where a page is looked at from: one box of the matrix. Its value is read; it selects nothing."""

    collection = "companies"

    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))


class OfftakeFilterSet(ListingFilterSet):
    """An activity for which partners are sought. Its values are read (``companies.offtake``); it selects nothing."""

    collection = "companies"

    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
