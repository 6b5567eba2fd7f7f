"""Sites for investment: a list with a filter for each traffic light, and a page for each."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.locations.enums import Colour, Subject
from agenda.locations.filters import LocationFilterSet
from agenda.locations.map import map_of
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index import names_of
from publication.queries import ListQuery
from valuechains.pages import Known, day, document, language, plain_problems, rows, rows_of, states_of, trail

PAGE_SIZE = 30
OLD = datetime.timedelta(days=365)
FACETS = ("kind", *Subject.values)


@require_safe
@unchanged_or("locations", "municipalities", daily=True)
def locations(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    query = ListQuery.read(LocationFilterSet, request.GET, page_size=PAGE_SIZE, known=known)
    chosen = query.filterset.data.getlist("municipality")
    context = {
        "title": _("Locations"),
        "locations": [told(row) for row in rows_of(query.selection, query.pks())],
        "query": query,
        "map": map_of(query, known),
        "facets": [_facet(query, name) for name in FACETS],
        "municipalities": _municipalities(query, chosen, known),
        "is_filtered": bool(query.selection.narrowed),
        "files": _files(request, query),
        "trail": trail((_("Locations"), "")),
        "problems": query.problems,
    }
    return render(request, "agenda/locations.html", context)


@require_safe
@unchanged_or("locations", daily=True)
def location(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = told(document("locations", slug))
    municipality = found["municipality"]
    near = narrowed("locations", known, municipality=[municipality["slug"]]) if municipality else None
    context = {
        "location": found,
        "near": [one for one in rows(near, "name", 10) if one["slug"] != slug] if near else [],
        "trail": trail((_("Locations"), reverse("agenda:locations")), (found["name"], "")),
        "problems": plain_problems(request),
    }
    return render(request, "agenda/location.html", context)


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the dates of its lights in words, and whether they are more than a year old."""
    lights = [
        {**one, "day": day(one["stated"]) if one["stated"] else "", "is_old": is_old(one["stated"])}
        for one in row["lights"]
    ]
    return {**row, "lights": lights, "known": sum(one["colour"] != Colour.UNKNOWN for one in lights)}


def is_old(stated: str | None) -> bool:
    if not stated:
        return False
    first = datetime.date.fromisoformat(f"{stated}-01" if len(stated) == len("2025-04") else stated)
    return timezone.localdate() - first > OLD


def _facet(query: ListQuery, name: str) -> dict[str, Any]:
    one = query.filterset.filters[name]
    counts, chosen = query.selection.facet_counts(name), set(query.filterset.data.getlist(name))
    options = [
        {"value": value, "label": capfirst(str(label)), "count": counts.get(value, 0), "selected": value in chosen}
        for value, label in one.extra["choices"]
        if counts.get(value) or value in chosen
    ]
    return {"name": name, "legend": capfirst(str(one.label)), "options": options}


def _municipalities(query: ListQuery, chosen: list[str], known: Known) -> list[dict[str, Any]]:
    counts = query.selection.facet_counts("municipality")
    found = [
        {"value": slug, "label": names[language()], "selected": slug in chosen}
        for slug, names in names_of("municipalities", known).items()
        if counts.get(slug) or slug in chosen
    ]
    return sorted(found, key=lambda one: str(one["label"]).casefold())


def _files(request: HttpRequest, query: ListQuery) -> list[dict[str, str]]:
    """The same rows as files; nothing while the question holds a mistake."""
    if query.problems:
        return []
    kept = request.GET.copy()
    kept.pop("page", None)
    more = f"&{kept.urlencode()}" if kept else ""
    notes = {"CSV": _("for spreadsheets"), "XLSX": _("for Excel"), "GeoJSON": _("for maps"), "JSON": _("for programs")}
    base = f"/api/v1/locations?lang={language()}{more}"
    return [{"format": form, "url": f"{base}&format={form.lower()}", "note": note} for form, note in notes.items()]
