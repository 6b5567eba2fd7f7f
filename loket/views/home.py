"""The home page: what the loket is, the chain with counts, where to start, and what happened last."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.models import ListingState
from valuechains.pages import chain_flow, latest_events

LATEST = 3


@require_safe
@unchanged_or("stages", "companies", "materials", "sectors", "supply-events")
def home(request: HttpRequest) -> HttpResponse:
    known = request.listing_states  # type: ignore[attr-defined]
    context = {
        "flow": chain_flow(known),
        "figures": figures(known),
        "events": latest_events(known, LATEST),
        "has_parameters": bool(request.GET),
    }
    return render(request, "loket/home.html", context)


def figures(known: Mapping[str, ListingState]) -> dict[str, int]:
    """The numbers of the home page; all counted at this moment, none kept."""
    return {
        "organisations": narrowed("companies", known).count,
        "unconfirmed": narrowed("companies", known, verified=["no"]).count,
        "materials": narrowed("materials", known, relation=["listed"]).count,
        "strategic": narrowed("materials", known, relation=["listed"], strategic=["yes"]).count,
        "events": narrowed("supply-events", known).count,
    }
