"""What Europe wants by 2030, and which stage of the chain each aim is about."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import narrowed
from valuechains.documents import Document
from valuechains.flow import stage_counts
from valuechains.views.reading import Known, rows, states_of, trail
from valuechains.views.requests import plain_problems


@require_safe
@unchanged_or("benchmarks", "stages", "companies")
def benchmarks(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    context = {
        "benchmarks": _benchmarks(known),
        "trail": trail((_("Benchmarks for 2030"), "")),
        "problems": plain_problems(request),
    }
    return render(request, "valuechains/benchmarks.html", context)


def _benchmarks(known: Known) -> list[Document]:
    """The benchmarks with the stages they belong to and the number of organisations there."""
    counts = stage_counts(known)
    stages = defaultdict(list)
    for stage in rows(narrowed("stages", known), "order"):
        if stage["benchmark"]:
            stages[stage["benchmark"]["slug"]].append({**stage, "count": counts.get(stage["slug"], 0)})
    return [{**one, "stages": stages[one["slug"]]} for one in rows(narrowed("benchmarks", known), "order")]
