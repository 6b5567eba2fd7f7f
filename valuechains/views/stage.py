"""One stage: what happens there, who is active, which materials pass, what comes before and after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index import names_of
from publication.selection import Selection
from valuechains.documents import Document
from valuechains.flow import USE, WHAT_HAPPENS, neighbours
from valuechains.views.reading import Known, document, language, page, rows, states_of, trail
from valuechains.views.requests import plain_problems
from valuechains.wording import place_in_report

SHOWN = 12


@require_safe
@unchanged_or("stages", "companies", "materials", "benchmarks")
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = document("stages", slug)
    companies = narrowed("companies", known, stage=[slug])
    before, after = neighbours(slug)
    context = {
        "stage": found,
        "reference": place_in_report(found["reference"]),
        "what_happens": WHAT_HAPPENS.get(slug, ""),
        "count": companies.count,
        "organisations": rows(companies, "name", SHOWN),
        "materials": _materials(companies, known),
        "before": _steps(before, known),
        "after": _steps(after, known),
        "supports_all": not before and not after,
        "trail": trail((_("The chain"), page("chain")), (found["shortName"], "")),
        "problems": plain_problems(request),
    }
    return render(request, "valuechains/stage.html", context)


def _materials(companies: Selection, known: Known) -> list[dict[str, Any]]:
    """Materials that organisations in this stage work with, those of most organisations first."""
    names = names_of("materials", known)
    counts = {slug: count for slug, count in companies.facet_counts("material").items() if slug in names}
    largest = max(counts.values(), default=1)
    found = [
        {
            "slug": slug,
            "name": names[slug][language()],
            "count": count,
            "share": round(100 * count / largest, 1),
        }
        for slug, count in counts.items()
    ]
    return sorted(found, key=lambda one: (-counts[str(one["slug"])], str(one["name"]).casefold()))


def _steps(slugs: list[str], known: Known) -> list[Document]:
    names = names_of("stages", known)
    steps = []
    for slug in slugs:
        if slug == USE:
            steps.append({"name": _("use in products"), "url": page("sectors")})
        elif slug in names:
            steps.append({"name": names[slug][language()], "url": page("stage", slug)})
    return steps
