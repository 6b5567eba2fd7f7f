"""The chain as a picture one can click through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import narrowed
from valuechains.flow import Flow, flow, stage_counts
from valuechains.views.reading import Known, rows, states_of, trail
from valuechains.views.requests import plain_problems


def chain_flow(known: Known) -> Flow:
    """The picture, in two queries: the stages and the sectors; the counts come from the index."""
    stages = rows(narrowed("stages", known), "order")
    sectors = [(sector["slug"], sector["name"]) for sector in rows(narrowed("sectors", known), "order")]
    return flow(stages, stage_counts(known), narrowed("companies", known), sectors)


@require_safe
@unchanged_or("stages", "companies", "sectors")
def chain(request: HttpRequest) -> HttpResponse:
    context = {
        "flow": chain_flow(states_of(request)),
        "trail": trail((_("The chain"), "")),
        "problems": plain_problems(request),
    }
    return render(request, "valuechains/chain.html", context)
