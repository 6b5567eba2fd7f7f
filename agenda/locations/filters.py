"""What locations can be filtered by; page, API and export use the same set."""

from django.utils.translation import gettext_lazy as _

from agenda.locations.enums import Colour, LocationKind, Subject
from publication.filters import BoxFilter, FacetFilter, ListingFilterSet, SearchFilter, UpdatedSinceFilter

YES_NO = [("yes", _("yes")), ("no", _("no"))]
COLOURS = list(Colour.choices)


class LocationFilterSet(ListingFilterSet):
    collection = "locations"

    q = SearchFilter(label=_("Search"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    kind = FacetFilter(choices=list(LocationKind.choices), label=_("Kind"))
    space = FacetFilter(choices=COLOURS, label=Subject.SPACE.label)
    environment = FacetFilter(choices=COLOURS, label=Subject.ENVIRONMENT.label)
    grid = FacetFilter(choices=COLOURS, label=Subject.GRID.label)
    nitrogen = FacetFilter(choices=COLOURS, label=Subject.NITROGEN.label)
    water = FacetFilter(choices=COLOURS, label=Subject.WATER.label)
    quay = FacetFilter(choices=COLOURS, label=Subject.QUAY.label)
    example = FacetFilter(choices=YES_NO, label=_("Example"))
    bbox = BoxFilter(label=_("Area"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))
