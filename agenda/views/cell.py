"""One cell of the matrix: who works there, or what the gap means and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.losses import with_costs
from agenda.touching import touching
from companies.coverage import KINDS, KNOWLEDGE, UNDER_WAY, Cell, Wanted, cells, directory_query
from companies.filters import PlaceFilterSet
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index import names_of
from publication.index.registry import lock
from publication.queries import filter_problems
from valuechains.pages import USE, WHAT_HAPPENS, Known, document, language, neighbours, rows, states_of
from valuechains.pages import trail as trail_of

SHOWN = 10
#: Pages that this installation may have, and what they are for.
ROUTE_PAGES = ("permits:route", "permits:route-planner")
DESK_PAGES = ("desk:ask", "desk:inquiry")


@require_safe
@unchanged_or(*KINDS, "opportunities", "bottlenecks", "knowledge-offers", "benchmarks", daily=True)
def cell(request: HttpRequest, stage: str, material: str) -> HttpResponse:
    known = states_of(request)
    found = cells(known, Wanted(stages=(stage,), materials=(material,)))
    if not found:
        raise Http404
    (one,) = found
    filterset = PlaceFilterSet(request.GET, known=known)
    problems = filter_problems(filterset, request.GET, ())
    places = tuple(filterset.form.cleaned_data.get("municipality") or ())
    filled = f"stage={stage}&material={material}" + (f"&municipality={places[0]}" if len(places) == 1 else "")
    told_stage, told_material = document("stages", stage), document("materials", material)
    context = {
        "cell": one,
        "stage": told_stage,
        "material": told_material,
        "what_happens": WHAT_HAPPENS.get(stage, ""),
        "counts": _counts(one),
        "places": ", ".join(names_of("municipalities", known)[slug][language()] for slug in places),
        "there": cells(known, Wanted((stage,), (material,), places))[0] if places else None,
        "filled": filled,
        "before": _nearby(neighbours(stage)[0], material, known),
        "after": _nearby(neighbours(stage)[1], material, known),
        "opportunities": rows(touching("opportunities", stage, material, known), "number"),
        "bottlenecks": with_costs(rows(touching("bottlenecks", stage, material, known), "told", SHOWN)),
        **_trajectories(stage, material, known),
        "offers": rows(touching("knowledge-offers", stage, material, known), "name", SHOWN),
        "institutes": rows(narrowed("companies", known, material=[material], kind=KNOWLEDGE), "name", SHOWN),
        "institutes_url": _directory("&".join([f"material={material}", *(f"kind={kind}" for kind in KNOWLEDGE)])),
        "stage_url": _directory(f"stage={stage}"),
        "route_url": first_page(ROUTE_PAGES, filled),
        "desk_url": first_page(DESK_PAGES, filled),
        "trail": trail_of((_("White spots"), reverse("agenda:white-spots")), (_heading(told_stage, told_material), "")),
        "problems": problems,
    }
    return render(request, "agenda/cell.html", context)


def _heading(stage: dict[str, Any], material: dict[str, Any]) -> str:
    return f"{stage['shortName']}: {material['name']}"


def _directory(query: str) -> str:
    return f"{reverse('companies:directory')}?{query}"


def _counts(one: Cell) -> list[dict[str, Any]]:
    """How many are how far. All of them stand in the directory together."""
    counts = [
        (_("active"), one.active),
        (_("planned or announced"), one.planned),
        (_("exploring"), one.exploring),
        (_("ceased"), one.ceased),
    ]
    found = [{"label": label, "count": count} for label, count in counts if count]
    return [{**one_count, "url": _directory(directory_query(one))} for one_count in found]


def _trajectories(stage: str, material: str, known: Known) -> dict[str, Any]:
    """Released ones under way: those counted in the cell, and those of the stage whose material nobody named."""
    at_stage = narrowed("trajectories", known, stage=[stage], status=UNDER_WAY["status"])
    with lock:
        facets = at_stage.index.facets
        named = facets.any_of("material", facets.counts("material", at_stage.index.all))
        own = at_stage.narrow("own", facets.any_of("material", [material]))
        unnamed = at_stage.narrow("unnamed", at_stage.index.all - named)
    return {"trajectories": rows(own, "name", SHOWN), "unnamed_trajectories": rows(unnamed, "name", SHOWN)}


def _nearby(stages: list[str], material: str, known: Known) -> list[dict[str, Any]]:
    """Stages that come before or after, with who works there with this material."""
    names = names_of("stages", known)
    found: list[dict[str, Any]] = []
    for slug in stages:
        if slug == USE:
            found.append({"name": _("use in products"), "url": reverse("valuechains:sectors"), "count": None})
        elif slug in names:
            selection = narrowed("companies", known, stage=[slug], material=[material])
            found.append(
                {
                    "name": names[slug][language()],
                    "count": selection.count,
                    "organisations": rows(selection, "name", 3),
                    "url": _directory(f"stage={slug}&material={material}")
                    if selection.count
                    else reverse("agenda:white-spot", kwargs={"stage": slug, "material": material}),
                }
            )
    return found


def first_page(names: tuple[str, ...], filled: str) -> str:
    """The address of the first of these pages that exists, with what is filled in; empty when none does."""
    for name in names:
        try:
            return f"{reverse(name)}?{filled}"
        except NoReverseMatch:
            continue
    return ""
