"""How trajectories are published: once released, and of their events only the released ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from companies.models import Activity, ActivityMaterial, Municipality, Organisation
from permits.models import (
    Authority,
    EventRelease,
    LawVersion,
    PermitType,
    PlannedDate,
    PlannedDateChange,
    Procedure,
    ProcedureEvent,
    Trajectory,
    TrajectoryListing,
)
from permits.timetable.documents import trajectory_document, trajectory_row, trajectory_status
from permits.timetable.released import Told, told
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from valuechains.models import Material, Stage

LANGUAGES = ("nl", "en")


class TrajectoryPublisher(Publisher):
    """Facets: ``stage``, ``material``, ``municipality``, ``company``, ``authority``, ``permitType``, ``status``,
    ``example`` and ``window``: the last day of each period in which others may act, as ``views-received 2026-04-15``.
    """

    kind = "trajectories"
    listing = TrajectoryListing
    facets = ("stage", "material", "municipality", "company", "authority", "permitType", "status", "example", "window")

    def records(self) -> Any:
        return Trajectory.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        trajectories = Trajectory.objects.published().filter(pk__in=pks)
        trajectories = trajectories.select_related("organisation", "municipality", "stage", "law_version")
        for trajectory in trajectories.prefetch_related(
            "organisation__activities__activity_materials__material",
            "procedures__permit_type",
            "procedures__authority",
            "procedures__events__release",
            "procedures__planned_dates__changes",
        ):
            yield _listing(trajectory, [told(one) for one in trajectory.procedures.all()])

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Procedure, lambda procedure: [procedure.trajectory_id]),
            Watch(ProcedureEvent, lambda record: [record.procedure.trajectory_id]),
            Watch(EventRelease, lambda release: [release.event.procedure.trajectory_id]),
            Watch(PlannedDate, lambda planned: [planned.procedure.trajectory_id]),
            Watch(PlannedDateChange, lambda change: [change.planned_date.procedure.trajectory_id]),
            Watch(Organisation, ShownIn(Trajectory, "organisation")),
            Watch(Municipality, ShownIn(Trajectory, "municipality")),
            Watch(Stage, ShownIn(Trajectory, "stage")),
            Watch(Activity, lambda one: _pks(organisation=one.organisation_id)),
            Watch(ActivityMaterial, lambda link: _pks(organisation__activities=link.activity_id)),
            Watch(Material, ShownIn(Trajectory, "organisation__activities__activity_materials__material")),
            Watch(LawVersion, ShownIn(Trajectory, "law_version")),
            Watch(PermitType, ShownIn(Trajectory, "procedures__permit_type")),
            Watch(Authority, ShownIn(Trajectory, "procedures__authority")),
        ]


def _listing(trajectory: Trajectory, procedures: list[Told]) -> ListingRow:
    rows = {language: trajectory_row(trajectory, procedures, language) for language in LANGUAGES}
    return ListingRow(
        pk=trajectory.pk,
        slug=trajectory.slug,
        name_nl=trajectory.title_nl,
        name_en=trajectory.title_en,
        facets=_facets(rows["nl"], procedures),
        words=_words(trajectory, rows["nl"], procedures),
        row=rows,
        document={language: trajectory_document(trajectory, procedures, language) for language in LANGUAGES},
    )


def _facets(row: dict[str, Any], procedures: list[Told]) -> dict[str, list[str]]:
    status = trajectory_status(procedures)
    kept = [one.procedure for one in procedures]
    return {
        "stage": _slug(row["stage"]),
        "material": sorted(one["slug"] for one in row["materials"]),
        "municipality": _slug(row["municipality"]),
        "company": _slug(row["organisation"]),
        "authority": sorted({one.authority.slug for one in kept if one.authority}),
        "permitType": sorted({one.permit_type.slug for one in kept}),
        "status": [status] if status else [],
        "example": ["yes" if row["isExample"] else "no"],
        "window": sorted({f"{one['kind']} {one['last']}" for one in row["openWindows"]}),
    }


def _pks(**wanted: int) -> set[int]:
    return set(Trajectory.objects.filter(**wanted).values_list("pk", flat=True))


def _slug(reference: dict[str, Any] | None) -> list[str]:
    return [reference["slug"]] if reference else []


def _words(trajectory: Trajectory, row: dict[str, Any], procedures: list[Told]) -> list[str]:
    names = [(row[name] or {}).get("name", "") for name in ("organisation", "municipality")]
    permits = [f"{one.procedure.permit_type.name_nl} {one.procedure.permit_type.name_en}" for one in procedures]
    texts = [trajectory.title_nl, trajectory.title_en, trajectory.summary_nl, trajectory.summary_en, *names, *permits]
    return words_of(" ".join(texts))
