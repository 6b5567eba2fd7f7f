"""The public timetable: released trajectories as a list that can be narrowed, and a page for each."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.timetable.filters import WINDOWS, TrajectoryFilterSet, open_windows
from permits.trajectories import TrajectoryStatus
from permits.views.reading import (
    Row,
    choice_options,
    document,
    options,
    page,
    plain_problems,
    rows_of,
    states_of,
    trail,
    vocabulary_options,
)
from permits.views.timetable_words import told_page, told_row
from publication.conditional import unchanged_or
from publication.queries import ListQuery

PAGE_SIZE = 20
KINDS = ("trajectories", "permit-types", "authorities", "stages", "municipalities")


@require_safe
@unchanged_or(*KINDS, daily=True)
def trajectories(request: HttpRequest) -> HttpResponse:
    """A page past the end answers 404 with a way back."""
    known = states_of(request)
    query = ListQuery.read(TrajectoryFilterSet, request.GET, page_size=PAGE_SIZE, known=known)
    today = timezone.localdate()
    past_the_end = any(problem.name == "page" for problem in query.problems)
    context = {
        "rows": [told_row(row, today) for row in rows_of(query.selection, query.pks())],
        "query": query,
        "search": query.filterset.data.get("q", "")[:200],
        "open_options": _open_options(query),
        "status_options": choice_options(query, "status", TrajectoryStatus.choices),
        "stage_options": vocabulary_options(query, "stage", "stages", known),
        "municipality_options": vocabulary_options(query, "municipality", "municipalities", known),
        "authority_options": vocabulary_options(query, "authority", "authorities", known),
        "permit_options": vocabulary_options(query, "permitType", "permit-types", known),
        "is_filtered": bool(query.selection.narrowed),
        "trail": trail((_("Trajectories"), "")),
        "problems": query.problems,
    }
    return render(request, "permits/trajectories.html", context, status=404 if past_the_end else 200)


def _open_options(query: ListQuery) -> list[Row]:
    """How many trajectories somebody can respond to today, by what may come."""
    index = query.selection.index
    narrowed = {name: bits for name, bits in query.selection.narrowed.items() if name != "openNow"}
    counts = {}
    for kind, _label in WINDOWS:
        bits = index.facets.any_of("window", open_windows(index, [kind]))
        for other in narrowed.values():
            bits = bits & other
        counts[kind] = len(bits)
    pairs = [(kind, str(label).capitalize()) for kind, label in WINDOWS if counts[kind]]
    return options(query, "openNow", pairs, counts)


@require_safe
@unchanged_or("trajectories", daily=True)
def trajectory(request: HttpRequest, slug: str) -> HttpResponse:
    found = told_page(document("trajectories", slug), timezone.localdate())
    context = {
        "trajectory": found,
        "trail": trail((_("Trajectories"), page("trajectories")), (found["name"], "")),
        "problems": plain_problems(request),
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "permits/trajectory.html", context)
