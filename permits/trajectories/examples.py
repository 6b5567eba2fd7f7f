"""Six fictitious trajectories in different states, so that every screen has something to show.

They go through the same actions as real ones. Days count back from the day of loading.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from companies.models import Municipality
from permits.models import Authority, LawVersion, PermitType, PlannedDate, Procedure, Trajectory
from permits.trajectories import Event, EventKind, Outcome
from permits.trajectories.actions import NewProcedure, create_trajectory, record_events
from permits.trajectories.filing import add_note, escalate
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events
from publication.enums import Visibility
from publication.publishing import publishing
from valuechains.models import Stage

FILE = settings.BASE_DIR / "fixtures" / "examples" / "trajectories.json"
Row = Mapping[str, Any]


def load() -> int:
    """Make the examples that are missing; 0 without law data, on which they rest."""
    version = LawVersion.objects.in_force().first() or LawVersion.objects.available().first()
    if version is None:
        return 0
    known = set(Trajectory.objects.examples().values_list("slug", flat=True))
    wanted = [row for row in json.loads(FILE.read_text(encoding="utf-8"))["trajectories"] if row["slug"] not in known]
    with publishing():
        for row in wanted:
            _load(row, version, timezone.localdate())
    return len(wanted)


def remove() -> int:
    """Take all examples away, with their events; the database lets only those of examples go."""
    with publishing(), transaction.atomic():
        found = list(Trajectory.objects.examples())
        for trajectory in found:
            procedures = [one.pk for one in trajectory.procedures.all()]
            trajectory.delete()
            Procedure.history.filter(id__in=procedures).delete()
        Trajectory.history.filter(is_example=True).delete()
    return len(found)


def _load(row: Row, version: LawVersion, today: datetime.date) -> None:
    permit_types = {one.slug: one for one in PermitType.objects.filter(version=version)}
    authorities = {one.slug: one for one in Authority.objects.filter(version=version)}
    trajectory = Trajectory(
        slug=row["slug"], title_nl=row["title"]["nl"], title_en=row["title"]["en"], summary_nl=row["summary"]["nl"],
        summary_en=row["summary"]["en"], initiative=row["initiative"], law_version=version, is_example=True,
        municipality=Municipality.objects.filter(slug=row["municipality"]).first(), visibility=Visibility.PUBLIC,
        stage=Stage.objects.filter(slug=row.get("stage", "")).first(),
        assignee=get_user_model().objects.filter(email=row.get("assignee", ""), is_staff=True).first(),
    )  # fmt: skip
    rows = [one for one in row["procedures"] if one["permitType"] in permit_types]
    new = [
        NewProcedure(
            permit_type=permit_types[one["permitType"]], authority=authorities.get(one["authority"]),
            kind=one.get("procedure", ""),
            first_application=_day(one["firstApplication"], today) if "firstApplication" in one else None,
        )
        for one in rows
    ]  # fmt: skip
    create_trajectory(trajectory=trajectory, procedures=new)
    for procedure, one in zip(trajectory.procedures.order_by("order"), rows, strict=True):
        _record(procedure, one, today)
        for planned in one.get("planned", ()):
            _plan(procedure, planned, today)
    for note in row.get("notes", ()):
        add_note(trajectory=trajectory, text=note["text"], audience=note["audience"], user=None)
    if row.get("escalation"):
        escalate(trajectory=trajectory, reason=row["escalation"], user=None)


def _record(procedure: Procedure, row: Row, today: datetime.date) -> None:
    events = [_event(one, today) for one in row["events"]]
    if not events:
        return
    notes = {id(event): one["note"] for event, one in zip(events, row["events"], strict=True) if "note" in one}
    records = record_events(procedure=procedure, events=events, user=None, notes=notes)
    by_day = {(record.kind, record.happened_on): record for record in records}
    for event, one in zip(events, row["events"], strict=True):
        if one.get("release"):
            text = one.get("text", {"nl": "", "en": ""})
            release_events(
                trajectory=procedure.trajectory, records=[by_day[event.kind, event.on]], user=None,
                text_nl=text["nl"], text_en=text["en"],
            )  # fmt: skip


def _event(row: Row, today: datetime.date) -> Event:
    details: dict[str, Any] = {name: row[name] for name in ("weeks", "months", "party") if name in row}
    if "until" in row:
        details["until"] = _day(row["until"], today)
    if "outcome" in row:
        details["outcome"] = Outcome(row["outcome"])
    return Event(EventKind(row["kind"]), _day(row["daysAgo"], today), **details)


def _plan(procedure: Procedure, row: Row, today: datetime.date) -> PlannedDate:
    planned = plan_date(procedure=procedure, milestone=row["milestone"], on=_day(row["daysAgo"], today), user=None)
    for change in row.get("changes", ()):
        change_planned_date(
            planned=planned, to=_day(change["daysAgo"], today), reason=change["reason"],
            text_nl=change["text"]["nl"], text_en=change["text"]["en"], user=None,
        )  # fmt: skip
    return planned


def _day(days_ago: int, today: datetime.date) -> datetime.date:
    return today - datetime.timedelta(days=days_ago)
