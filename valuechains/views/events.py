"""What happened in the world that touches supply, by year, the latest first."""

import dataclasses
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.index import names_of
from publication.queries import ListQuery
from valuechains.documents import Document
from valuechains.enums import EventKind
from valuechains.filters import SupplyEventFilterSet
from valuechains.views.events_reading import told
from valuechains.views.reading import Known, language, rows_of, states_of, trail

PAGE_SIZE = 50


@require_safe
@unchanged_or("supply-events", "materials")
def events(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    query = ListQuery.read(SupplyEventFilterSet, request.GET, page_size=PAGE_SIZE, known=known)
    order = query.sort or "-date"
    # By day, also in a search: what the name hits does not come first here.
    selection = dataclasses.replace(query.selection, first=None)
    pks = selection.page(order, (query.page - 1) * query.page_size, query.page_size)
    found = [told(event) for event in rows_of(selection, pks)]
    context = {
        "years": [(year, list(group)) for year, group in groupby(found, key=lambda event: event["occurred"][:4])],
        "query": query,
        "oldest_first": order == "date",
        "other_order": _other_order(request, order),
        "search": query.filterset.data.get("q", "")[:200],
        "material_options": _material_options(query, known),
        "kind_options": _kind_options(query),
        "is_filtered": bool(query.selection.narrowed),
        "trail": trail((_("Supply events"), "")),
        "problems": query.problems,
    }
    return render(request, "valuechains/events.html", context)


def _other_order(request: HttpRequest, order: str) -> str:
    """The address of these events the other way round."""
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = "date" if order == "-date" else "-date"
    return f"?{query.urlencode()}"


def _material_options(query: ListQuery, known: Known) -> list[Document]:
    names = names_of("materials", known)
    counts = query.selection.facet_counts("material")
    options = [(slug, names[slug][language()]) for slug in counts if slug in names]
    return _options(query, "material", sorted(options, key=lambda option: option[1].casefold()), counts)


def _kind_options(query: ListQuery) -> list[Document]:
    counts = query.selection.facet_counts("eventKind")
    options = [(str(kind.value), str(kind.label)) for kind in EventKind if kind.value in counts]
    return _options(query, "eventKind", options, counts)


def _options(
    query: ListQuery, name: str, options: list[tuple[str, str]], counts: dict[str, int]
) -> list[dict[str, Any]]:
    chosen = set(query.filterset.data.getlist(name))
    return [
        {"value": value, "label": label, "count": counts[value], "selected": value in chosen}
        for value, label in options
    ]
