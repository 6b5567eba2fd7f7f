"""What the documents of organisations hold, for the OpenAPI document. The texts come ready from the listings."""

from rest_framework import serializers

from companies.coverage_cells import CellState
from companies.enums import ActivityStatus, OrganisationKind, OrganisationStatus, Precision
from valuechains.enums import Confidence
from valuechains.serializers import NOTHING, Reference, SourceReference, changed, choice, word, words


class Position(serializers.ListField):
    child = serializers.FloatField()


class Point(serializers.Serializer):
    """A GeoJSON point in CRS84."""

    type = choice(["Point"])
    coordinates = Position(min_length=2, max_length=2, help_text="Longitude and latitude in degrees.")


class StageOfOrganisation(Reference):
    """A stage in which an organisation works, and how far it is."""

    status = choice(ActivityStatus.choices)


class OrganisationRow(serializers.Serializer):
    """An organisation of the register."""

    slug = word()
    url = word()
    name = word()
    kind = choice(OrganisationKind.choices)
    kindName = word()
    website = word(**NOTHING, help_text="Address on the web.")
    stages = StageOfOrganisation(many=True)
    materials = Reference(many=True)
    municipality = Reference(**NOTHING)
    town = word(**NOTHING)
    location = Point(**NOTHING)
    precision = choice(Precision.choices, **NOTHING)
    status = choice(OrganisationStatus.choices, **NOTHING)
    statusText = word()
    verified = serializers.BooleanField(help_text="Whether the organisation or the province confirmed the record.")
    verifiedOn = serializers.DateField(**NOTHING)
    updatedAt = changed()


class ActivityValue(serializers.Serializer):
    """What an organisation does in a stage."""

    stage = Reference()
    status = choice(ActivityStatus.choices)
    statusName = word()
    materials = Reference(many=True)


class SiteValue(serializers.Serializer):
    """A place where an organisation works."""

    id = serializers.IntegerField(min_value=1)
    url = word()
    name = word()
    organisation = Reference()
    main = serializers.BooleanField()
    municipality = Reference(**NOTHING)
    town = word(**NOTHING)
    streetAddress = word(**NOTHING)
    postcode = word(**NOTHING)
    location = Point(**NOTHING)
    precision = choice(Precision.choices, **NOTHING)
    precisionName = word()


class Site(SiteValue):
    """A site with the moment of its last change."""

    updatedAt = changed()


class Origin(serializers.Serializer):
    """Where a value of an organisation comes from, and how sure it is."""

    source = SourceReference()  # type: ignore[assignment]
    confidence = choice(Confidence.choices)
    confidenceName = word()
    stated = serializers.DateField(**NOTHING)
    verifiedOn = serializers.DateField(**NOTHING)


class Organisation(OrganisationRow):
    """Everything that is public about an organisation."""

    kvkNumber = word(**NOTHING)
    description = word()
    statusName = word()
    statusSince = word(**NOTHING)
    nameInSource = word()
    confirmedOn = serializers.DateField(**NOTHING)
    activities = ActivityValue(many=True)
    sites = SiteValue(many=True)
    provenance = serializers.DictField(child=serializers.ListField(child=Origin()))


class Municipality(serializers.Serializer):
    """A municipality of the province."""

    slug = word()
    url = word()
    name = word()
    officialName = word()
    alsoKnownAs = words()
    cbsCode = word()
    location = Point()
    centrePlace = word()
    confidence = choice(Confidence.choices)
    source = word()  # type: ignore[assignment]
    updatedAt = changed()


class Coverage(serializers.Serializer):
    """How many organisations work in a stage and with a listed material, and how far they are."""

    id = word(help_text="stage/material")
    url = word(help_text="Path of the list of those organisations, as it is now.")
    stage = word(help_text="Slug of the stage.")
    stageName = word()
    material = word(help_text="Slug of the material.")
    materialName = word()
    name = word(help_text="Stage and material in words.")
    strategic = serializers.BooleanField(help_text="Whether the material is strategic.")
    organisations = serializers.IntegerField(min_value=0, help_text="The sum of the four counts of states.")
    state = choice(CellState.choices, help_text="The furthest state; no-data: nobody, but see materialUnknown.")
    active = serializers.IntegerField(min_value=0)
    planned = serializers.IntegerField(min_value=0, help_text="Planned or announced.")
    exploring = serializers.IntegerField(min_value=0)
    ceased = serializers.IntegerField(min_value=0)
    materialUnknown = serializers.IntegerField(
        min_value=0, help_text="Organisations in the stage of which no material is known."
    )
    knowledge = serializers.IntegerField(
        min_value=0, help_text="Knowledge institutes and research programmes that work with the material."
    )
    trajectories = serializers.IntegerField(
        min_value=0, **NOTHING, help_text="Released trajectories under way; null for a past day."
    )
    on = serializers.DateField(**NOTHING, help_text="The past day that is told; empty for now.")
