"""How stages, sectors, benchmarks, materials and supply events are published."""

from collections.abc import Iterable, Sequence
from typing import Any

from publication.models import PublishableQuerySet
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from valuechains.documents import (
    benchmark_document,
    event_document,
    event_row,
    material_document,
    material_row,
    sector_document,
    stage_document,
)
from valuechains.models import (
    Benchmark,
    BenchmarkListing,
    ListEntry,
    ListVersion,
    Material,
    MaterialFact,
    MaterialListing,
    MaterialSector,
    Sector,
    SectorListing,
    Source,
    Stage,
    StageListing,
    SupplyEvent,
    SupplyEventListing,
)

LANGUAGES = ("nl", "en")


def _both(build: Any, record: Any) -> dict[str, dict[str, Any]]:
    return {language: build(record, language) for language in LANGUAGES}


def _published(records: PublishableQuerySet, pks: Sequence[int]) -> PublishableQuerySet:
    return records.published().filter(pk__in=pks)


class StagePublisher(Publisher):
    kind = "stages"
    listing = StageListing
    orders = {"order": ("record__order", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return Stage.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for stage in _published(self.records(), pks).select_related("benchmark").prefetch_related("sources"):
            document = _both(stage_document, stage)
            yield ListingRow(
                pk=stage.pk,
                slug=stage.slug,
                name_nl=stage.name_nl,
                name_en=stage.name_en,
                words=words_of(f"{stage.name_nl} {stage.name_en}"),
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Benchmark, ShownIn(Stage, "benchmark")),
            Watch(Source, ShownIn(Stage, "sources", "benchmark__sources")),
        ]


class SectorPublisher(Publisher):
    kind = "sectors"
    listing = SectorListing
    orders = {"order": ("record__order", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return Sector.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for sector in _published(self.records(), pks).prefetch_related("sources"):
            document = _both(sector_document, sector)
            yield ListingRow(
                pk=sector.pk,
                slug=sector.slug,
                name_nl=sector.name_nl,
                name_en=sector.name_en,
                words=words_of(f"{sector.name_nl} {sector.name_en}"),
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [Watch(Source, ShownIn(Sector, "sources"))]


class BenchmarkPublisher(Publisher):
    kind = "benchmarks"
    listing = BenchmarkListing
    orders = {"order": ("record__order", "pk")}

    def records(self) -> Any:
        return Benchmark.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for benchmark in _published(self.records(), pks).prefetch_related("sources"):
            document = _both(benchmark_document, benchmark)
            yield ListingRow(
                pk=benchmark.pk,
                slug=benchmark.slug,
                name_nl=benchmark.name_nl,
                name_en=benchmark.name_en,
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [Watch(Source, ShownIn(Benchmark, "sources"))]


class MaterialPublisher(Publisher):
    """Facets: ``relation`` (listed, related, not-listed), ``strategic`` (yes, no) and ``sector``."""

    kind = "materials"
    listing = MaterialListing
    facets = ("relation", "strategic", "sector")
    orders = {"name": ("sort_name", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return Material.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        materials = _published(self.records(), pks).select_related("related_to")
        for material in materials.prefetch_related(
            "entries__version", "entries__sources", "facts__sources", "uses__sector", "uses__sources"
        ):
            yield ListingRow(
                pk=material.pk,
                slug=material.slug,
                name_nl=material.name_nl,
                name_en=material.name_en,
                words=material_words(material),
                facets={
                    "relation": [material.relation],
                    "strategic": [
                        "yes" if any(e.strategic and e.version.is_current for e in material.entries.all()) else "no"
                    ],
                    "sector": sorted(use.sector.slug for use in material.uses.all() if use.sector.is_published),
                },
                row=_both(material_row, material),
                document=_both(material_document, material),
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(MaterialFact, lambda fact: [fact.material_id]),
            Watch(ListEntry, lambda entry: [entry.material_id]),
            Watch(MaterialSector, lambda use: [use.material_id]),
            Watch(Sector, ShownIn(Material, "uses__sector")),
            Watch(ListVersion, ShownIn(Material, "entries__version")),
            Watch(Material, lambda material: material.relatives.values_list("pk", flat=True)),
            Watch(
                Source,
                ShownIn(Material, "facts__sources", "entries__sources", "uses__sources"),
            ),
        ]


class SupplyEventPublisher(Publisher):
    """Facets: ``material``, ``eventKind`` and ``year``."""

    kind = "supply-events"
    listing = SupplyEventListing
    facets = ("material", "eventKind", "year")
    orders = {"date": ("record__date", "pk")}

    def records(self) -> Any:
        return SupplyEvent.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for event in _published(self.records(), pks).prefetch_related("materials", "sources"):
            materials = [material for material in event.materials.all() if material.is_published]
            yield ListingRow(
                pk=event.pk,
                slug=event.slug,
                name_nl=event.title_nl,
                name_en=event.title_en,
                words=words_of(
                    " ".join([event.title_nl, event.title_en, event.text_nl, event.text_en])
                    + " ".join(f" {material.name_nl} {material.name_en}" for material in materials)
                ),
                facets={
                    "material": sorted(material.slug for material in materials),
                    "eventKind": [event.kind],
                    "year": [event.date[:4]],
                },
                row=_both(event_row, event),
                document=_both(event_document, event),
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Material, ShownIn(SupplyEvent, "materials")),
            Watch(Source, ShownIn(SupplyEvent, "sources")),
        ]


def material_words(material: Material) -> list[str]:
    """All words that find a material: names, symbols and other names, in both languages."""
    texts = [material.name_nl, material.name_en, *material.symbols, *material.aliases]
    return words_of(" ".join(texts))
