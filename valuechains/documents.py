"""The public JSON of stages, sectors, benchmarks, materials and supply events, in one language at a time."""

import re
from typing import Any

from publication.text import fold
from valuechains.models import Benchmark, ListEntry, Material, MaterialFact, Sector, Source, Stage, SupplyEvent

Document = dict[str, Any]


def api_path(kind: str, slug: str) -> str:
    return f"/api/v1/{kind}/{slug}"


def text(record: Any, name: str, language: str) -> str:
    """``name_nl`` or ``name_en`` of a record."""
    return getattr(record, f"{name}_{language}")


def reference(kind: str, record: Any, language: str) -> Document:
    """A short pointer to another record."""
    return {
        "slug": record.slug,
        "name": text(record, "name", language),
        "url": api_path(kind, record.slug),
    }


def source_document(source: Source, language: str) -> Document:
    return {
        "slug": source.slug,
        "title": source.title,
        "href": source.url,
        "kind": source.kind,
        "note": text(source, "note", language),
    }


def sources_of(record: Any, language: str) -> list[Document]:
    return [source_document(source, language) for source in sorted(record.sources.all(), key=lambda one: one.slug)]


def stage_document(stage: Stage, language: str) -> Document:
    benchmark = stage.benchmark if stage.benchmark and stage.benchmark.is_published else None
    return {
        "slug": stage.slug,
        "url": api_path("stages", stage.slug),
        "name": text(stage, "name", language),
        "shortName": text(stage, "short", language),
        "order": stage.order,
        "inProvince": text(stage, "fact", language),
        "inFigure4": stage.in_figure_4,
        "benchmark": benchmark_document(benchmark, language) if benchmark else None,
        "reference": stage.reference,
        "sources": sources_of(stage, language),
    }


def sector_document(sector: Sector, language: str) -> Document:
    return {
        "slug": sector.slug,
        "url": api_path("sectors", sector.slug),
        "name": text(sector, "name", language),
        "order": sector.order,
        "examples": text(sector, "examples", language),
        "inFigure1": sector.in_figure_1,
        "sources": sources_of(sector, language),
    }


def benchmark_document(benchmark: Benchmark, language: str) -> Document:
    return {
        "slug": benchmark.slug,
        "url": api_path("benchmarks", benchmark.slug),
        "name": text(benchmark, "name", language),
        "order": benchmark.order,
        "percent": benchmark.percent,
        "direction": benchmark.direction,
        "text": text(benchmark, "text", language),
        "sources": sources_of(benchmark, language),
    }


def material_row(material: Material, language: str) -> Document:
    facts = {fact.key: fact.value for fact in material.facts.all()}
    entry = _current_entry(material)
    related = material.related_to if material.related_to and material.related_to.is_published else None
    return {
        "slug": material.slug,
        "url": api_path("materials", material.slug),
        "name": text(material, "name", language),
        "sortName": fold(text(material, "name", language)),
        "symbols": material.symbols,
        "relation": material.relation,
        "relatedTo": reference("materials", related, language) if related else None,
        "listed": entry is not None,
        "strategic": entry is not None and entry.strategic,
        "listVersion": text(entry.version, "name", language) if entry else None,
        "supplyRisk": facts.get("supply_risk"),
        "economicImportance": facts.get("economic_importance"),
        "importReliance": (facts.get("import_reliance") or {}).get("share"),
        "recyclingInputRate": facts.get("recycling_input_rate"),
        "criticalStage": facts.get("critical_stage"),
        "sectors": [
            reference("sectors", use.sector, language)
            for use in sorted(material.uses.all(), key=lambda one: one.sector.order)
            if use.sector.is_published
        ],
    }


def material_document(material: Material, language: str) -> Document:
    entry = _current_entry(material)
    return {
        **material_row(material, language),
        "aliases": material.aliases,
        "note": text(material, "note", language),
        "inFigure1": material.in_figure_1,
        "listEntry": _entry_document(entry, language) if entry else None,
        "facts": {_camel(fact.key): _fact_document(fact, language) for fact in material.facts.all()},
        "uses": [
            {
                "sector": reference("sectors", use.sector, language),
                "basis": text(use, "basis", language),
                "confidence": use.confidence,
                "sources": sources_of(use, language),
            }
            for use in sorted(material.uses.all(), key=lambda one: one.sector.order)
            if use.sector.is_published
        ],
    }


def event_row(event: SupplyEvent, language: str) -> Document:
    return {
        "slug": event.slug,
        "url": api_path("supply-events", event.slug),
        "name": text(event, "title", language),
        "occurred": event.date,
        "text": text(event, "text", language),
        "kind": event.kind,
        "materials": [
            reference("materials", material, language)
            for material in sorted(event.materials.all(), key=lambda one: fold(text(one, "name", language)))
            if material.is_published
        ],
        "until": event.until_date.isoformat() if event.until_date else None,
        "untilText": text(event, "until", language),
        "inFigure2": event.in_figure_2,
        "confidence": event.confidence,
        "sources": sources_of(event, language),
    }


event_document = event_row


def _current_entry(material: Material) -> ListEntry | None:
    return next((entry for entry in material.entries.all() if entry.version.is_current), None)


def _entry_document(entry: ListEntry, language: str) -> Document:
    return {
        "listVersion": entry.version.slug,
        "listName": text(entry.version, "name", language),
        "regulation": text(entry.version, "regulation", language),
        "inForce": entry.version.in_force.isoformat(),
        "letter": entry.letter,
        "strategic": entry.strategic,
        "condition": text(entry, "qualifier", language),
        "confidence": entry.confidence,
        "sources": sources_of(entry, language),
    }


def _fact_document(fact: MaterialFact, language: str) -> Document:
    return {
        "value": localised(fact.value, language),
        "stage": fact.stage,
        "scope": text(fact, "scope", language),
        "period": fact.period,
        "note": text(fact, "note", language),
        "confidence": fact.confidence,
        "sources": sources_of(fact, language),
    }


def localised(value: Any, language: str) -> Any:
    """A fact's value in one language: ``country_nl``/``country_en`` becomes ``country``, ``nl``/``en`` ``name``."""
    if isinstance(value, list):
        return [localised(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    chosen: Document = {}
    for key, one in value.items():
        if key in ("nl", "en"):
            if key == language:
                chosen["name"] = one
        elif key.endswith(("_nl", "_en")):
            if key.endswith(f"_{language}"):
                chosen[_camel(key[:-3])] = one
        else:
            chosen[_camel(key)] = localised(one, language)
    return chosen


def _camel(key: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), key)
