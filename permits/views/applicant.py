"""The page of the applicant behind a private link. Nobody guesses one, keeps one, or passes its address on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.private_links import Guesses, kept_nowhere
from permits.models import ApplicantLink, Authority, PermitType
from permits.trajectories import Status
from permits.trajectories.applicants import Standing, documents_for, find_link, notes_for, standings, today_for
from permits.trajectories.uploads import MEDIA_TYPES
from permits.trajectory_enums import DocumentType, Milestone
from permits.views.reading import day
from permits.views.timetable_words import EXPLAINED, WINDOW_TITLES

View = Callable[..., HttpResponseBase]
LARGEST_ID = 2**63 - 1
GUESSES_PER_HOUR = 30  # wrong links from one network, then all are refused
guesses = Guesses("trajectory")
MET_ON: dict[str, str] = {
    Milestone.APPLICATION: "received_on",
    Milestone.DRAFT: "draft_on",
    Milestone.DECISION: "decided_on",
    Milestone.IN_FORCE: "in_force_on",
}
"""The column of a procedure that says when a milestone was met."""


def private(view: View) -> View:
    """A wrong link, whatever is wrong with it, is one page. Who opened too many is refused before anything is looked
    up, so that the refusal tells nothing."""

    @functools.wraps(view)
    def shown(request: HttpRequest, secret: str, **more: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if guesses.too_many(request, GUESSES_PER_HOUR):
            response = render(request, "permits/applicant_closed.html", {"later": True}, status=429)
        else:
            link = find_link(secret)
            try:
                if link is None:
                    guesses.count(request)
                    raise Http404
                response = view(request, link, secret, **more)
            except Http404:
                response = render(request, "permits/applicant_closed.html", status=404)
        return kept_nowhere(response)

    return require_safe(shown)


@private
def applicant(request: HttpRequest, link: ApplicantLink, secret: str) -> HttpResponseBase:
    trajectory, today = link.trajectory, today_for(link)
    context = {
        "trajectory": trajectory,
        "name": trajectory.title_en if _is_english() else trajectory.title_nl,
        "procedures": [_told(one, today) for one in standings(trajectory)],
        "notes": [
            (note, _name(note.procedure.permit_type) if note.procedure else "") for note in notes_for(trajectory)
        ],
        "documents": documents_for(trajectory),
        "secret": secret,
    }
    return render(request, "permits/applicant.html", context)


@private
def applicant_document(request: HttpRequest, link: ApplicantLink, secret: str, pk: int) -> HttpResponseBase:
    """A file that was put there for the applicant, as a download. Any other number is a page that does not exist."""
    found = documents_for(link.trajectory).filter(pk=pk).first() if pk <= LARGEST_ID else None
    if found is None or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.file_name,
        content_type=MEDIA_TYPES[DocumentType(found.file_type)],
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _name(row: PermitType | Authority) -> str:
    return row.name_en if _is_english() else row.name_nl


def _told(one: Standing, today: Any) -> dict[str, Any]:
    procedure, state = one.procedure, one.state
    due = None if state.is_done else state.due
    return {
        "name": _name(procedure.permit_type),
        "authority": _name(procedure.authority) if procedure.authority else "",
        "status": Status(procedure.status).label,
        "explained": EXPLAINED[procedure.status],
        "outcome": procedure.get_outcome_display(),
        "due": day(due.isoformat()) if due else "",
        "due_kind": procedure.get_due_kind_display(),
        "is_provisional": procedure.is_provisional,
        "is_late": state.is_late(today),
        "yours": procedure.holder_on(today) == "applicant" and not state.is_done,
        "windows": [(WINDOW_TITLES[window.kind], day(window.last.isoformat())) for window in state.open_windows(today)],
        "dates": [
            (label, day(value.isoformat()))
            for label, value in (
                (_("Received"), procedure.received_on),
                (_("Draft laid open"), procedure.draft_on),
                (_("Decided"), procedure.decided_on),
                (_("Made known"), procedure.published_on),
                (_("In force"), procedure.in_force_on),
            )
            if value
        ],
        "planned": [
            {
                "name": planned.get_milestone_display(),
                "day": day(planned.current_on.isoformat()),
                "first": day(planned.original_on.isoformat()) if planned.original_on != planned.current_on else "",
                "is_missed": planned.current_on < today and getattr(procedure, MET_ON[planned.milestone]) is None,
            }
            for planned in procedure.planned_dates.all()
        ],
    }
