"""How questions and plans look, for the description of the API. Answers are read by permits.routes itself."""

from __future__ import annotations

from rest_framework import serializers

from permits.api.planner.asked.serializers import LegalPlace
from permits.routes.advice import Kind as AdviceKind
from permits.routes.assumptions import Part
from permits.routes.ruleset import Link, Procedure
from permits.routes.situation import Need
from permits.terms import Confidence


def _confidence(help_text: str = "How sure this is.") -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=[level.value for level in Confidence], help_text=help_text)


def _texts(help_text: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)


class RouteVersion(serializers.Serializer):
    """The version of the law data that the plan rests on."""

    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    inForceFrom = serializers.DateField(allow_null=True)
    termsVersion = serializers.CharField()


class RouteCandidate(serializers.Serializer):
    """An authority that may be the one."""

    slug = serializers.CharField()
    name = serializers.CharField()


class RouteParty(serializers.Serializer):
    """Who decides, carries out or advises."""

    slug = serializers.CharField(allow_null=True, help_text="Authority; null where the site must be known first.")
    name = serializers.CharField(help_text="Its name, or how to find it.")
    municipality = serializers.CharField(allow_null=True)
    ask = serializers.BooleanField(help_text="Whether something about the site must be known first.")
    candidates = RouteCandidate(many=True)


class RouteCases(serializers.Serializer):
    """A date in the normal and in the worst statutory case; null where it cannot be computed."""

    normal = serializers.DateField(allow_null=True)
    worst = serializers.DateField(allow_null=True)


class RouteFit(serializers.Serializer):
    """Whether all decisions fall under the cap; null where a date is missing."""

    normal = serializers.BooleanField(allow_null=True)
    worst = serializers.BooleanField(allow_null=True)


class RouteSummary(serializers.Serializer):
    """The plan in short."""

    needed = serializers.IntegerField()
    possible = serializers.IntegerField()
    notNeeded = serializers.IntegerField()
    end = RouteCases(help_text="Latest of all that is or may be needed.")
    endCertain = RouteCases(help_text="Latest of what is needed without doubt.")
    missing = serializers.CharField(allow_null=True, help_text="Why a date is not there.")
    firstContact = RouteParty(allow_null=True)


class RouteReason(serializers.Serializer):
    """A rule that speaks for a permit."""

    rule = serializers.CharField()
    text = serializers.CharField()
    certain = serializers.BooleanField()
    questions = _texts("Questions whose answers led to it.")
    legalBasis = LegalPlace(many=True)
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = _confidence()


class RouteOtherAuthority(serializers.Serializer):
    """Who may decide instead."""

    authority = RouteParty()
    because = serializers.CharField()


class RouteOtherProcedure(serializers.Serializer):
    """The other reading of a procedure that is disputed or not known."""

    procedure = serializers.ChoiceField(choices=[one.value for one in Procedure])
    because = serializers.CharField()
    normal = serializers.DateField(allow_null=True)
    worst = serializers.DateField(allow_null=True)


class RouteRuling(serializers.Serializer):
    """A rule that names the authority or the procedure."""

    rule = serializers.CharField()
    text = serializers.CharField()
    legalBasis = LegalPlace(many=True)


class RouteDependency(serializers.Serializer):
    """What must come before what."""

    kind = serializers.ChoiceField(choices=[one.value for one in Link])
    before = serializers.CharField()
    after = serializers.CharField()
    because = serializers.CharField()
    legalBasis = LegalPlace(many=True)
    confidence = _confidence()


class RouteDates(serializers.Serializer):
    """Earliest application, and the last day of the remedy in either case."""

    earliest = serializers.DateField(allow_null=True)
    normal = serializers.DateField(allow_null=True)
    worst = serializers.DateField(allow_null=True)


class RouteStep(serializers.Serializer):
    """One step of the count."""

    date = serializers.DateField()
    text = serializers.CharField()
    legalBasis = serializers.CharField()


class RouteReading(serializers.Serializer):
    """Another reading of the law and the date that it gives."""

    date = serializers.DateField()
    reading = serializers.CharField()
    legalBasis = serializers.CharField()


class RouteRun(serializers.Serializer):
    """One procedure in one case."""

    application = serializers.DateField()
    decision = serializers.DateField(allow_null=True)
    remedyEnds = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    critical = serializers.BooleanField(help_text="Whether the end of the plan hangs on it.")
    steps = RouteStep(many=True)
    alternatives = RouteReading(many=True)
    notices = _texts("What to bear in mind.")
    missing = serializers.CharField(allow_null=True, help_text="Why a date is not there.")


class RouteTimeline(serializers.Serializer):
    """Both cases."""

    normal = RouteRun()
    worst = RouteRun()


class RoutePractice(serializers.Serializer):
    """How long such procedures took from receipt to decision. It replaces no legal date."""

    isEnough = serializers.BooleanField(help_text="Whether there are five decisions or more; below that, no figures.")
    decisions = serializers.IntegerField(allow_null=True)
    p50Days = serializers.IntegerField(allow_null=True, help_text="Half of the procedures took no longer.")
    p80Days = serializers.IntegerField(allow_null=True, help_text="Four fifths took no longer.")
    text = serializers.CharField()


class RouteProcedure(serializers.Serializer):
    """A permit or duty that is or may be needed."""

    permitType = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField()
    need = serializers.ChoiceField(choices=[Need.NEEDED.value, Need.POSSIBLE.value])
    summary = serializers.CharField()
    confidence = _confidence("The weakest of what it rests on.")
    questions = _texts("Questions whose answers, or missing answers, led to it.")
    reasons = RouteReason(many=True)
    authority = RouteParty()
    otherAuthorities = RouteOtherAuthority(many=True)
    executing = RouteParty(allow_null=True)
    advisers = RouteParty(many=True)
    procedure = serializers.ChoiceField(choices=[one.value for one in Procedure])
    otherProcedures = RouteOtherProcedure(many=True)
    consent = serializers.BooleanField(allow_null=True, help_text="Whether another body must consent; null: not known.")
    coordinated = serializers.BooleanField(help_text="Whether it is applied for together with others.")
    rulings = RouteRuling(many=True)
    dependencies = RouteDependency(many=True)
    dates = RouteDates(allow_null=True)
    timeline = RouteTimeline(allow_null=True)
    latest = RouteCases(allow_null=True, help_text="Last day to apply, counted back from the target.")
    term = serializers.CharField(allow_blank=True)
    requirements = _texts("What must be met.")
    documents = _texts("What to hand in.")
    documentsConfidence = serializers.CharField(allow_null=True)
    firstStep = serializers.CharField(allow_blank=True)
    unverified = _texts("What nobody has confirmed yet.")
    coordination = serializers.CharField(allow_null=True)
    notes = serializers.CharField(allow_null=True)
    legalBasis = LegalPlace(many=True)
    inPractice = RoutePractice(allow_null=True, help_text="Null for a duty without a procedure of its own.")


class RouteRuledOut(serializers.Serializer):
    """A permit or duty that is not needed, with the questions whose answers rule it out."""

    permitType = serializers.CharField()
    name = serializers.CharField()
    questions = _texts("Questions whose answers rule it out.")


class RouteCap(serializers.Serializer):
    """The cap on all permits of a strategic project together."""

    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    extended = serializers.DateField(allow_null=True)
    completeness = serializers.DateField(allow_null=True, help_text="Last day to acknowledge completeness.")
    within = RouteFit()
    steps = RouteStep(many=True)
    alternatives = RouteReading(many=True)
    notices = _texts("What to bear in mind.")
    needs = serializers.CharField(allow_null=True, help_text="Question that must be answered first.")
    missing = serializers.CharField(allow_null=True)


class RouteAssumption(serializers.Serializer):
    """A part without a statutory length, as the asker assumes it; in no date above."""

    part = serializers.ChoiceField(choices=[one.value for one in Part])
    name = serializers.CharField()
    weeks = serializers.FloatField()
    begin = serializers.DateField()
    end = serializers.DateField()
    scenario = serializers.CharField(allow_null=True)


class RouteAdvice(serializers.Serializer):
    """What to do first."""

    kind = serializers.ChoiceField(choices=[one.value for one in AdviceKind])
    text = serializers.CharField()
    permitType = serializers.CharField(allow_null=True)


class RoutePlan(serializers.Serializer):
    """The route of an initiative by one version of the law data."""

    version = RouteVersion()
    answers = serializers.DictField(help_text="The answers as they were read.")
    ignoredAnswers = _texts("Questions that do not apply to these answers.")
    openQuestions = _texts("Questions that apply and were not answered.")
    start = serializers.DateField(allow_null=True)
    target = serializers.DateField(allow_null=True)
    completionDays = serializers.IntegerField(help_text="Days of one round of completion in the worst case.")
    bibob = serializers.BooleanField(help_text="Whether Bibob advice counts in the worst case.")
    summary = RouteSummary()
    procedures = RouteProcedure(many=True)
    notNeeded = RouteRuledOut(many=True)
    cap = RouteCap(allow_null=True)
    assumptions = RouteAssumption(many=True)
    firstSteps = RouteAdvice(many=True)
    disclaimer = serializers.CharField()
