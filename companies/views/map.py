"""The map with its list, and the points it draws."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from companies.templatetags.companies_ui import place_name, precision_note
from companies.views.facets import choices_of, facets_of, hidden_fields
from companies.views.places import Place, overview, places, province_box
from companies.views.register import PAGE_KINDS, Register, Row, rows_of
from publication.conditional import unchanged_or
from publication.index.grid import Box
from publication.markers import WORLD, Marker, corners, markers, read_cells
from publication.queries import Problem
from publication.selection import Selection, placed, without

LIST_LENGTH = 50


@require_safe
@unchanged_or(*PAGE_KINDS, vary=("HX-Request",))
def map_page(request: HttpRequest) -> HttpResponse:
    """``bbox`` is the part of the map in view: it narrows the list beside the map, not the facets."""
    register = Register.read(request, known=request.listing_states)  # type: ignore[attr-defined]
    is_partial = bool(getattr(request, "htmx", False))
    template = "companies/_map_parts.html" if is_partial else "companies/map.html"
    response = render(request, template, map_context(register))
    if is_partial:
        response["HX-Push-Url"] = request.path + register.own_address
    return response


@require_safe
@unchanged_or(*PAGE_KINDS)
def map_data(request: HttpRequest) -> HttpResponse:
    """Markers and list rows in ``bbox`` (everywhere when not given); bad input is a 400 that says why."""
    known = request.listing_states  # type: ignore[attr-defined]
    register = Register.read(request, known=known, also=("cells",))
    problems = list(register.problems)
    try:
        cells = read_cells(request.GET.get("cells"))
    except ValueError as error:
        problems.append(Problem("cells", str(error)))
    if problems:
        return JsonResponse({"problems": [dataclasses.asdict(problem) for problem in problems]}, status=400)
    everywhere = without(register.selection, "bbox")
    box = register.query.filterset.form.cleaned_data.get("bbox") or WORLD
    return HttpResponse(orjson.dumps(_answer(register, everywhere, box, cells)), content_type="application/json")


def map_context(register: Register) -> dict[str, Any]:
    everywhere = without(register.selection, "bbox")
    narrowed = dataclasses.replace(register, query=dataclasses.replace(register.query, selection=everywhere))
    towns = places(register.known, register.language)
    province = province_box(towns) or WORLD
    in_view = placed(register.selection)
    unplaced = dataclasses.replace(everywhere, narrowed={**everywhere.narrowed, "unplaced": _unplaced(everywhere)})
    return {
        "register": register,
        "search": register.params.get("q", ""),
        "facets": facets_of(narrowed),
        "choices": [choice for choice in choices_of(register) if choice.name != "bbox"],
        "hidden_fields": [pair for pair in hidden_fields(register) if pair[0] not in ("bbox", "sort", "pageSize")],
        "problems": register.problems,
        "clear_url": "?",
        "same_query": register.params.urlencode(safe=","),
        "query": _query_without_box(register),
        "count": everywhere.count,
        "placed": placed(everywhere).count,
        "in_view": in_view.count,
        "rows": rows_of(in_view, in_view.page(register.query.order, 0, LIST_LENGTH), register.language),
        "list_length": LIST_LENGTH,
        "unplaced": unplaced.count,
        "unplaced_rows": rows_of(unplaced, unplaced.page("name", 0, LIST_LENGTH), register.language),
        "unplaced_url": register.address(bbox=None, located="no"),
        "overview": overview(narrowed, towns),
        "view_box": corners(register.query.filterset.form.cleaned_data.get("bbox") or province),
        "labels": json.dumps(
            [[town.name, town.latitude, town.longitude] for town in _busiest_first(towns, everywhere)]
        ),
        "tiles": settings.MAP_TILES_URL,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
    }


def _answer(register: Register, everywhere: Selection, box: Box, cells: int) -> dict[str, Any]:
    in_view = placed(register.selection)
    drawn = markers(in_view, box, cells)
    listed = in_view.page(register.query.order, 0, LIST_LENGTH)
    wanted = list(dict.fromkeys([*listed, *(one.pk for one in drawn if one.pk is not None)]))
    rows = dict(zip(wanted, rows_of(everywhere, wanted, register.language), strict=False))
    before, after = reverse("companies:organisation", args=["slug"]).rsplit("slug", 1)
    listed_rows = {pk: _list_row(row, f"{before}{row['slug']}{after}") for pk, row in rows.items()}
    return {
        "count": everywhere.count,
        "placed": placed(everywhere).count,
        "inView": in_view.count,
        "markers": [_marker(one, rows.get(one.pk or 0), listed_rows) for one in drawn],
        "rows": [listed_rows[pk] for pk in listed if pk in rows],
    }


def _marker(one: Marker, row: Row | None, listed: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    drawn: dict[str, Any] = {"count": one.count, "lat": round(one.latitude, 6), "lon": round(one.longitude, 6)}
    if one.box is not None:
        drawn["box"] = corners(one.box)
    elif row is not None:
        drawn |= {"place": place_name(row), "precise": row["precision"] == "address"}
        if one.count == 1 and one.pk is not None:
            drawn |= listed[one.pk]
    return drawn


def _list_row(row: Row, url: str) -> dict[str, Any]:
    longitude, latitude = row["location"]["coordinates"]
    return {
        "name": row["name"],
        "url": url,
        "kind": row["kindName"],
        "place": place_name(row),
        "note": precision_note(row["precision"]),
        "lat": latitude,
        "lon": longitude,
    }


def _busiest_first(towns: list[Place], selection: Selection) -> list[Place]:
    """Where two names do not fit beside each other, the map shows the one with more organisations."""
    counts = selection.facet_counts("municipality")
    return sorted(towns, key=lambda town: -counts.get(town.slug, 0))


def _unplaced(selection: Selection) -> Any:
    return selection.index.all - selection.index.grid.placed


def _query_without_box(register: Register) -> str:
    params = register.params.copy()
    for name in ("bbox", "pageSize"):
        params.pop(name, None)
    return params.urlencode(safe=",")
