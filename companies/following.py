"""Organisations and searches of the directory as things to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.filters import OrganisationFilterSet
from publication.counts import narrowed
from publication.filters import FacetFilter
from publication.following import Listed, Related
from publication.following.subjects import Known, ListedRecord, State
from publication.index.registry import states
from publication.queries import ListQuery
from valuechains.following import organisation_page, trajectory_page

LONGEST = 500


class OrganisationSubject(ListedRecord):
    """What its page says, and its public trajectories."""

    kind, view, kind_name = "companies", "companies:organisation", gettext_lazy("organisation")
    list_view, list_name = "companies:directory", gettext_lazy("Register")

    def facts(self, key: str) -> Mapping[str, str]:
        found = self.document(key)
        place = (found.get("municipality") or {}).get("name") or found.get("town") or ""
        facts = {
            _("Name"): found.get("name") or "",
            _("Kind"): found.get("kindName") or "",
            _("Status"): found.get("statusText") or "",
            _("Place"): place,
            _("Website"): found.get("website") or "",
            _("Description"): found.get("description") or "",
        }
        for one in found.get("activities", ()):
            materials = ", ".join(material["name"] for material in one["materials"])
            facts[one["stage"]["name"]] = f"{one['statusName']} ({materials})" if materials else one["statusName"]
        return facts

    def related(self, key: str, known: Known) -> Sequence[Related]:
        return (Related(_("Trajectory"), narrowed("trajectories", known, company=[key]), trajectory_page),)


def search_key(asked: Mapping[str, Sequence[str]]) -> str:
    """The filters of a search in a fixed order; empty when there are none, or too many to keep."""
    data = QueryDict(mutable=True)
    for name, values in asked.items():
        if name in OrganisationFilterSet.base_filters:
            data.setlist(name, sorted({value.strip() for value in values if value.strip()}))
    key = "&".join(sorted(data.urlencode(safe=",").split("&")))
    return key if len(key) <= LONGEST else ""


class SearchSubject(Listed):
    """A search of the directory, kept as its query string: who is found that was not found before."""

    name = "search"

    @property
    def above(self) -> tuple[str, str] | None:
        return _("Register"), reverse("companies:directory")

    def key_of(self, asked: Mapping[str, Sequence[str]]) -> str:
        """A search with something wrong in it, or with nothing, cannot be followed."""
        key = search_key(asked)
        if not key or self._query(key).problems:
            raise LookupError(key)
        return key

    def title(self, key: str) -> str | None:
        query = self._query(key)
        parts = []
        for name, values in QueryDict(key).lists():
            one = query.filterset.filters.get(name)
            if one is None:
                continue
            names = dict(one.extra["choices"]) if isinstance(one, FacetFilter) else {}
            shown = ", ".join(str(names.get(value, value)) for value in values)
            parts.append(f"{one.label}: {shown}")
        return _("Search of the register – %(what)s") % {"what": "; ".join(parts)}

    def page(self, key: str) -> str:
        return f"{reverse('companies:directory')}?{key}"

    def state(self, key: str) -> State | None:
        """A filter may have lost its value since: then the search finds what its other filters find, or nothing."""
        return None if self._query(key).problems else super().state(key)

    def related(self, key: str, known: Known) -> Sequence[Related]:
        return (Related(_("Found"), self._query(key, known).selection, organisation_page),)

    @staticmethod
    def _query(key: str, known: Known | None = None) -> ListQuery:
        return ListQuery.read(OrganisationFilterSet, QueryDict(key), known=known or states())
