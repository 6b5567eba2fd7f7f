"""Permit types and duties, and the rules that tell who is competent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from permits.enums import Competence, LawConfidence, PermitCategory, Procedure, Remedy
from permits.models.authorities import Authority
from permits.models.fields import confidence, known, legal_basis, listed, long_text, short_text
from permits.models.versions import LawRow, LawVersion
from publication.models import RecordHistory
from publication.naming import own_name


class PermitType(LawRow):
    """A permit, notification, duty or other step that a project may have to take."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="permit_types", verbose_name=_("version")
    )
    name_nl = short_text(_("name (Dutch)"))
    name_en = short_text(_("name (English)"))
    category = models.CharField(_("category"), max_length=20, choices=PermitCategory.choices)
    summary_nl = long_text(_("what it is (Dutch)"))
    summary_en = long_text(_("what it is (English)"))
    trigger_nl = long_text(_("when it is needed (Dutch)"))
    trigger_en = long_text(_("when it is needed (English)"))
    authority_kind = models.CharField(_("who decides"), max_length=20, choices=Competence.choices)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="decides",
        verbose_name=_("competent authority"),
    )
    exceptions = listed(_("exceptions"), help_text=_("When another authority decides, in both languages."))
    executing_kind = models.CharField(
        _("who carries it out"), max_length=20, choices=Competence.choices, blank=True, default=""
    )
    executing = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="executes",
        verbose_name=_("executing service"),
    )
    advisers = listed(_("advisers"), help_text=_("Slugs of authorities, or kinds such as water-board."))
    procedure = models.CharField(_("procedure"), max_length=20, choices=Procedure.choices)
    alternative_procedure = models.CharField(
        _("other procedure"), max_length=20, choices=Procedure.choices, blank=True, default=""
    )
    alternative_when_nl = long_text(_("when the other procedure applies (Dutch)"), optional=True)
    alternative_when_en = long_text(_("when the other procedure applies (English)"), optional=True)
    term_rule = models.CharField(
        _("term"), max_length=40, blank=True, default="", help_text=_("Name of the term rule; empty: no term is known.")
    )
    term_params = models.JSONField(_("parameters of the term"), default=dict, blank=True)
    term_text_nl = long_text(_("term in words (Dutch)"))
    term_text_en = long_text(_("term in words (English)"))
    remedy = models.CharField(_("remedy"), max_length=20, choices=Remedy.choices)
    requirements = listed(_("requirements"), help_text=_("What must be met, in both languages."))
    documents = listed(_("documents"), help_text=_("What to hand in, in both languages."))
    documents_confidence = models.CharField(
        _("confidence of the documents"), max_length=10, choices=LawConfidence.choices, blank=True, default=""
    )
    first_step_nl = long_text(_("what to do first (Dutch)"))
    first_step_en = long_text(_("what to do first (English)"))
    unverified = listed(_("unverified points"), help_text=_("What nobody has confirmed yet, in both languages."))
    coordination_nl = long_text(_("coordination (Dutch)"), optional=True)
    coordination_en = long_text(_("coordination (English)"), optional=True)
    notes_nl = long_text(_("notes (Dutch)"), optional=True)
    notes_en = long_text(_("notes (English)"), optional=True)
    stages = listed(_("stages"), help_text=_("Slugs of the stages in which it occurs."))
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=700)
    source_en = short_text(_("source (English)"), length=700)
    confidence = confidence()
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("permit type")
        verbose_name_plural = _("permit types")
        constraints = [
            *LawRow.Meta.constraints,
            *known(
                "executing_kind",
                "alternative_procedure",
                "documents_confidence",
                category=PermitCategory,
                authority_kind=Competence,
                executing_kind=Competence,
                procedure=Procedure,
                alternative_procedure=Procedure,
                remedy=Remedy,
                documents_confidence=LawConfidence,
                confidence=LawConfidence,
            ),
            models.CheckConstraint(
                condition=~models.Q(authority_kind=Competence.FIXED) | models.Q(authority__isnull=False),
                name="permits_permittype_fixed_names_authority",
                violation_error_message=_("Name the authority that always decides."),
            ),
        ]

    def __str__(self) -> str:
        return own_name(self)


class CompetenceRule(LawRow):
    """Who decides in one situation. Rules are read in order; more than one may apply at the same time."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="competence_rules", verbose_name=_("version")
    )
    when_nl = long_text(_("situation (Dutch)"))
    when_en = long_text(_("situation (English)"))
    condition = models.JSONField(_("condition"), null=True, blank=True)
    permit_types = models.ManyToManyField(PermitType, related_name="competence_rules", verbose_name=_("permit types"))
    authority_kind = models.CharField(
        _("who decides"),
        max_length=20,
        choices=Competence.choices,
        blank=True,
        default="",
        help_text=_("Empty: the authority stays as it is."),
    )
    authority = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="competence_rules",
        verbose_name=_("competent authority"),
    )
    executing_kind = models.CharField(
        _("who carries it out"), max_length=20, choices=Competence.choices, blank=True, default=""
    )
    executing = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="executes_rules",
        verbose_name=_("executing service"),
    )
    procedure = models.CharField(_("procedure"), max_length=20, choices=Procedure.choices, blank=True, default="")
    procedure_note_nl = long_text(_("about the procedure (Dutch)"), optional=True)
    procedure_note_en = long_text(_("about the procedure (English)"), optional=True)
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=500)
    source_en = short_text(_("source (English)"), length=500)
    confidence = confidence()
    history = RecordHistory(m2m_fields=[permit_types])

    class Meta(LawRow.Meta):
        verbose_name = _("competence rule")
        verbose_name_plural = _("competence rules")
        constraints = [
            *LawRow.Meta.constraints,
            *known(
                "authority_kind",
                "executing_kind",
                "procedure",
                authority_kind=Competence,
                executing_kind=Competence,
                procedure=Procedure,
                confidence=LawConfidence,
            ),
            models.CheckConstraint(
                condition=~models.Q(authority_kind=Competence.FIXED) | models.Q(authority__isnull=False),
                name="permits_competencerule_fixed_names_authority",
                violation_error_message=_("Name the authority that always decides."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.when_nl[:80]}"
