"""Write what the rows bring, by the actions that everybody uses. Each trajectory is written once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imports.rows import ImportContext, Outcome
from permits.imports.known import KnownProcedure, KnownTrajectory
from permits.models import Trajectory
from permits.trajectories.actions import NewProcedure, add_procedure, create_trajectory, free_slug, record_events
from permits.trajectory_enums import CameFrom
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing


def write(outcomes: Sequence[Outcome], context: ImportContext, user: Any) -> None:
    with publishing(), change_door(Door.IMPORT, str(context.import_id)):
        notes = {id(one.payload.event): one.payload.note for one in outcomes if one.payload.event and one.payload.note}
        known = {id(one.payload.trajectory): one.payload.trajectory for one in outcomes}
        for trajectory in known.values():
            _write(trajectory, user, notes)
        for outcome in outcomes:
            outcome.record_id = outcome.payload.trajectory.pk


def _write(known: KnownTrajectory, user: Any, notes: dict[int, str]) -> None:
    if known.record is None:
        known.record = create_trajectory(trajectory=_new(known))
    for procedure in known.procedures.values():
        if procedure.record is None and not procedure.is_claimed:
            continue  # every row that named it was rejected
        if procedure.record is None:
            new = NewProcedure(permit_type=procedure.permit_type, authority=procedure.authority)
            procedure.record = add_procedure(trajectory=known.record, new=new)
        _record(procedure, user, notes)


def _record(procedure: KnownProcedure, user: Any, notes: dict[int, str]) -> None:
    if procedure.record is not None and procedure.expected:
        record_events(procedure=procedure.record, events=procedure.expected, user=user, notes=notes)


def _new(known: KnownTrajectory) -> Trajectory:
    values = known.values
    return Trajectory(
        slug=free_slug(values["title_nl"]),
        title_nl=values["title_nl"],
        title_en=values.get("title_en") or values["title_nl"],
        organisation=known.organisation,
        initiative=values.get("initiative", ""),
        municipality=values.get("municipality"),
        law_version_id=known.law_version_id,
        external_reference=known.reference,
        came_from=CameFrom.IMPORT,
    )
