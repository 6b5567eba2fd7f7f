"""What the documents of the law data hold, for the OpenAPI document. The texts come ready from the listings."""

from rest_framework import serializers

from permits.enums import AuthorityKind, Competence, LawConfidence, PermitCategory, Procedure, Remedy, Share
from valuechains.serializers import NOTHING, Reference, changed, choice, word, words


class LawVersion(serializers.Serializer):
    """The version of the law data that a document was made from."""

    number = serializers.IntegerField()
    label = word()  # type: ignore[assignment]
    inForceFrom = serializers.DateField()
    note = word(help_text="What is new in this version.")


class LegalBasis(serializers.Serializer):
    """A place in the law."""

    law = word(help_text="Key of the law.")
    article = word(help_text="For example 10.24(1)(b), annex V, D2 or §3.3.6; empty for the whole text.")
    lawName = word()
    textDate = serializers.DateField(**NOTHING, help_text="Day of the text that was read.")
    href = word(**NOTHING, help_text="Where the law stands.")


class Competent(serializers.Serializer):
    """Who decides, or how that is found."""

    kind = choice(Competence.choices, help_text="fixed names the authority; the others hang on the location.")
    authority = Reference(**NOTHING)


class Adviser(serializers.Serializer):
    """An authority, or a kind of authority at the location."""

    slug = word()
    name = word(**NOTHING)
    url = word(**NOTHING)


class AlternativeProcedure(serializers.Serializer):
    """Another procedure, and when it applies."""

    procedure = choice(Procedure.choices)
    when = word()


class PermitTerm(serializers.Serializer):
    """The statutory term: a rule of ``POST /terms`` with its parameters, and the same in words."""

    rule = word(**NOTHING)
    params = serializers.DictField()
    text = word()


class Predecessor(Reference):
    """A step that comes first, and why."""

    because = word()


class CompetenceRule(serializers.Serializer):
    """Who decides in one situation."""

    slug = word()
    when = word()
    authority = Competent(**NOTHING)
    executing = Competent(**NOTHING)
    procedure = choice(Procedure.choices, **NOTHING)
    note = word()
    legalBasis = LegalBasis(many=True)
    confidence = choice(LawConfidence.choices)


class PermitTypeRow(serializers.Serializer):
    """A permit, notification, duty or other step, in short."""

    slug = word()
    url = word()
    name = word()
    order = serializers.IntegerField()
    category = choice(PermitCategory.choices)
    summary = word()
    authority = Competent()
    executing = Competent(**NOTHING)
    procedure = choice(Procedure.choices)
    termRule = word(**NOTHING, help_text="Rule of POST /terms; nothing when no statutory term is known.")
    stages = Reference(many=True)
    confidence = choice(LawConfidence.choices)
    lawVersion = serializers.IntegerField()
    updatedAt = changed()


class PermitType(PermitTypeRow):
    """Everything about a permit type."""

    trigger = word(help_text="When it is needed.")
    exceptions = words()
    advisers = Adviser(many=True)
    alternativeProcedure = AlternativeProcedure(**NOTHING)
    term = PermitTerm()
    remedy = choice(Remedy.choices)
    requirements = words()
    documents = words()
    documentsConfidence = choice(LawConfidence.choices, **NOTHING)
    firstStep = word()
    comesAfter = Predecessor(many=True)
    coordination = word()
    notes = word()
    unverified = words()
    competence = CompetenceRule(many=True)
    legalBasis = LegalBasis(many=True)
    source = word()  # type: ignore[assignment]
    version = LawVersion()
    disclaimer = word()


class WorkingArea(serializers.Serializer):
    """A municipality in which an authority works."""

    slug = word()
    name = word()
    share = choice(Share.choices)
    where = word(help_text="Which part, where that is known.")


class AuthorityRow(serializers.Serializer):
    """A body that decides, carries out, advises, judges or is a partner, in short."""

    slug = word()
    url = word()
    name = word()
    shortName = word()
    kind = choice(AuthorityKind.choices)
    isKnown = serializers.BooleanField(help_text="No: the law asks for it, but nobody confirmed who it is.")
    role = word()
    website = word(**NOTHING)
    municipalities = WorkingArea(many=True)
    confidence = choice(LawConfidence.choices)
    lawVersion = serializers.IntegerField()
    updatedAt = changed()


class Authority(AuthorityRow):
    """Everything about an authority."""

    competences = words()
    note = word()
    decides = Reference(many=True)
    executes = Reference(many=True)
    advises = Reference(many=True)
    legalBasis = LegalBasis(many=True)
    source = word()  # type: ignore[assignment]
    version = LawVersion()
    disclaimer = word()


class WaterBoardArea(Reference):
    """A water board with its share of the municipality."""

    share = choice(Share.choices)
    where = word()
    confidence = choice(LawConfidence.choices)
    source = word()  # type: ignore[assignment]


class MunicipalAuthoritiesRow(serializers.Serializer):
    """Who is competent in a municipality, in short."""

    slug = word()
    url = word()
    name = word()
    cbsCode = word()
    municipality = Reference()
    environmentService = Reference()
    waterBoards = WaterBoardArea(many=True)
    waterBoardByMap = serializers.BooleanField(help_text="Several water boards share it: check the map.")
    safetyRegion = Reference()
    confidence = choice(LawConfidence.choices)
    lawVersion = serializers.IntegerField()
    updatedAt = changed()


class MunicipalAuthorities(MunicipalAuthoritiesRow):
    """Who is competent in a municipality."""

    municipalExecutive = Reference(**NOTHING)
    province = Reference(**NOTHING)
    nationalWaters = Reference(**NOTHING)
    source = word()  # type: ignore[assignment]
    version = LawVersion()
    disclaimer = word()
