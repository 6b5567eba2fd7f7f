"""The permit types and duties: a list that can be narrowed, and a page for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.enums import PermitCategory, Procedure
from permits.filters import PermitTypeFilterSet
from permits.views.law_words import grouped, told_permit, told_permit_page
from permits.views.reading import (
    choice_options,
    document,
    page,
    plain_problems,
    rows_of,
    states_of,
    trail,
    vocabulary_options,
)
from publication.conditional import unchanged_or
from publication.queries import ListQuery

PAGE_SIZE = 100


@require_safe
@unchanged_or("permit-types", "authorities", "stages")
def permit_types(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    query = ListQuery.read(PermitTypeFilterSet, request.GET, page_size=PAGE_SIZE, known=known)
    found = [told_permit(row) for row in rows_of(query.selection, query.pks())]
    context = {
        "groups": grouped(found),
        "query": query,
        "search": query.filterset.data.get("q", "")[:200],
        "stage_options": vocabulary_options(query, "stage", "stages", known),
        "category_options": choice_options(query, "category", PermitCategory.choices),
        "procedure_options": choice_options(query, "procedure", Procedure.choices),
        "authority_options": vocabulary_options(query, "authority", "authorities", known),
        "is_filtered": bool(query.selection.narrowed),
        "trail": trail((_("Permits and duties"), "")),
        "problems": query.problems,
    }
    return render(request, "permits/permit_types.html", context)


@require_safe
@unchanged_or("permit-types")
def permit_type(request: HttpRequest, slug: str) -> HttpResponse:
    found = told_permit_page(document("permit-types", slug))
    context = {
        "permit": found,
        "trail": trail((_("Permits and duties"), page("permit-types")), (found["name"], "")),
        "problems": plain_problems(request),
    }
    return render(request, "permits/permit_type.html", context)
