"""Load the reference data of ``fixtures/reference``: what is there already is left as staff have it."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from publication.enums import Visibility
from valuechains.models import (
    Benchmark,
    Dilemma,
    ListEntry,
    ListVersion,
    Material,
    MaterialFact,
    MaterialSector,
    Sector,
    Source,
    Stage,
    SupplyEvent,
)

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "reference"
Row = dict[str, Any]


def read(name: str) -> list[Row]:
    """Rows of one reference file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def load_valuechains() -> dict[str, int]:
    """Add what is missing; gives the number of new records by file. Call it inside one transaction."""
    loaders: dict[str, Callable[[list[Row]], int]] = {
        "sources": _load_sources,
        "list-versions": _load_list_versions,
        "benchmarks": _load_benchmarks,
        "stages": _load_stages,
        "sectors": _load_sectors,
        "materials": _load_materials,
        "other-materials": _load_other_materials,
        "supply-events": _load_events,
        "dilemmas": _load_dilemmas,
    }
    return {name: load(_missing(name, read(name))) for name, load in loaders.items()}


def _missing(name: str, rows: list[Row]) -> list[Row]:
    models: dict[str, Any] = {
        "sources": Source,
        "list-versions": ListVersion,
        "benchmarks": Benchmark,
        "stages": Stage,
        "sectors": Sector,
        "materials": Material,
        "other-materials": Material,
        "supply-events": SupplyEvent,
        "dilemmas": Dilemma,
    }
    known = set(models[name].objects.values_list("slug", flat=True))
    return [row for row in rows if row["slug"] not in known]


def _sources(slugs: Iterable[str]) -> list[Source]:
    wanted = set(slugs)
    found = list(Source.objects.filter(slug__in=wanted))
    if missing := wanted - {source.slug for source in found}:
        raise ValueError(f"unknown sources: {', '.join(sorted(missing))}")
    return found


def _plain(row: Row, *names: str) -> Row:
    """The named values of a row; an absent text becomes empty."""
    return {name: "" if row.get(name) is None else row[name] for name in names}


def _load_sources(rows: list[Row]) -> int:
    for row in rows:
        Source.objects.create(url=row["url"], **_plain(row, "slug", "title", "kind", "note_nl", "note_en"))
    return len(rows)


def _load_list_versions(rows: list[Row]) -> int:
    names = ("slug", "name_nl", "name_en", "regulation_nl", "regulation_en", "published", "in_force", "review_due")
    for row in rows:
        is_first = not ListVersion.objects.filter(is_current=True).exists()
        version = ListVersion.objects.create(is_current=is_first, **_plain(row, *names))
        version.sources.add(*_sources(row["sources"]))
    return len(rows)


def _load_benchmarks(rows: list[Row]) -> int:
    names = ("slug", "order", "percent", "direction", "name_nl", "name_en", "text_nl", "text_en")
    for row in rows:
        benchmark = Benchmark.objects.create(visibility=Visibility.PUBLIC, **_plain(row, *names))
        benchmark.sources.add(*_sources(row["sources"]))
    return len(rows)


def _load_stages(rows: list[Row]) -> int:
    names = ("slug", "order", "name_nl", "name_en", "short_nl", "short_en", "fact_nl", "fact_en", "in_figure_4")
    for row in rows:
        stage = Stage.objects.create(
            visibility=Visibility.PUBLIC,
            reference=row["ref"],
            benchmark=Benchmark.objects.get(slug=row["benchmark"]) if row["benchmark"] else None,
            **_plain(row, *names),
        )
        stage.sources.add(*_sources(row["sources"]))
    return len(rows)


def _load_sectors(rows: list[Row]) -> int:
    names = ("slug", "order", "name_nl", "name_en", "examples_nl", "examples_en", "in_figure_1")
    for row in rows:
        sector = Sector.objects.create(visibility=Visibility.PUBLIC, **_plain(row, *names))
        sector.sources.add(*_sources(row["sources"]))
    return len(rows)


def _load_materials(rows: list[Row]) -> int:
    for row in rows:
        material = Material.objects.create(
            visibility=Visibility.PUBLIC,
            relation="listed",
            **_plain(row, "slug", "name_nl", "name_en", "symbols", "aliases", "in_figure_1"),
        )
        _load_entry(material, row["list_entry"])
        for fact in row["facts"]:
            _load_fact(material, fact)
        for use in row["sectors"]:
            _load_use(material, use)
    return len(rows)


def _load_entry(material: Material, row: Row) -> None:
    entry = ListEntry.objects.create(
        material=material,
        version=ListVersion.objects.get(slug=row["version"]),
        letter=row["annex_ii"],
        **_plain(row, "strategic", "qualifier_nl", "qualifier_en", "confidence"),
    )
    entry.sources.add(*_sources(row["sources"]))


def _load_fact(material: Material, row: Row) -> None:
    fact = MaterialFact.objects.create(
        material=material,
        value=row["value"],
        **_plain(row, "key", "stage", "scope_nl", "scope_en", "period", "note_nl", "note_en", "confidence"),
    )
    fact.sources.add(*_sources(row["sources"]))


def _load_use(material: Material, row: Row) -> None:
    use = MaterialSector.objects.create(
        material=material,
        sector=Sector.objects.get(slug=row["sector"]),
        **_plain(row, "basis_nl", "basis_en", "confidence"),
    )
    use.sources.add(*_sources(row["sources"]))


def _load_other_materials(rows: list[Row]) -> int:
    for row in rows:
        Material.objects.create(
            visibility=Visibility.PUBLIC,
            related_to=Material.objects.get(slug=row["related_to"]) if row["related_to"] else None,
            **_plain(row, "slug", "name_nl", "name_en", "symbols", "aliases", "relation", "note_nl", "note_en"),
        )
    return len(rows)


def _load_events(rows: list[Row]) -> int:
    names = ("slug", "date", "title_nl", "title_en", "text_nl", "text_en", "kind", "until_nl", "until_en")
    for row in rows:
        event = SupplyEvent.objects.create(
            visibility=Visibility.PUBLIC,
            until_date=row["until_date"],
            **_plain(row, *names, "in_figure_2", "confidence"),
        )
        event.materials.add(*Material.objects.filter(slug__in=row["materials"]))
        event.sources.add(*_sources(row["sources"]))
    return len(rows)


def _load_dilemmas(rows: list[Row]) -> int:
    names = ("nl", "en", "reference")
    for row in rows:
        sides = {f"{side}_{name}": row[side][name] for side in ("here", "elsewhere") for name in names}
        Dilemma.objects.create(
            visibility=Visibility.PUBLIC,
            material=Material.objects.get(slug=row["material"]) if row["material"] else None,
            here_source=Source.objects.get(slug=row["here"]["source"]),
            elsewhere_source=Source.objects.get(slug=row["elsewhere"]["source"]),
            **_plain(row, "slug", "dimension", "confidence"),
            **sides,
        )
    return len(rows)
