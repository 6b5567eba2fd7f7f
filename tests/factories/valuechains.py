"""The chain, its materials and what is known of them."""

import datetime

import factory

from tests.factories.base import DjangoModelFactory, PublishableFactory
from valuechains.enums import Confidence, DilemmaDimension, Direction, EventKind, Relation, SourceKind
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


class SourcedFactory(DjangoModelFactory):
    """Takes ``sources=[…]``; a record with none gets one of its own."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @factory.post_generation
    def sources(self, create, extracted, **kwargs):
        if create:
            self.sources.add(*(extracted if extracted is not None else [SourceFactory()]))


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    class Params:
        offline = factory.Trait(url=None, kind=SourceKind.REPORT)

    slug = factory.Sequence(lambda n: f"bron-{n}")
    title = factory.Sequence(lambda n: f"Bron {n}")
    url = factory.LazyAttribute(lambda source: f"https://example.org/{source.slug}")
    kind = SourceKind.PAGE


class BenchmarkFactory(PublishableFactory, SourcedFactory):
    class Meta:
        model = Benchmark

    slug = factory.Sequence(lambda n: f"doel-{n}")
    order = factory.Sequence(lambda n: n + 1)
    percent = 25
    direction = Direction.AT_LEAST
    name_nl = factory.Sequence(lambda n: f"Doel {n}")
    name_en = factory.Sequence(lambda n: f"Benchmark {n}")
    text_nl = "Zoveel procent van het jaarlijkse gebruik."
    text_en = "So many percent of yearly use."


class StageFactory(PublishableFactory, SourcedFactory):
    class Meta:
        model = Stage

    class Params:
        with_benchmark = factory.Trait(benchmark=factory.SubFactory(BenchmarkFactory))

    slug = factory.Sequence(lambda n: f"schakel-{n}")
    order = factory.Sequence(lambda n: n + 1)
    name_nl = factory.Sequence(lambda n: f"Schakel {n}")
    name_en = factory.Sequence(lambda n: f"Stage {n}")
    short_nl = factory.Sequence(lambda n: f"Sch. {n}")
    short_en = factory.Sequence(lambda n: f"St. {n}")


class SectorFactory(PublishableFactory, SourcedFactory):
    class Meta:
        model = Sector

    slug = factory.Sequence(lambda n: f"sector-{n}")
    order = factory.Sequence(lambda n: n + 1)
    name_nl = factory.Sequence(lambda n: f"Sector {n}")
    name_en = factory.Sequence(lambda n: f"Sector {n} (en)")


class ListVersionFactory(SourcedFactory):
    class Meta:
        model = ListVersion

    class Params:
        current = factory.Trait(is_current=True)

    slug = factory.Sequence(lambda n: f"lijst-{n}")
    name_nl = factory.Sequence(lambda n: f"EU-lijst {n}")
    name_en = factory.Sequence(lambda n: f"EU list {n}")
    regulation_nl = "Verordening (EU) 2024/1252"
    regulation_en = "Regulation (EU) 2024/1252"
    published = datetime.date(2024, 5, 3)
    in_force = datetime.date(2024, 5, 23)


class MaterialFactory(PublishableFactory):
    """``listed`` and ``strategic`` put it on the current list, which is made when there is none."""

    class Meta:
        model = Material
        skip_postgeneration_save = True

    class Params:
        related = factory.Trait(
            relation=Relation.RELATED, related_to=factory.SubFactory("tests.factories.MaterialFactory")
        )

    slug = factory.Sequence(lambda n: f"grondstof-{n}")
    name_nl = factory.Sequence(lambda n: f"Grondstof {n}")
    name_en = factory.Sequence(lambda n: f"Material {n}")
    relation = Relation.NOT_LISTED

    @factory.post_generation
    def listed(self, create, extracted, strategic=False, **kwargs):
        if create and extracted:
            Material.objects.filter(pk=self.pk).update(relation=Relation.LISTED)
            self.relation = Relation.LISTED
            version = ListVersion.objects.filter(is_current=True).first() or ListVersionFactory(current=True)
            ListEntryFactory(material=self, version=version, strategic=strategic)


class ListEntryFactory(SourcedFactory):
    class Meta:
        model = ListEntry

    version = factory.SubFactory(ListVersionFactory)
    material = factory.SubFactory(MaterialFactory)
    letter = factory.Sequence(lambda n: f"{n % 1000}")
    strategic = False
    confidence = Confidence.HIGH


class MaterialFactFactory(SourcedFactory):
    class Meta:
        model = MaterialFact

    class Params:
        producer = factory.Trait(
            key="main_global_producer",
            value={"country_nl": "China", "country_en": "China", "country_code": "CN", "share": 56.4},
            stage="extraction",
            period="2016-2020",
        )

    material = factory.SubFactory(MaterialFactory)
    key = "supply_risk"
    value = 1.8
    confidence = Confidence.HIGH


class MaterialSectorFactory(SourcedFactory):
    class Meta:
        model = MaterialSector

    material = factory.SubFactory(MaterialFactory)
    sector = factory.SubFactory(SectorFactory)
    basis_nl = "figuur 1"
    basis_en = "figure 1"
    confidence = Confidence.HIGH


class SupplyEventFactory(PublishableFactory, SourcedFactory):
    class Meta:
        model = SupplyEvent

    slug = factory.Sequence(lambda n: f"gebeurtenis-{n}")
    date = "2025-04"
    title_nl = factory.Sequence(lambda n: f"Gebeurtenis {n}")
    title_en = factory.Sequence(lambda n: f"Event {n}")
    text_nl = "Wat er gebeurde."
    text_en = "What happened."
    kind = EventKind.EXPORT_RESTRICTION
    confidence = Confidence.HIGH

    @factory.post_generation
    def materials(self, create, extracted, **kwargs):
        if create and extracted:
            self.materials.set(extracted)


class DilemmaFactory(PublishableFactory):
    """Both sides are told, each with a source; ``one_sided`` takes the source of import away."""

    class Meta:
        model = Dilemma
        skip_postgeneration_save = True

    class Params:
        one_sided = factory.Trait(elsewhere_source=None)

    slug = factory.Sequence(lambda n: f"dilemma-{n}")
    material = factory.SubFactory(MaterialFactory, public=True)
    dimension = DilemmaDimension.SOCIAL
    here_nl = "Hier is weinig ruimte."
    here_en = "There is little room here."
    here_source = factory.SubFactory(SourceFactory)
    elsewhere_nl = "Elders werken kinderen."
    elsewhere_en = "Elsewhere children work."
    elsewhere_source = factory.SubFactory(SourceFactory)
