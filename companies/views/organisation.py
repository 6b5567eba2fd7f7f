"""The page of one organisation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.merging.aliases import current_slug
from companies.models import OrganisationListing
from companies.views.places import Place, locator, places
from companies.views.register import PAGE_KINDS, Row, page_language
from publication.conditional import unchanged_or
from publication.counts import facet_counts
from publication.models import ListingState
from valuechains.pages import plain_problems

Known = Mapping[str, ListingState]


@require_safe
@unchanged_or(*PAGE_KINDS)
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        document = public_document(slug)
    except Http404:
        return moved_page(slug, "companies:organisation")
    known: Known = request.listing_states  # type: ignore[attr-defined]
    towns = places(known, page_language())
    context = {
        "organisation": document,
        "problems": plain_problems(request),
        "sites": [{**site, "locator": _locator(site, towns)} for site in document["sites"]],
        "related": _related(document, known),
        "is_figure_4": any(one["source"]["slug"] == FIGURE_4 for one in _all_provenance(document)),
    }
    return render(request, "companies/organisation.html", context)


# The source whose figure 4 names the organisations; it calls itself incomplete.
FIGURE_4 = "hcss-2024"


def moved_page(slug: str, page: str) -> HttpResponse:
    """A lasting redirect for an address of before a merge or another web name; else it is not found."""
    now = current_slug(slug)
    if now is None:
        raise Http404
    return redirect(page, now, permanent=True)


def moved_meanwhile(document: Row) -> str:
    """Told above a form that was sent to the page of an organisation that became part of this one."""
    text = _("This page is about %(name)s by now. Nothing is sent yet: look it over and send it again.")
    return text % {"name": document["name"]}


def public_document(slug: str) -> Row:
    """The ready document of a public organisation; anything else does not exist."""
    column = f"document_{page_language()}"
    text = OrganisationListing.objects.filter(slug=slug).values_list(column, flat=True).first()
    if text is None:
        raise Http404
    return json.loads(text)


def _all_provenance(document: Row) -> list[Row]:
    return [one for group in document["provenance"].values() for one in group]


def _locator(site: Row, towns: list[Place]) -> Any:
    if not site["location"]:
        return None
    longitude, latitude = site["location"]["coordinates"]
    return locator(towns, latitude, longitude)


def _related(document: Row, known: Known) -> list[dict[str, Any]]:
    """Who else is in the same stages, works with the same materials or is in the same municipality, as counts."""
    things = [("stage", stage) for stage in document["stages"]]
    things += [("material", material) for material in document["materials"]]
    things += [("municipality", document["municipality"])] if document["municipality"] else []
    counts = {
        facet: facet_counts("companies", facet, known) for facet in dict.fromkeys(facet for facet, _one in things)
    }
    directory = reverse("companies:directory")
    related = [
        {
            "facet": facet,
            "name": thing["name"],
            "others": counts[facet].get(thing["slug"], 1) - 1,
            "url": f"{directory}?{facet}={thing['slug']}",
        }
        for facet, thing in things
    ]
    return [one for one in related if one["others"] > 0]
