"""The directory: search, facets, list, and downloads of the same list."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.following import search_key
from companies.views.facets import choices_of, counted_without, facets_of, hidden_fields
from companies.views.register import PAGE_KINDS, PAGE_SIZES, Register
from companies.views.spelling import suggestions
from publication.conditional import unchanged_or


@require_safe
@unchanged_or(*PAGE_KINDS, vary=("HX-Request",))
def directory(request: HttpRequest) -> HttpResponse:
    """The whole page, or only the parts that change when htmx asks. A page past the end answers 404 with a way back."""
    register = Register.read(request, known=request.listing_states)  # type: ignore[attr-defined]
    is_partial = bool(getattr(request, "htmx", False))
    template = "companies/_directory_parts.html" if is_partial else "companies/directory.html"
    status = 404 if register.past_the_end else 200
    response = render(request, template, directory_context(register), status=status)
    if is_partial:
        response["HX-Push-Url"] = request.path + register.own_address
    return response


def directory_context(register: Register) -> dict[str, Any]:
    query = register.query
    return {
        "register": register,
        "rows": register.rows(),
        "count": query.count,
        "first_row": (query.page - 1) * query.page_size + 1,
        "page": query.page,
        "pages": query.last_page,
        "search": register.params.get("q", ""),
        "facets": facets_of(register),
        "choices": choices_of(register),
        "hidden_fields": hidden_fields(register),
        "problems": [problem for problem in query.problems if not (problem.name == "page" and register.past_the_end)],
        "asked_page": query.filterset.data.get("page", "")[:12] if register.past_the_end else "",
        "last_page_url": register.address(page=str(query.last_page)),
        "orders": _orders(register),
        "sizes": [
            {"size": size, "url": register.address(pageSize=str(size)), "current": size == query.page_size}
            for size in PAGE_SIZES
        ],
        "clear_url": "?",
        "same_query": register.params.urlencode(safe=","),
        "followed": search_key(dict(register.params.lists())),
        "ways_out": counted_without(register) if not query.count else [],
        "spellings": suggestions(register) if not query.count else [],
        "contact_email": settings.CONTACT_EMAIL,
    }


def _orders(register: Register) -> list[dict[str, Any]]:
    has_search = "q" in register.params
    orders = [
        ("", _("Best match") if has_search else _("Name A–Z")),
        *([("name", _("Name A–Z"))] if has_search else []),
        ("-name", _("Name Z–A")),
        ("updated", _("Last changed")),
    ]
    sort = register.query.sort
    current = "" if sort == "name" and not has_search else sort
    return [
        {"label": label, "url": register.address(sort=key or None), "current": key == current} for key, label in orders
    ]
