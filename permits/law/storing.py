"""Write a document into the rows of a version, and read it back from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from companies.models import Municipality
from permits.law.columns import SECTIONS, Section, both, found
from permits.law.document import Document, LawDocumentError, Row, normalised
from permits.models import (
    CompetenceRule,
    LawVersion,
    MunicipalAuthorities,
    PermitType,
    WaterBoardArea,
)

Known = dict[str, dict[str, int]]
_NOT_COLUMNS = ("slug", "order", "permitTypes")


@transaction.atomic
def store(document: Mapping[str, Any], version: LawVersion) -> None:
    """Give a version exactly these rows: new ones are made, known slugs changed in place, others taken away.

    It writes in bulk, past the guards of the models and without listings: callers look after both.
    LawDocumentError when a row names something that is not there.
    """
    known: Known = {}
    try:
        _store_section(SECTIONS["authorities"], document["authorities"], version, known)
        _store_municipalities(document["municipalities"], version, known)
        for name in ("permitTypes", "competence", "questions", "rules", "dependencies", "cases"):
            _store_section(SECTIONS[name], document[name], version, known)
    except (KeyError, TypeError, ValueError) as error:
        raise LawDocumentError(str(error)) from error
    _link_permit_types(document["competence"], version, known)
    for name in ("cases", "dependencies", "rules", "questions", "competence", "permitTypes"):
        _remove_others(SECTIONS[name].model, version, known[name])
    _remove_others(MunicipalAuthorities, version, known["municipalities"])
    _remove_others(SECTIONS["authorities"].model, version, known["authorities"])


def _store_section(section: Section, rows: Sequence[Row], version: LawVersion, known: Known) -> None:
    records = []
    for position, row in enumerate(rows, 1):
        values = {"version": version, "slug": row["slug"], "order": row.get("order", position)}
        for column in section.columns:
            values |= column.to_fields(row, known)
        if section.is_open:
            members = {column.member for column in section.columns} | set(_NOT_COLUMNS)
            values["extra"] = {name: value for name, value in row.items() if name not in members}
        records.append(section.model(**values))
    _write(section.model, records, version)
    written = section.model._default_manager.filter(version=version, slug__in=[row["slug"] for row in rows])
    known[section.name] = dict(written.values_list("slug", "pk"))


def _write(model: Any, records: Sequence[Any], version: LawVersion) -> None:
    standing = dict(model._default_manager.filter(version=version).values_list("slug", "pk"))
    for record in records:
        record.pk = standing.get(record.slug)
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    if changed := [record for record in records if record.pk is not None]:
        model._default_manager.bulk_update(changed, fields, batch_size=20)
    model._default_manager.bulk_create([record for record in records if record.pk is None])


def _store_municipalities(rows: Sequence[Row], version: LawVersion, known: Known) -> None:
    places = {place.cbs_code: place for place in Municipality.objects.all()}
    records = []
    for position, row in enumerate(rows, 1):
        place = places.get(row["municipality"])
        if place is None:
            raise ValueError(f"municipalities.{row['municipality']}: this municipality is unknown")
        records.append(
            MunicipalAuthorities(
                version=version,
                slug=place.slug,
                order=position,
                municipality=place,
                environment_service_id=found(known, "authorities", row["environmentService"]),
                safety_region_id=found(known, "authorities", row["safetyRegion"]),
                confidence=row["confidence"],
                source_nl=row["source"]["nl"],
                source_en=row["source"]["en"],
            )
        )
    _write(MunicipalAuthorities, records, version)
    pks = dict(MunicipalAuthorities.objects.filter(version=version).values_list("slug", "pk"))
    WaterBoardArea.objects.filter(row__version=version).delete()
    WaterBoardArea.objects.bulk_create(
        [
            _area(pks[places[row["municipality"]].slug], position, area, known)
            for row in rows
            for position, area in enumerate(row["waterBoards"], 1)
        ]
    )
    known["municipalities"] = {places[row["municipality"]].slug: 0 for row in rows}


def _area(row: int, position: int, area: Row, known: Known) -> WaterBoardArea:
    where = area.get("where") or {"nl": "", "en": ""}
    return WaterBoardArea(
        row_id=row,
        order=position,
        authority_id=found(known, "authorities", area["authority"]),
        share=area["share"],
        where_nl=where["nl"],
        where_en=where["en"],
        confidence=area["confidence"],
        source_nl=area["source"]["nl"],
        source_en=area["source"]["en"],
    )


def _link_permit_types(rows: Sequence[Row], version: LawVersion, known: Known) -> None:
    through = CompetenceRule.permit_types.through
    through._default_manager.filter(competencerule__version=version).delete()
    through._default_manager.bulk_create(
        [
            through(competencerule_id=known["competence"][row["slug"]], permittype_id=_permit_type(row, slug, known))
            for row in rows
            for slug in dict.fromkeys(row["permitTypes"])
        ]
    )


def _permit_type(row: Row, slug: str, known: Known) -> int:
    if slug not in known["permitTypes"]:
        raise LawDocumentError(f"competence.{row['slug']}: there is no permit type {slug!r}")
    return known["permitTypes"][slug]


def _remove_others(model: Any, version: LawVersion, kept: Mapping[str, int]) -> None:
    model._default_manager.filter(version=version).exclude(slug__in=kept).delete()


def as_document(version: LawVersion) -> Document:
    """The document of a version as its rows stand in the database: as many queries for one row as for a thousand."""
    document: dict[str, Any] = {
        "version": {
            "number": version.number,
            "label": version.label,
            "inForceFrom": version.in_force_from.isoformat(),
            "termsVersion": version.terms_version,
            "note": {"nl": version.note_nl, "en": version.note_en},
        },
        "laws": version.laws,
        "municipalities": [_municipality(row) for row in _municipal_rows(version)],
    }
    for section in SECTIONS.values():
        records: Any = section.model._default_manager.filter(version=version).order_by("order", "slug")
        if section.related:
            records = records.select_related(*section.related)
        if section.model is CompetenceRule:
            records = records.prefetch_related("permit_types")
        document[section.name] = [_member_row(section, record) for record in records]
    return normalised(document)


def _member_row(section: Section, record: Any) -> Row:
    row: Row = {"slug": record.slug, **{column.member: column.to_member(record) for column in section.columns}}
    if isinstance(record, CompetenceRule):
        row["permitTypes"] = [one.slug for one in sorted(record.permit_types.all(), key=_position)]
    return {**getattr(record, "extra", {}), **row}


def _position(record: PermitType) -> tuple[int, str]:
    return record.order, record.slug


def _municipal_rows(version: LawVersion) -> Any:
    return (
        MunicipalAuthorities.objects.filter(version=version)
        .select_related("municipality", "environment_service", "safety_region")
        .prefetch_related("water_boards__authority")
        .order_by("order", "slug")
    )


def _municipality(row: MunicipalAuthorities) -> Row:
    return {
        "municipality": row.municipality.cbs_code,
        "environmentService": row.environment_service.slug,
        "waterBoards": [
            {
                "authority": area.authority.slug,
                "share": area.share,
                "where": both(area, "where"),
                "confidence": area.confidence,
                "source": both(area, "source"),
            }
            for area in row.water_boards.all()
        ],
        "safetyRegion": row.safety_region.slug,
        "confidence": row.confidence,
        "source": both(row, "source"),
    }
