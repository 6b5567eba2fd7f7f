"""What permit types, authorities and municipalities can be filtered by; page, API and export use the same sets."""

from django.utils.translation import gettext_lazy as _

from permits.enums import AuthorityKind, PermitCategory, Procedure
from publication.filters import FacetFilter, ListingFilterSet, SearchFilter, UpdatedSinceFilter


class PermitTypeFilterSet(ListingFilterSet):
    collection = "permit-types"

    q = SearchFilter(label=_("Search"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    category = FacetFilter(choices=list(PermitCategory.choices), label=_("Category"))
    procedure = FacetFilter(choices=list(Procedure.choices), label=_("Procedure"))
    authority = FacetFilter(vocabulary="authorities", label=_("Competent authority"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))


class AuthorityFilterSet(ListingFilterSet):
    collection = "authorities"

    q = SearchFilter(label=_("Search"))
    kind = FacetFilter(choices=list(AuthorityKind.choices), label=_("Kind"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))


class MunicipalAuthoritiesFilterSet(ListingFilterSet):
    collection = "municipal-authorities"

    q = SearchFilter(label=_("Search"))
    environmentService = FacetFilter(vocabulary="authorities", label=_("Environment service"))
    waterBoard = FacetFilter(vocabulary="authorities", label=_("Water board"))
    safetyRegion = FacetFilter(vocabulary="authorities", label=_("Safety region"))
