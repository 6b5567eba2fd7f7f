"""The parts of society that need critical raw materials, and which materials each needs."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import narrowed
from valuechains.documents import Document
from valuechains.views.reading import Known, rows, states_of, trail
from valuechains.views.requests import plain_problems


@require_safe
@unchanged_or("sectors", "materials")
def sectors(request: HttpRequest) -> HttpResponse:
    context = {
        "sectors": _sectors(states_of(request)),
        "trail": trail((_("Sectors"), "")),
        "problems": plain_problems(request),
    }
    return render(request, "valuechains/sectors.html", context)


def _sectors(known: Known) -> list[Document]:
    """The sectors with the materials used in each, strategic ones first."""
    materials = defaultdict(list)
    for material in rows(narrowed("materials", known), "name"):
        for sector in material["sectors"]:
            materials[sector["slug"]].append(material)
    found = rows(narrowed("sectors", known), "order")
    for sector in found:
        sector["materials"] = sorted(materials[sector["slug"]], key=lambda one: (not one["strategic"], one["sortName"]))
    return found
