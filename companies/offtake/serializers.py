"""What the answer about partners holds, for the OpenAPI document."""

from rest_framework import serializers

from companies.enums import ActivityStatus
from companies.offtake.relations import Role
from companies.serializers import OrganisationRow
from valuechains.serializers import NOTHING, choice, word, words


class OfftakeRow(serializers.Serializer):
    """An organisation that could be a partner, and why. Without shared materials those of one side are not known."""

    id = word(help_text="role/slug of the organisation")
    url = word(help_text="Path of the organisation.")
    name = word()
    rank = serializers.IntegerField(min_value=1, help_text="Within its role: 1 fits best.")
    role = choice(Role.choices)
    roleName = word()
    forStage = word(help_text="Slug of the stage for which it is suggested.")
    stage = word(help_text="Slug of the stage in which it works.")
    sharedMaterials = words()
    status = choice(ActivityStatus.choices)
    distanceKm = serializers.FloatField(min_value=0, **NOTHING, help_text="As the crow flies; null: place unknown.")
    distanceIsAbout = serializers.BooleanField(help_text="Measured to or from the middle of a town or municipality.")
    reasons = words()
    company = OrganisationRow()
