"""What the report advises (chapter 6), what stands in the way (chapter 5) and where the chances lie (chapter 4)."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agenda.enums import Dimension, ProvinceRole
from agenda.models.records import AgendaRecord
from publication.models import RecordHistory
from publication.naming import own_name
from valuechains.models import Material, Stage

NUMBER_FORM = _("The number of a part is two digits with a point, such as 2.1.")


class Recommendation(AgendaRecord):  # type: ignore[django-manager-missing]
    """One of the nine recommendations. Its state is never typed in: it follows from its actions."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    role = models.CharField(_("role of the province"), max_length=10, choices=ProvinceRole.choices)
    owner = models.ForeignKey(
        "agenda.Partner",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="recommendations",
        help_text=_("Who sees to the whole recommendation; empty while nobody is named."),
    )
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["number"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(role__in=ProvinceRole.values), name="agenda_recommendation_role_known"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="agenda_recommendation_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {own_name(self)}"

    def clean(self) -> None:
        if self.number is not None and self.number < 1:
            raise ValidationError({"number": _("The first recommendation has number 1.")})


class RecommendationPart(models.Model):
    """A numbered part of a recommendation, such as 2.1."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommendation"), on_delete=models.CASCADE, related_name="parts"
    )
    number = models.CharField(_("number"), max_length=5, unique=True, help_text=_("For example 2.1."))
    name_nl = models.CharField(_("name (Dutch)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200)
    text_nl = models.TextField(_("text (Dutch)"), max_length=2000)
    text_en = models.TextField(_("text (English)"), max_length=2000)
    reference = models.CharField(_("place in the source"), max_length=60, blank=True, default="")
    history = RecordHistory()

    class Meta:
        verbose_name = _("part of a recommendation")
        verbose_name_plural = _("parts of recommendations")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^\d\.\d$"),
                name="agenda_part_number_form",
                violation_error_message=NUMBER_FORM,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {own_name(self)}"

    def clean(self) -> None:
        if self.number and not re.fullmatch(r"[0-9]\.[0-9]", self.number):
            raise ValidationError({"number": NUMBER_FORM})


class Challenge(AgendaRecord):  # type: ignore[django-manager-missing]
    """One of the twelve challenges of chapter 5."""

    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    dimension = models.CharField(_("dimension"), max_length=15, choices=Dimension.choices)
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["order"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(dimension__in=Dimension.values), name="agenda_challenge_dimension_known"
            ),
        ]


class Opportunity(AgendaRecord):
    """One of the four opportunities of chapter 4, with the part of the chain it is about. No material means: any."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    stages = models.ManyToManyField(Stage, verbose_name=_("stages"), related_name="opportunities", blank=True)
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), related_name="opportunities", blank=True)
    history = RecordHistory(m2m_fields=[stages, materials])

    class Meta(AgendaRecord.Meta):
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["number"]
