"""The agenda as a whole, and each recommendation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.progress import standings
from agenda.views.reading import actions_of, by_name, is_past, told, trail, when
from publication.conditional import unchanged_or
from publication.counts import narrowed
from valuechains.pages import document, plain_problems, rows, states_of
from valuechains.pages import trail as trail_of

#: The two lines of the decision of 16 June 2026, as they stand among the programmes.
LINES = ("policy-interventions", "regional-consultation")


@require_safe
@unchanged_or("recommendations", "actions", "milestones", "opportunities", "instruments", daily=True)
def overview(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    found = standings(rows(narrowed("recommendations", known), "number"), known)
    milestones = rows(narrowed("milestones", known), "date")
    context = {
        "standings": found,
        "without_action": [one for one in found if one.lacks_all],
        "milestones": [{**one, "when": when(one["date"]), "is_past": is_past(one["date"])} for one in milestones],
        "opportunities": rows(narrowed("opportunities", known), "number"),
        "lines": [one for one in rows(narrowed("instruments", known), "name") if one["slug"] in LINES],
        "trail": trail_of((_("Agenda"), "")),
        "problems": plain_problems(request),
    }
    return render(request, "agenda/overview.html", context)


@require_safe
@unchanged_or("recommendations", "actions", "instruments", "meetings", daily=True)
def recommendation(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = document("recommendations", slug)
    (standing,) = standings([found], known)
    actions = actions_of(known, recommendation=[slug])
    context = {
        "recommendation": told(found),
        "standing": standing,
        "actions": actions,
        "others": [one for one in actions if not one["part"]],
        "parts": [
            {**part, "actions": [one for one in actions if one["part"] == part["number"]]} for part in found["parts"]
        ],
        "lacking": {part["number"] for part in standing.lacking},
        "instruments": by_name(rows(narrowed("instruments", known, recommendation=[slug]), "name")),
        "trail": trail((_("Recommendation %(number)d") % {"number": found["number"]}, "")),
        "problems": plain_problems(request),
    }
    return render(request, "agenda/recommendation.html", context)
