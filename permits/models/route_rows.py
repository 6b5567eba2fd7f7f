"""The rows of the route planner: questions, rules, dependencies and worked cases. ``permits.routes`` reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from permits.enums import DependencyKind, LawConfidence, Need, QuestionKind
from permits.models.fields import confidence, known, legal_basis, listed, long_text, short_text
from permits.models.permit_types import PermitType
from permits.models.versions import LawRow, LawVersion
from publication.models import RecordHistory


class Question(LawRow):
    """A question of the planner, with why it is asked and how its words are defined."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="questions", verbose_name=_("version")
    )
    group = models.CharField(_("group"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind.choices)
    unit = models.CharField(_("unit"), max_length=40, blank=True, default="")
    minimum = models.FloatField(_("minimum"), null=True, blank=True)
    maximum = models.FloatField(_("maximum"), null=True, blank=True)
    text_nl = long_text(_("question (Dutch)"))
    text_en = long_text(_("question (English)"))
    why_nl = long_text(_("why it is asked (Dutch)"))
    why_en = long_text(_("why it is asked (English)"))
    definition_nl = long_text(_("definition (Dutch)"), optional=True)
    definition_en = long_text(_("definition (English)"), optional=True)
    options = listed(_("options"), help_text=_("Values with their texts in both languages."))
    allows_unknown = models.BooleanField(_("“I do not know” is an answer"), default=True)
    ask_if = models.JSONField(_("asked when"), null=True, blank=True)
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=500, optional=True)
    source_en = short_text(_("source (English)"), length=500, optional=True)
    confidence = confidence()
    extra = models.JSONField(_("other members"), default=dict, blank=True)
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            *LawRow.Meta.constraints,
            *known(kind=QuestionKind, confidence=LawConfidence),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(minimum__lte=models.F("maximum")),
                name="permits_question_range_in_order",
                violation_error_message=_("The minimum is above the maximum."),
            ),
        ]


class RouteRule(LawRow):
    """When a permit type is needed or possibly needed, and why."""

    version = models.ForeignKey(LawVersion, on_delete=models.CASCADE, related_name="rules", verbose_name=_("version"))
    permit_type = models.ForeignKey(
        PermitType, on_delete=models.RESTRICT, related_name="rules", verbose_name=_("permit type")
    )
    need = models.CharField(_("outcome"), max_length=20, choices=Need.choices)
    condition = models.JSONField(_("condition"), null=True, blank=True)
    because_nl = long_text(_("reason (Dutch)"))
    because_en = long_text(_("reason (English)"))
    sets = models.JSONField(_("sets"), null=True, blank=True)
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=500, optional=True)
    source_en = short_text(_("source (English)"), length=500, optional=True)
    confidence = confidence()
    extra = models.JSONField(_("other members"), default=dict, blank=True)
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("route rule")
        verbose_name_plural = _("route rules")
        constraints = [*LawRow.Meta.constraints, *known(need=Need, confidence=LawConfidence)]


class Dependency(LawRow):
    """What must come before what."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="dependencies", verbose_name=_("version")
    )
    before = models.ForeignKey(PermitType, on_delete=models.RESTRICT, related_name="followers", verbose_name=_("first"))
    after = models.ForeignKey(
        PermitType, on_delete=models.RESTRICT, related_name="predecessors", verbose_name=_("then")
    )
    kind = models.CharField(_("kind"), max_length=40, choices=DependencyKind.choices)
    because_nl = long_text(_("reason (Dutch)"))
    because_en = long_text(_("reason (English)"))
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=500, optional=True)
    source_en = short_text(_("source (English)"), length=500, optional=True)
    confidence = confidence()
    extra = models.JSONField(_("other members"), default=dict, blank=True)
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [*LawRow.Meta.constraints, *known(kind=DependencyKind, confidence=LawConfidence)]


class WorkedCase(LawRow):
    """A fictitious initiative with its answers and the dates that must come out."""

    version = models.ForeignKey(LawVersion, on_delete=models.CASCADE, related_name="cases", verbose_name=_("version"))
    title_nl = short_text(_("title (Dutch)"))
    title_en = short_text(_("title (English)"))
    story_nl = long_text(_("story (Dutch)"))
    story_en = long_text(_("story (English)"))
    answers = models.JSONField(_("answers"), default=dict)
    expected = models.JSONField(_("expected"), default=dict)
    extra = models.JSONField(_("other members"), default=dict, blank=True)
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("worked case")
        verbose_name_plural = _("worked cases")
