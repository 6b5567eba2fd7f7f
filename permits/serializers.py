"""How answers look, for the description of the API. Questions are described by permits.api.term_schema."""

from __future__ import annotations

from rest_framework import serializers

from permits.terms import RULES, Confidence


class TermStep(serializers.Serializer):
    """One step of the count, to check by hand."""

    date = serializers.DateField()
    text = serializers.CharField()
    legalBasis = serializers.CharField()


class TermReading(serializers.Serializer):
    """Another reading of the law and the date that it gives."""

    date = serializers.DateField()
    reading = serializers.CharField()
    legalBasis = serializers.CharField()


class TermAnswer(serializers.Serializer):
    """The term by the cautious reading, with the way to it."""

    rule = serializers.ChoiceField(choices=list(RULES))
    startDate = serializers.DateField()
    endDate = serializers.DateField(help_text="Last day in time, or first day in force.")
    calendarEndDate = serializers.DateField(help_text="The same term before it moves to a working day.")
    steps = TermStep(many=True)
    alternatives = TermReading(many=True, help_text="Other readings where the law is disputed, the earliest first.")
    notices = serializers.ListField(child=serializers.CharField(), help_text="What to bear in mind.")
    confidence = serializers.ChoiceField(choices=[level.value for level in Confidence])
    version = serializers.CharField(help_text="Version of the rules.")
    disclaimer = serializers.CharField(help_text="The computation informs, it does not decide.")
