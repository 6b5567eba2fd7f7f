"""What the documents of the agenda hold, for the OpenAPI document. The texts come ready from the listings."""

from rest_framework import serializers

from agenda.enums import ActionState, BottleneckState, Dimension, Level, PartnerGroup, ProvinceRole, Teller
from valuechains.enums import Confidence
from valuechains.serializers import NOTHING, Reference, SourceReference, changed, choice, word, words


class NumberedReference(Reference):
    """A short pointer to a recommendation."""

    number = serializers.IntegerField(min_value=1)


class AgendaRow(serializers.Serializer):
    """What every record of the agenda has."""

    slug = word()
    url = word()
    name = word()
    text = word()
    reference = word(help_text="Place in the source, such as a chapter.")
    confidence = choice(Confidence.choices)
    sources = SourceReference(many=True)
    updatedAt = changed()


class Part(serializers.Serializer):
    """A numbered part of a recommendation."""

    number = word(help_text="For example 2.1.")
    name = word()
    text = word()
    reference = word()


class Recommendation(AgendaRow):
    """One of the nine recommendations of the study of 2024."""

    number = serializers.IntegerField(min_value=1)
    role = choice(ProvinceRole.choices)
    roleName = word()
    owner = Reference(**NOTHING)
    parts = Part(many=True)


class Challenge(AgendaRow):
    """One of the twelve challenges of the study."""

    order = serializers.IntegerField()
    dimension = choice(Dimension.choices)
    dimensionName = word()


class Opportunity(AgendaRow):
    """One of the four opportunities of the study. Without materials: any."""

    number = serializers.IntegerField(min_value=1)
    stages = Reference(many=True)
    materials = Reference(many=True)


class Partner(AgendaRow):
    """A party with a role in the agenda; its text is that role."""

    group = choice(PartnerGroup.choices)
    groupName = word()
    organisation = Reference(**NOTHING)


class MeetingDecision(serializers.Serializer):
    """A public decision."""

    number = serializers.IntegerField()
    text = word()
    recommendation = NumberedReference(**NOTHING)


class Meeting(AgendaRow):
    """The public summary of a meeting of the regional consultation."""

    date = serializers.DateField()
    chairs = Reference(many=True)
    parties = Reference(many=True)
    agenda = words()
    example = serializers.BooleanField(help_text="Made up, to show how the portal works.")
    decisions = MeetingDecision(many=True)


class Bottleneck(AgendaRow):
    """Something that companies run into."""

    challenge = Reference(**NOTHING)
    level = choice(Level.choices)
    levelName = word()
    state = choice(BottleneckState.choices)
    stateName = word()
    toldBy = choice(Teller.choices)
    toldByName = word()
    toldOn = serializers.DateField()
    solvedOn = serializers.DateField(**NOTHING)
    trajectories = Reference(many=True, help_text="Released trajectories that it hits; their delays stand with them.")
    example = serializers.BooleanField(help_text="Made up, to show how the portal works.")
    stages = Reference(many=True)
    materials = Reference(many=True)


class Action(AgendaRow):
    """Something that somebody does for a recommendation, by a day."""

    recommendation = NumberedReference(**NOTHING)
    part = word(**NOTHING, help_text="Number of the part, such as 2.1.")
    owner = Reference(**NOTHING)
    state = choice(ActionState.choices)
    stateName = word()
    dueOn = serializers.DateField()
    endedOn = serializers.DateField(**NOTHING)
    evidence = word()
    meeting = Reference(**NOTHING)
    waitsFor = Reference(many=True)
    challenges = Reference(many=True)
    bottlenecks = Reference(many=True)
    organisations = Reference(many=True)
    trajectories = Reference(many=True, help_text="Released trajectories that it is about.")
    example = serializers.BooleanField(help_text="Made up, to show how the portal works.")
    stages = Reference(many=True)
    materials = Reference(many=True)
