"""The critical raw materials as a sortable table and a chart; other relevant metals stand apart."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import facet_counts
from publication.queries import ListQuery, Problem
from valuechains.charts import NARROW, WIDE, scatter
from valuechains.documents import Document
from valuechains.filters import MaterialFilterSet
from valuechains.views.reading import rows, states_of, trail
from valuechains.wording import fact_stage, unknown

#: What the table sorts by; a value that is not known comes last either way.
SORT_KEYS: Mapping[str, Callable[[Document], Any]] = {
    "name": lambda row: row["sortName"],
    "symbol": lambda row: row["symbols"][0].casefold() if row["symbols"] else None,
    "strategic": lambda row: row["strategic"],
    "supplyRisk": lambda row: row["supplyRisk"],
    "economicImportance": lambda row: row["economicImportance"],
    "importReliance": lambda row: row["importReliance"],
    "recyclingInputRate": lambda row: row["recyclingInputRate"],
    "criticalStage": lambda row: row["criticalStage"],
    "organisations": lambda row: row["organisations"],
}


@require_safe
@unchanged_or("materials", "companies", "sectors")
def materials(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    data, sort, problems = _read_sort(request.GET)
    query = ListQuery.read(MaterialFilterSet, data, known=known)
    organisations = facet_counts("companies", "material", known)
    found = [_told(row, organisations) for row in rows(query.selection, "name")]
    listed = [row for row in found if row["listed"]]
    context = {
        "listed": in_order(listed, sort),
        "others": [row for row in found if not row["listed"]],
        "charts": [scatter(listed, size) for size in (WIDE, NARROW)] if listed else [],
        "sort": sort,
        "query": query,
        "problems": [*query.problems, *problems],
        "search": data.get("q", "")[:200],
        "strategic": data.get("strategic", ""),
        "chosen_sectors": data.getlist("sector"),
        "sectors": query.filterset.filters["sector"].extra["choices"],
        "is_filtered": bool(query.selection.narrowed),
        "unknown": unknown(),
        "list_name": next((row["listVersion"] for row in listed), ""),
        "strategic_count": sum(row["strategic"] for row in listed),
        "trail": trail((_("Materials"), "")),
    }
    return render(request, "valuechains/materials.html", context)


def in_order(found: list[Document], sort: str) -> list[Document]:
    """Rows by the sort key; ``-`` before it turns it round. Equal values stay in the order of their names."""
    key = SORT_KEYS[sort.removeprefix("-")]
    told = [row for row in found if key(row) is not None]
    unknown = [row for row in found if key(row) is None]
    return sorted(told, key=key, reverse=sort.startswith("-")) + unknown


def _told(row: Document, organisations: Mapping[str, int]) -> Document:
    return {
        **row,
        "organisations": organisations.get(row["slug"], 0),
        "criticalStageName": fact_stage(row["criticalStage"]),
    }


def _read_sort(data: QueryDict) -> tuple[QueryDict, str, list[Problem]]:
    """The query string without its order, the order, and what is wrong with it."""
    rest = data.copy()
    asked = rest.pop("sort", [])
    if len(asked) > 1:
        return rest, "name", [Problem("sort", _("Give this parameter once."))]
    if not asked or asked[0].removeprefix("-") in SORT_KEYS:
        return rest, asked[0] if asked and asked[0] else "name", []
    names = ", ".join([*SORT_KEYS, *(f"-{name}" for name in SORT_KEYS)])
    reason = _("“%(value)s” is no order; choose from: %(names)s.") % {"value": asked[0][:60], "names": names}
    return rest, "name", [Problem("sort", reason)]
