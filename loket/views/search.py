"""The search page: what was found of each kind, or all of one kind page by page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.search.query import SearchQuery
from publication.conditional import unchanged_or
from publication.finding.kinds import PAGES
from publication.finding.ranking import Group
from publication.index.registry import states
from valuechains.pages import trail

EACH = 5


@require_safe
@unchanged_or()
def search(request: HttpRequest) -> HttpResponse:
    known = getattr(request, "listing_states", None) or states()
    query = SearchQuery.read(request.GET, known)
    is_one = len(query.wanted) == 1 and bool(query.text)
    context = {
        "text": query.text,
        "query": query,
        "asked": bool(request.GET.get("q", "").strip()),
        "problems": [one for one in query.problems if not (one.name == "page" and query.past_the_end)],
        "corrected": list(query.everything.corrected.items()),
        "kinds": [_choice(query, group) for group in query.everything.groups],
        "all_url": "?" + urlencode({"q": query.text}),
        "groups": [] if is_one else _groups(query),
        "hits": query.found.page((query.page - 1) * query.page_size, query.page_size) if is_one else [],
        "one": _name(query.found.groups[0]) if is_one and query.found.groups else "",
        "trail": trail((_("Search the loket"), "")),
    }
    return render(request, "loket/search.html", context)


def _groups(query: SearchQuery) -> list[dict[str, Any]]:
    return [
        {**_choice(query, group), "kind": group.kind, "hits": hits, "more": group.count > len(hits)}
        for group, hits in query.found.first_of_each(EACH)
    ]


def _choice(query: SearchQuery, group: Group) -> dict[str, Any]:
    return {
        "name": _name(group),
        "count": group.count,
        "url": "?" + urlencode({"q": query.text, "kind": group.kind}),
        "current": query.wanted == [group.kind],
    }


def _name(group: Group) -> str:
    return _("Pages") if group.kind == PAGES or group.findable is None else str(group.findable.name)
