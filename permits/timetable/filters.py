"""What trajectories can be filtered by; page, API and export use the same set."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from permits.trajectories import EventKind, TrajectoryStatus
from publication.filters import FacetFilter, ListingFilterSet, SearchFilter, UpdatedSinceFilter
from publication.index import ListingIndex

YES_NO = [("yes", _("yes")), ("no", _("no"))]
WINDOWS = [
    (EventKind.VIEWS_RECEIVED.value, _("views on a draft decision")),
    (EventKind.OBJECTION.value, _("objection")),
    (EventKind.APPEAL.value, _("appeal")),
]


class OpenWindowFilter(FacetFilter):
    """Periods that have not passed today, by what may come in them. The facet holds the last day of each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WINDOWS, **kwargs)

    def bits(self, index: ListingIndex, value: list[str]) -> BitMap:
        return index.facets.any_of("window", open_windows(index, value))


def open_windows(index: ListingIndex, kinds: list[str]) -> list[str]:
    """The values of the facet whose day is today or later; a period begins with an event, so never later than today."""
    today = timezone.localdate().isoformat()
    known = index.facets.counts("window", index.all)
    return [one for one in known if one.partition(" ")[0] in kinds and one.partition(" ")[2] >= today]


class TrajectoryFilterSet(ListingFilterSet):
    collection = "trajectories"

    q = SearchFilter(label=_("Search"))
    stage = FacetFilter(vocabulary="stages", label=_("Stage"))
    material = FacetFilter(vocabulary="materials", label=_("Material"))
    municipality = FacetFilter(vocabulary="municipalities", label=_("Municipality"))
    authority = FacetFilter(vocabulary="authorities", label=_("Competent authority"))
    permitType = FacetFilter(vocabulary="permit-types", label=_("Permit type"))
    status = FacetFilter(choices=list(TrajectoryStatus.choices), label=_("Status"))
    openNow = OpenWindowFilter(label=_("Open for response now"))
    example = FacetFilter(choices=YES_NO, label=_("Example"))
    updatedSince = UpdatedSinceFilter(label=_("Changed since"))
