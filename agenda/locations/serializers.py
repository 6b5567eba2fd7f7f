"""What the documents of locations hold, for the OpenAPI document."""

from rest_framework import serializers

from agenda.locations.enums import Colour, LocationKind, Subject
from companies.serializers import Point
from valuechains.serializers import NOTHING, Reference, SourceReference, changed, choice, word


class TrafficLight(serializers.Serializer):
    """What is known of one subject. Only an unknown one has no source."""

    subject = choice(Subject.choices)
    subjectName = word()
    colour = choice(Colour.choices)
    colourName = word()
    value = word()
    stated = word(**NOTHING, help_text="Date of the source: YYYY-MM or YYYY-MM-DD.")
    source = SourceReference(**NOTHING)  # type: ignore[assignment]


class Location(serializers.Serializer):
    """A site for investment with its six traffic lights."""

    slug = word()
    url = word()
    name = word()
    kind = choice(LocationKind.choices)
    kindName = word()
    park = Reference(**NOTHING)
    municipality = Reference(**NOTHING)
    location = Point(**NOTHING)
    areaHa = serializers.FloatField(min_value=0, **NOTHING, help_text="Hectares.")
    website = word(**NOTHING)
    text = word()
    lights = TrafficLight(many=True)
    example = serializers.BooleanField(help_text="Made up, to show how the portal works.")
    updatedAt = changed()
