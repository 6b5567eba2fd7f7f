"""The questions of the planner, for the OpenAPI document."""

from __future__ import annotations

from rest_framework import serializers

from permits.routes.questions import Kind
from permits.terms import Confidence


def _confidence(help_text: str = "How sure this is.") -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=[level.value for level in Confidence], help_text=help_text)


def _texts(help_text: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)


class LegalPlace(serializers.Serializer):
    """A place in the law."""

    law = serializers.CharField(help_text="Key of the law.")
    article = serializers.CharField(help_text="Article, annex or section; empty for the whole text.")
    text = serializers.CharField(help_text="The same in words.")


class RouteOption(serializers.Serializer):
    """A value that may answer a question."""

    value = serializers.CharField()
    name = serializers.CharField()


class RouteQuestion(serializers.Serializer):
    """A question of the route planner."""

    slug = serializers.CharField()
    url = serializers.CharField()
    name = serializers.CharField(help_text="The question.")
    order = serializers.IntegerField()
    group = serializers.CharField()
    groupName = serializers.CharField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind], help_text="What an answer looks like.")
    unit = serializers.CharField(allow_null=True, help_text="Unit of an amount.")
    unitName = serializers.CharField(allow_null=True)
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    why = serializers.CharField(help_text="Why it is asked.")
    definition = serializers.CharField(allow_null=True, help_text="What its words mean.")
    options = RouteOption(many=True, help_text="The values, where they are a closed list.")
    allowsUnknown = serializers.BooleanField(help_text="Whether unknown is an answer.")
    askIf = serializers.DictField(allow_null=True, help_text="Condition under which it is asked.")
    legalBasis = LegalPlace(many=True)
    confidence = _confidence()
    lawVersion = serializers.IntegerField(help_text="Number of the version of the law data.")


class RouteQuestionnaire(serializers.Serializer):
    """Answers to the questions of the planner."""

    answers = serializers.DictField(
        help_text="Values by the slug of the question: text, number, date, list of values, or unknown."
    )
    version = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, help_text="Version of the law data; the current one without."
    )
