"""The public JSON of a trajectory, in one language at a time. Codes stay codes; readers put them into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from companies.models import Municipality, Organisation
from permits.answers import as_json
from permits.law.documents import DISCLAIMER, version_document
from permits.models import PlannedDate, PlannedDateChange, ProcedureEvent, Trajectory
from permits.terms import Result
from permits.timetable.released import Told
from permits.trajectories import STOPPED, Status, Term, TrajectoryStatus, Window, summarise
from valuechains.documents import Document, api_path, reference, text
from valuechains.models import Material


def trajectory_row(trajectory: Trajectory, procedures: Sequence[Told], language: str) -> Document:
    dates = [one.term.due for one in procedures if one.term and one.term.due and not one.is_done]
    return {
        "slug": trajectory.slug,
        "url": api_path("trajectories", trajectory.slug),
        "name": text(trajectory, "title", language),
        "isExample": trajectory.is_example,
        "organisation": _organisation(trajectory.organisation),
        "stage": reference("stages", trajectory.stage, language) if _is_public(trajectory.stage) else None,
        "municipality": _municipality(trajectory.municipality),
        "status": trajectory_status(procedures),
        "proceduresDone": sum(one.is_done for one in procedures),
        "proceduresStopped": sum(one.status in STOPPED for one in procedures),
        "procedures": len(procedures),
        "nextStatutoryDate": _iso(min(dates, default=None)),
        "lastEventOn": _iso(max((one.happened_on for told in procedures for one in told.records), default=None)),
        "openWindows": [
            {"kind": window.kind, "first": window.first.isoformat(), "last": window.last.isoformat()}
            for told in procedures
            for window in told.windows
        ],
        "materials": [reference("materials", one, language) for one in materials_of(trajectory)],
        "delays": [
            {"why": one.why, "first": one.first.isoformat(), "last": _iso(one.last)}
            for told in procedures
            for one in told.stretches
        ],
        "lawVersion": trajectory.law_version.number,
    }


def materials_of(trajectory: Trajectory) -> list[Material]:
    """What the register says that its organisation works with in the stage; public names alone."""
    organisation = trajectory.organisation
    if organisation is None or not organisation.is_published:
        return []
    found = {
        link.material.slug: link.material
        for activity in organisation.activities.all()
        if activity.stage_id == trajectory.stage_id
        for link in activity.activity_materials.all()
        if link.material.is_published
    }
    return [found[slug] for slug in sorted(found)]


def trajectory_document(trajectory: Trajectory, procedures: Sequence[Told], language: str) -> Document:
    with override(language):
        timetable = [_procedure(one, language) for one in procedures]
    return {
        **trajectory_row(trajectory, procedures, language),
        "summary": text(trajectory, "summary", language),
        "timetable": timetable,
        "version": version_document(trajectory.law_version, language),
        "disclaimer": DISCLAIMER[language],
    }


def trajectory_status(procedures: Sequence[Told]) -> TrajectoryStatus | None:
    """Of what was told; None while of no procedure anything was."""
    known = [Standing(one) for one in procedures if one.status is not None]
    return summarise(known).status if known else None


class Standing:
    """A procedure as a summary needs it."""

    def __init__(self, told: Told) -> None:
        self.status: Any = told.status or Status.PREPARATION
        self.due: date | None = told.term.due if told.term else None
        self.last_event_on: Any = None


def _procedure(told: Told, language: str) -> Document:
    procedure = told.procedure
    return {
        "permitType": reference("permit-types", procedure.permit_type, language),
        "authority": reference("authorities", procedure.authority, language) if procedure.authority else None,
        "website": (procedure.authority.website or None) if procedure.authority else None,
        "procedure": procedure.kind,
        "status": told.status,
        "outcome": told.state.outcome if told.state and told.state.outcome else None,
        "isWhole": told.is_whole,
        "statutory": _term(told.term),
        "planned": [_planned(one, language) for one in procedure.planned_dates.all()],
        "events": [_event(one, told, language) for one in told.records],
        "windows": [_window(one) for one in told.windows],
    }


def _term(term: Term | None) -> Document | None:
    if term is None:
        return None
    return {
        "kind": term.kind,
        "date": _iso(term.due),
        "assumption": str(term.assumption) if term.assumption else None,
        "unknown": str(term.unknown) if term.unknown else None,
        "steps": _result(term.result)["steps"] if term.result else [],
        "alternatives": _result(term.result)["alternatives"] if term.result else [],
        "confidence": term.result.confidence.value if term.result else None,
        "termsVersion": term.result.version if term.result else None,
    }


def _result(result: Result) -> Document:
    """Dates as texts: a ready document holds JSON values alone."""
    answer = as_json(result)
    for name in ("steps", "alternatives"):
        answer[name] = [{**one, "date": one["date"].isoformat()} for one in answer[name]]
    return answer


def _planned(planned: PlannedDate, language: str) -> Document:
    return {
        "milestone": planned.milestone,
        "original": planned.original_on.isoformat(),
        "current": planned.current_on.isoformat(),
        "changes": [_change(one, language) for one in planned.changes.all()],
    }


def _change(change: PlannedDateChange, language: str) -> Document:
    """The explanation stands in Dutch where nobody wrote it in English."""
    english = language == "en" and change.text_en
    return {
        "on": timezone.localdate(change.changed_at).isoformat(),
        "before": change.before.isoformat(),
        "after": change.after.isoformat(),
        "reason": change.reason,
        "text": change.text_en if english else change.text_nl,
        "textLanguage": "en" if english else "nl",
    }


def _event(record: ProcedureEvent, told: Told, language: str) -> Document:
    return {
        "date": record.happened_on.isoformat(),
        "kind": record.kind,
        "until": _iso(record.until),
        "weeks": record.weeks,
        "months": record.months,
        "ground": record.ground or None,
        "outcome": record.outcome or None,
        "adviser": record.party or None,
        "text": text(record.release, "text", language),
        "isCorrected": record.pk in told.corrected,
        "correction": record.reason or None,
    }


def _window(window: Window) -> Document:
    return {
        "kind": window.kind,
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "steps": _result(window.result)["steps"],
    }


def _organisation(organisation: Organisation | None) -> Document | None:
    if organisation is None or not organisation.is_published:
        return None
    return {
        "slug": organisation.slug,
        "name": organisation.name,
        "url": api_path("companies", organisation.slug),
    }


def _municipality(municipality: Municipality | None) -> Document | None:
    if municipality is None or not municipality.is_published:
        return None
    return {
        "slug": municipality.slug,
        "name": municipality.name,
        "url": api_path("municipalities", municipality.slug),
    }


def _is_public(record: Any) -> bool:
    return record is not None and record.is_published


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
