"""The map of the locations: the points in view, and what the page gives to the script that draws them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from agenda.locations.filters import LocationFilterSet
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index.grid import Box
from publication.markers import WORLD, Marker, corners, markers, read_cells
from publication.queries import ListQuery, Problem
from publication.selection import Selection, placed, without
from valuechains.pages import Known, rows, rows_of, states_of

LIST_LENGTH = 50
#: Degrees around the outermost municipality.
MARGIN = 0.04


@require_safe
@unchanged_or("locations", "municipalities")
def location_points(request: HttpRequest) -> JsonResponse:
    """Markers in ``bbox`` (or everywhere), with the filters of the list; bad input is a 400 that says why."""
    query = ListQuery.read(LocationFilterSet, request.GET, known=states_of(request), also=("cells",))
    problems = list(query.problems)
    try:
        cells = read_cells(request.GET.get("cells"))
    except ValueError as error:
        problems.append(Problem("cells", str(error)))
    if problems:
        told = [{"name": problem.name, "reason": problem.reason} for problem in problems]
        return JsonResponse({"problems": told}, status=400)
    box = query.filterset.form.cleaned_data.get("bbox") or WORLD
    return JsonResponse(_answer(query.selection, box, cells))


def map_of(query: ListQuery, known: Known) -> dict[str, Any] | None:
    """What the map on the page starts with; nothing when no location of the choice has a point."""
    if not placed(without(query.selection, "bbox")).count:
        return None
    towns = [(one["name"], *one["location"]["coordinates"]) for one in _municipalities(known)]
    asked = query.filterset.form.cleaned_data.get("bbox")
    params, wrong = query.filterset.data.copy(), {problem.name for problem in query.problems}
    for name in list(params):
        # What the list left out of its question is left out here too: the points would be refused.
        if name == "bbox" or name in wrong or name not in query.filterset.filters:
            params.pop(name)
    return {
        "query": params.urlencode(safe=","),
        "box": corners(asked or _around(towns)),
        "labels": json.dumps([[name, latitude, longitude] for name, longitude, latitude in towns]),
        "tiles": settings.MAP_TILES_URL,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
    }


def _municipalities(known: Known) -> list[dict[str, Any]]:
    return [one for one in rows(narrowed("municipalities", known), "name") if one["location"]]


def _around(towns: list[tuple[str, float, float]]) -> Box:
    if not towns:
        return WORLD
    longitudes, latitudes = [town[1] for town in towns], [town[2] for town in towns]
    return Box(min(longitudes) - MARGIN, min(latitudes) - MARGIN, max(longitudes) + MARGIN, max(latitudes) + MARGIN)


def _answer(selection: Selection, box: Box, cells: int) -> dict[str, Any]:
    everywhere, in_view = without(selection, "bbox"), placed(selection)
    drawn = markers(everywhere, box, cells)
    listed = in_view.page("name", 0, LIST_LENGTH)
    wanted = list(dict.fromkeys([*listed, *(one.pk for one in drawn if one.pk is not None)]))
    found = dict(zip(wanted, rows_of(everywhere, wanted), strict=False))
    return {
        "count": everywhere.count,
        "placed": placed(everywhere).count,
        "inView": in_view.count,
        "markers": [_marker(one, found.get(one.pk or 0)) for one in drawn],
        "rows": [_row(found[pk]) for pk in listed if pk in found],
    }


def _marker(one: Marker, row: dict[str, Any] | None) -> dict[str, Any]:
    drawn: dict[str, Any] = {"count": one.count, "lat": round(one.latitude, 6), "lon": round(one.longitude, 6)}
    if one.box is not None:
        return drawn | {"box": corners(one.box)}
    if row is None:
        return drawn
    drawn |= {"place": _place(row), "precise": True}
    return drawn | _row(row) if one.count == 1 else drawn


def _row(row: dict[str, Any]) -> dict[str, Any]:
    longitude, latitude = row["location"]["coordinates"]
    return {
        "name": row["name"],
        "url": reverse("agenda:location", args=[row["slug"]]),
        "kind": row["kindName"],
        "place": _place(row),
        "note": "",
        "lat": latitude,
        "lon": longitude,
    }


def _place(row: dict[str, Any]) -> str:
    return row["municipality"]["name"] if row["municipality"] else ""
