"""The authorities, and who is competent in each municipality."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.enums import AuthorityKind, Competence
from permits.filters import AuthorityFilterSet, MunicipalAuthoritiesFilterSet
from permits.views.law_words import told_authority, told_authority_page, told_municipality, told_permit
from permits.views.reading import (
    Known,
    Row,
    choice_options,
    document,
    page,
    plain_problems,
    rows,
    rows_of,
    states_of,
    trail,
    vocabulary_options,
)
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.queries import ListQuery

PAGE_SIZE = 100


@require_safe
@unchanged_or("authorities", "municipalities")
def authorities(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    query = ListQuery.read(AuthorityFilterSet, request.GET, page_size=PAGE_SIZE, known=known)
    found = [told_authority(row) for row in rows_of(query.selection, query.pks())]
    groups = [(kind.value, str(kind.label), [one for one in found if one["kind"] == kind]) for kind in AuthorityKind]
    context = {
        "groups": [group for group in groups if group[2]],
        "query": query,
        "search": query.filterset.data.get("q", "")[:200],
        "kind_options": choice_options(query, "kind", AuthorityKind.choices),
        "municipality_options": vocabulary_options(query, "municipality", "municipalities", known),
        "is_filtered": bool(query.selection.narrowed),
        "trail": trail((_("Authorities"), "")),
        "problems": query.problems,
    }
    return render(request, "permits/authorities.html", context)


@require_safe
@unchanged_or("authorities")
def authority(request: HttpRequest, slug: str) -> HttpResponse:
    found = told_authority_page(document("authorities", slug))
    context = {
        "authority": found,
        "trail": trail((_("Authorities"), page("authorities")), (found["name"], "")),
        "problems": plain_problems(request),
    }
    return render(request, "permits/authority.html", context)


@require_safe
@unchanged_or("municipal-authorities", "authorities")
def municipalities(request: HttpRequest) -> HttpResponse:
    query = ListQuery.read(MunicipalAuthoritiesFilterSet, request.GET, page_size=PAGE_SIZE, known=states_of(request))
    found = [{**row, "href": page("municipality", row["slug"])} for row in rows_of(query.selection, query.pks())]
    context = {
        "municipalities": found,
        "query": query,
        "search": query.filterset.data.get("q", "")[:200],
        "is_filtered": bool(query.selection.narrowed),
        "trail": trail((_("Authorities"), page("authorities")), (_("Who is competent where"), "")),
        "problems": query.problems,
    }
    return render(request, "permits/municipalities.html", context)


@require_safe
@unchanged_or("municipal-authorities", "permit-types", "companies")
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = told_municipality(document("municipal-authorities", slug))
    context = {
        "place": found,
        "local": _local_permits(known),
        "organisations": narrowed("companies", known, municipality=[slug]).count,
        "trail": trail(
            (_("Authorities"), page("authorities")),
            (_("Who is competent where"), page("municipalities")),
            (found["name"], ""),
        ),
        "problems": plain_problems(request),
    }
    return render(request, "permits/municipality.html", context)


def _local_permits(known: Known) -> list[Row]:
    """The permits on which the municipality itself decides, in their order."""
    permits = rows(narrowed("permit-types", known), "order")
    return [told_permit(one) for one in permits if one["authority"]["kind"] == Competence.MUNICIPALITY]
