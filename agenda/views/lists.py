"""Challenges, opportunities, bottlenecks, actions, partners, instruments, knowledge, money and meetings."""

from __future__ import annotations

import datetime
from collections import defaultdict
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.enums import PartnerGroup
from agenda.filters import ActionFilterSet, BottleneckFilterSet
from agenda.losses import with_costs
from agenda.views.reading import Row, actions_of, by_name, date_text, told, told_action, trail
from publication.conditional import unchanged_or
from publication.counts import facet_counts, narrowed
from publication.queries import ListQuery
from valuechains.pages import Known, day, document, plain_problems, rows, rows_of, states_of

PAGE_SIZE = 50


@require_safe
@unchanged_or("challenges", "bottlenecks", "actions", daily=True)
def challenges(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    counts = facet_counts("bottlenecks", "challenge", known)
    actions = facet_counts("actions", "challenge", known)
    found = [
        {**told(one), "bottlenecks": counts.get(one["slug"], 0), "actions": actions.get(one["slug"], 0)}
        for one in rows(narrowed("challenges", known), "order")
    ]
    groups = [(name, list(group)) for name, group in groupby(found, key=lambda one: one["dimensionName"])]
    return _page(request, "agenda/challenges.html", _("Challenges"), groups=groups)


@require_safe
@unchanged_or("opportunities", "stages", "companies")
def opportunities(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    found = [_in_stages(told(one), known) for one in rows(narrowed("opportunities", known), "number")]
    return _page(request, "agenda/opportunities.html", _("Opportunities"), opportunities=found)


@require_safe
@unchanged_or("opportunities", "bottlenecks", "companies", "trajectories", daily=True)
def opportunity(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = _in_stages(told(document("opportunities", slug)), known)
    stages = [stage["slug"] for stage in found["stages"]]
    bottlenecks = rows(narrowed("bottlenecks", known, stage=stages), "told") if stages else []
    return _page(
        request,
        "agenda/opportunity.html",
        found["name"],
        (_("Opportunities"), reverse("agenda:opportunities")),
        opportunity=found,
        bottlenecks=with_costs(bottlenecks[:PAGE_SIZE]),
    )


def _in_stages(row: Row, known: Known) -> Row:
    counts = facet_counts("companies", "stage", known)
    return {**row, "stages": [{**stage, "count": counts.get(stage["slug"], 0)} for stage in row["stages"]]}


@require_safe
@unchanged_or("bottlenecks", "challenges", "stages", "materials", "trajectories", daily=True)
def bottlenecks(request: HttpRequest) -> HttpResponse:
    query = ListQuery.read(BottleneckFilterSet, request.GET, page_size=PAGE_SIZE, known=states_of(request))
    found = with_costs(rows_of(query.selection, query.pks()))
    return _list(request, "agenda/bottlenecks.html", _("Bottlenecks"), query, ("state", "level"), bottlenecks=found)


@require_safe
@unchanged_or("actions", "recommendations", "partners", "challenges", "bottlenecks", "stages", "materials", daily=True)
def actions(request: HttpRequest) -> HttpResponse:
    query = ListQuery.read(ActionFilterSet, request.GET, page_size=PAGE_SIZE, known=states_of(request))
    found = [told_action(row) for row in rows_of(query.selection, query.pks())]
    return _list(request, "agenda/actions.html", _("Actions"), query, ("state", "recommendation"), actions=found)


@require_safe
@unchanged_or("partners")
def partners(request: HttpRequest) -> HttpResponse:
    groups: dict[str, list[Row]] = defaultdict(list)
    for one in by_name(rows(narrowed("partners", states_of(request)), "name")):
        groups[one["group"]].append(told(one))
    ordered = [(group.label, groups[group.value]) for group in PartnerGroup if groups[group.value]]
    return _page(request, "agenda/partners.html", _("Partners"), groups=ordered)


@require_safe
@unchanged_or("instruments")
def instruments(request: HttpRequest) -> HttpResponse:
    found = by_name(rows(narrowed("instruments", states_of(request)), "name"))
    return _page(request, "agenda/instruments.html", _("Programmes and instruments"), instruments=found)


@require_safe
@unchanged_or("instruments")
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    found = told(document("instruments", slug))
    above = _("Programmes and instruments"), reverse("agenda:instruments")
    return _page(request, "agenda/instrument.html", found["name"], above, instrument=found)


@require_safe
@unchanged_or("knowledge-offers", "companies")
def knowledge(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    found = [told(one) for one in by_name(rows(narrowed("knowledge-offers", known), "name"))]
    context = {
        "courses": [one for one in found if one["kind"] == "course"],
        "groups": [one for one in found if one["kind"] == "research"],
        "institutes": narrowed("companies", known, kind=["knowledge_institute", "research_programme"]).count,
    }
    return _page(request, "agenda/knowledge.html", _("Courses and research"), **context)


@require_safe
@unchanged_or("funding-schemes", daily=True)
def funding(request: HttpRequest) -> HttpResponse:
    """Schemes that are open, and those that will be. What has expired is not shown."""
    today = timezone.localdate()
    listed = by_name(rows(narrowed("funding-schemes", states_of(request)), "name"))
    found = [scheme for scheme in map(_offered, listed) if scheme]
    return _page(request, "agenda/funding.html", _("Funding"), schemes=found, today=date_text(today))


def _offered(row: Row) -> Row | None:
    """A scheme with the windows that are not over; nothing when all are."""
    today = timezone.localdate()
    windows = []
    for window in row["windows"]:
        opens, closes = (datetime.date.fromisoformat(window[name]) for name in ("opens", "closes"))
        if closes >= today:
            windows.append(
                {**window, "opens": date_text(opens), "closes": date_text(closes), "is_open": opens <= today}
            )
    return {**told(row), "windows": windows} if windows else None


@require_safe
@unchanged_or("meetings", "actions", daily=True)
def meetings(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate().isoformat()
    found = [
        {**told(one), "day": day(one["date"]), "is_to_come": one["date"] > today}
        for one in rows(narrowed("meetings", states_of(request)), "-date")
    ]
    return _page(request, "agenda/meetings.html", _("Regional consultation"), meetings=found)


@require_safe
@unchanged_or("meetings", "actions", daily=True)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """The public summary."""
    found = told(document("meetings", slug))
    agreed = actions_of(states_of(request), meeting=[slug])
    is_to_come = found["date"] > timezone.localdate().isoformat()
    context = {"meeting": {**found, "day": day(found["date"])}, "actions": agreed, "is_to_come": is_to_come}
    above = _("Regional consultation"), reverse("agenda:meetings")
    return _page(request, "agenda/meeting.html", found["name"], above, **context)


def _page(request: HttpRequest, template: str, title: str, *above: tuple[str, str], **context: Any) -> HttpResponse:
    """``above`` are the pages between the agenda and this one."""
    shared = {"title": title, "trail": trail(*above, (title, "")), "problems": plain_problems(request)}
    return render(request, template, {**shared, **context})


def _list(
    request: HttpRequest, template: str, title: str, query: ListQuery, names: tuple[str, ...], **context: Any
) -> HttpResponse:
    """A page with filters: each with the count behind every option."""
    shared = {
        "title": title,
        "trail": trail((title, "")),
        "problems": query.problems,
        "query": query,
        "facets": [facet for facet in (_facet(query, name) for name in names) if facet["options"]],
        "is_filtered": bool(query.selection.narrowed),
    }
    return render(request, template, {**shared, **context})


def _facet(query: ListQuery, name: str) -> dict[str, Any]:
    one = query.filterset.filters[name]
    counts, chosen = query.selection.facet_counts(name), set(query.filterset.data.getlist(name))
    choices: Any = one.extra.get("choices", [])
    options = [
        {"value": value, "label": capfirst(str(label)), "count": counts.get(value, 0), "selected": value in chosen}
        for value, label in choices
        if counts.get(value) or value in chosen
    ]
    return {"name": name, "legend": str(one.label), "options": options}
