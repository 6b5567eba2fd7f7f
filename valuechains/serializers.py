"""What the documents of the chain hold, for the OpenAPI document. The texts themselves come ready from the listings."""

from typing import Any

from rest_framework import serializers

from valuechains.enums import Confidence, DilemmaDimension, Direction, EventKind, Relation, SourceKind

NOTHING: dict[str, Any] = {"allow_null": True}


def word(**more: Any) -> serializers.CharField:
    return serializers.CharField(**more)


def words() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField())


def choice(choices: Any, **more: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=choices, **more)


def changed() -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text="When the public content changed last, in UTC.")


class Reference(serializers.Serializer):
    """A short pointer to another record."""

    slug = word()
    name = word()
    url = word(help_text="Path of the record in this API.")


class SourceReference(serializers.Serializer):
    """Where a value comes from."""

    slug = word()
    title = word()
    href = word(**NOTHING, help_text="Address on the web.")
    kind = choice(SourceKind.choices)
    note = word()


class BenchmarkValue(serializers.Serializer):
    """A share of yearly EU use that is aimed at for 2030."""

    slug = word()
    url = word()
    name = word()
    order = serializers.IntegerField()
    percent = serializers.IntegerField(min_value=0, max_value=100)
    direction = choice(Direction.choices)
    text = word()
    sources = SourceReference(many=True)


class Benchmark(BenchmarkValue):
    """A 2030 benchmark of the Critical Raw Materials Act."""

    updatedAt = changed()


class Stage(serializers.Serializer):
    """A link of the value chain."""

    slug = word()
    url = word()
    name = word()
    shortName = word()
    order = serializers.IntegerField()
    inProvince = word(help_text="What the province has of it.")
    inFigure4 = serializers.BooleanField()
    benchmark = BenchmarkValue(**NOTHING)
    reference = word(help_text="Place in the report.")
    sources = SourceReference(many=True)
    updatedAt = changed()


class Sector(serializers.Serializer):
    """A part of society that needs critical raw materials."""

    slug = word()
    url = word()
    name = word()
    order = serializers.IntegerField()
    examples = words()
    inFigure1 = serializers.BooleanField()
    sources = SourceReference(many=True)
    updatedAt = changed()


class MaterialRow(serializers.Serializer):
    """A raw material with its main figures."""

    slug = word()
    url = word()
    name = word()
    sortName = word()
    symbols = words()
    relation = choice(Relation.choices)
    relatedTo = Reference(**NOTHING)
    listed = serializers.BooleanField()
    strategic = serializers.BooleanField()
    listVersion = word(**NOTHING)
    supplyRisk = serializers.FloatField(**NOTHING)
    economicImportance = serializers.FloatField(**NOTHING)
    importReliance = serializers.FloatField(**NOTHING)
    recyclingInputRate = serializers.FloatField(**NOTHING)
    criticalStage = word(**NOTHING)
    sectors = Reference(many=True)
    updatedAt = changed()


class ListPlace(serializers.Serializer):
    """The place of a material on the list in force."""

    listVersion = word()
    listName = word()
    regulation = word()
    inForce = serializers.DateField()
    letter = word()
    strategic = serializers.BooleanField()
    condition = word()
    confidence = choice(Confidence.choices)
    sources = SourceReference(many=True)


class Fact(serializers.Serializer):
    """A looked-up fact; the form of its value hangs on the fact."""

    value = serializers.JSONField()
    stage = word()
    scope = word()
    period = word()
    note = word()
    confidence = choice(Confidence.choices)
    sources = SourceReference(many=True)


class MaterialUse(serializers.Serializer):
    """A sector that uses the material, and what that rests on."""

    sector = Reference()
    basis = word()
    confidence = choice(Confidence.choices)
    sources = SourceReference(many=True)


class Material(MaterialRow):
    """A raw material with all its facts and their sources."""

    aliases = words()
    note = word()
    inFigure1 = serializers.BooleanField()
    listEntry = ListPlace(**NOTHING)
    facts = serializers.DictField(child=Fact())
    uses = MaterialUse(many=True)


class DilemmaSide(serializers.Serializer):
    """What one choice means, and who says so."""

    text = word()
    source = SourceReference()  # type: ignore[assignment]
    reference = word(help_text="Place in the source.")


class Dilemma(serializers.Serializer):
    """Both sides of a choice: doing it here, or bringing it in from elsewhere."""

    slug = word()
    url = word()
    name = word()
    material = Reference(**NOTHING, help_text="Nothing: it holds for every material.")
    dimension = choice(DilemmaDimension.choices)
    dimensionName = word()
    here = DilemmaSide()
    elsewhere = DilemmaSide()
    confidence = choice(Confidence.choices)
    example = serializers.BooleanField()
    updatedAt = changed()


class SupplyEvent(serializers.Serializer):
    """An event that touched the supply of materials."""

    slug = word()
    url = word()
    name = word()
    occurred = word(help_text="YYYY-MM or YYYY-MM-DD: as exact as the source.")
    text = word()
    kind = choice(EventKind.choices)
    materials = Reference(many=True)
    until = serializers.DateField(**NOTHING)
    untilText = word()
    inFigure2 = serializers.BooleanField()
    confidence = choice(Confidence.choices)
    sources = SourceReference(many=True)
    updatedAt = changed()
