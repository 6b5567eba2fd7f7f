"""Materials and stages as things to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.counts import narrowed
from publication.following import Related
from publication.following.subjects import Known, ListedRecord


def organisation_page(slug: str, _name: str) -> str:
    return reverse("companies:organisation", kwargs={"slug": slug})


def trajectory_page(slug: str, _name: str) -> str:
    return reverse("permits:trajectory", kwargs={"slug": slug})


def event_page(_slug: str, name: str) -> str:
    return f"{reverse('valuechains:events')}?{urlencode({'q': name})}"


class MaterialSubject(ListedRecord):
    """Who works with it, what happens to its supply, and how the law lists it."""

    kind, view, kind_name = "materials", "valuechains:material", gettext_lazy("material")
    list_view, list_name = "valuechains:materials", gettext_lazy("Materials")

    def facts(self, key: str) -> Mapping[str, str]:
        entry = self.document(key).get("listEntry")
        if not entry:
            return {}
        return {_("On the list"): entry["listName"], _("Strategic"): _("yes") if entry["strategic"] else _("no")}

    def related(self, key: str, known: Known) -> Sequence[Related]:
        return (
            Related(
                _("Organisation with this material"), narrowed("companies", known, material=[key]), organisation_page
            ),
            Related(_("Supply event"), narrowed("supply-events", known, material=[key]), event_page),
        )


class StageSubject(ListedRecord):
    """Who works there, and which public trajectories lead there."""

    kind, view, kind_name = "stages", "valuechains:stage", gettext_lazy("stage")
    list_view, list_name = "valuechains:chain", gettext_lazy("The chain")

    def related(self, key: str, known: Known) -> Sequence[Related]:
        return (
            Related(_("Organisation in this stage"), narrowed("companies", known, stage=[key]), organisation_page),
            Related(_("Trajectory in this stage"), narrowed("trajectories", known, stage=[key]), trajectory_page),
        )
