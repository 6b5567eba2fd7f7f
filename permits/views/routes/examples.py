"""The worked cases as examples: what was answered, and what comes out."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.lawbooks import chosen_counting
from permits.planner import lawbook_of
from permits.route_query import link_query
from permits.routes.advice import first_contact
from permits.routes.plan import plan
from permits.routes.ruleset import Ruleset, WorkedCase
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.routes.telling import DISCLAIMER
from permits.routes.wording import party_name
from permits.terms import CompletionCounting, Lawbook
from permits.views.routes.opening import open_planner, trail


@require_safe
def route_examples(request: HttpRequest) -> HttpResponse:
    opened = open_planner(request)
    ruleset = opened.ruleset
    context = {
        "cases": _told(ruleset, chosen_counting(), get_language() or "nl"),
        "disclaimer": DISCLAIMER,
        "trail": trail((_("Worked examples"), "")),
    }
    return render(request, "permits/route/examples.html", context)


@lru_cache(maxsize=8)
def _told(ruleset: Ruleset, counting: CompletionCounting, language: str) -> list[dict[str, Any]]:
    """Twelve plans are worked out once for each version and language."""
    book = lawbook_of(ruleset)
    return [_case(ruleset, case, book) for case in ruleset.cases]


def _case(ruleset: Ruleset, case: WorkedCase, book: Lawbook) -> dict[str, Any]:
    made = plan(ruleset, case.answers, book)
    contact = first_contact(made)
    ends = {scenario.value: line.end for scenario, line in made.timelines.items()}
    query = link_query(made.situation.answers, ruleset.version.number)
    return {
        "slug": case.slug,
        "title": str(case.title),
        "story": str(case.story),
        "url": f"{reverse('permits:route-plan')}?{query}",
        "needed": [str(entry.permit.name) for entry in made.of(Need.NEEDED)],
        "possible": [str(entry.permit.name) for entry in made.of(Need.POSSIBLE)],
        "start": date_format(made.start, "j F Y") if made.start else "",
        "normal": _day(ends.get(Scenario.NORMAL.value)),
        "worst": _day(ends.get(Scenario.WORST.value)),
        "contact": party_name(ruleset, contact) if contact else "",
    }


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else ""
