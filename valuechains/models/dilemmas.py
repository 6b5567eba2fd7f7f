"""Both sides of a dilemma: doing it here, or bringing it in from elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publication.enums import Visibility
from publication.models import Publishable, RecordHistory
from valuechains.enums import Confidence, DilemmaDimension
from valuechains.models.materials import Material
from valuechains.models.sources import Source

#: What each side has to have before anybody else may read the card.
SIDES = ("here", "elsewhere")


class Dilemma(Publishable):
    """One card: what speaks for and against here, and the same for import, seen from one dimension.

    A card without a material holds for all of them. It stays internal until both sides have a text in both languages
    and a source: recommendation 7 asks for a debate on facts, so no side stands alone.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of its web address here."))
    material = models.ForeignKey(
        Material, models.CASCADE, related_name="dilemmas", null=True, blank=True, verbose_name=_("material"),
        help_text=_("Empty: the card holds for every material."),
    )  # fmt: skip
    dimension = models.CharField(_("dimension"), max_length=12, choices=DilemmaDimension.choices)
    here_nl = models.TextField(_("here (Dutch)"), max_length=1500, blank=True, default="")
    here_en = models.TextField(_("here (English)"), max_length=1500, blank=True, default="")
    here_source = models.ForeignKey(
        Source, models.PROTECT, related_name="dilemmas_here", null=True, blank=True, verbose_name=_("source for here")
    )
    here_reference = models.CharField(_("place in the source for here"), max_length=60, blank=True, default="")
    elsewhere_nl = models.TextField(_("import (Dutch)"), max_length=1500, blank=True, default="")
    elsewhere_en = models.TextField(_("import (English)"), max_length=1500, blank=True, default="")
    elsewhere_source = models.ForeignKey(
        Source, models.PROTECT, related_name="dilemmas_elsewhere", null=True, blank=True,
        verbose_name=_("source for import"),
    )  # fmt: skip
    elsewhere_reference = models.CharField(_("place in the source for import"), max_length=60, blank=True, default="")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices, default=Confidence.MEDIUM)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Made up to show how the portal works; marked as an example.")
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    history = RecordHistory()

    class Meta(Publishable.Meta):
        verbose_name = _("card on a dilemma")
        verbose_name_plural = _("cards on dilemmas")
        ordering = ["slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dimension__in=DilemmaDimension.values), name="valuechains_dilemma_dimension_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values), name="valuechains_dilemma_confidence_known"
            ),
            models.UniqueConstraint(
                fields=["material", "dimension", "is_example"],
                condition=Q(material__isnull=False),
                name="valuechains_dilemma_once_a_material",
                violation_error_message=_("This material has a card for this dimension already."),
            ),
            models.UniqueConstraint(
                fields=["dimension", "is_example"],
                condition=Q(material__isnull=True),
                name="valuechains_dilemma_once_for_all",
                violation_error_message=_("There is a card for all materials with this dimension already."),
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.INTERNAL)
                | (
                    Q(here_source__isnull=False, elsewhere_source__isnull=False)
                    & ~Q(here_nl="") & ~Q(here_en="") & ~Q(elsewhere_nl="") & ~Q(elsewhere_en="")
                ),
                name="valuechains_dilemma_public_has_both_sides",
                violation_error_message=_(
                    "Both sides need a text in Dutch and English and a source before the card can be published."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        about = self.material or _("all materials")
        return f"{about}: {self.get_dimension_display()}"

    def clean(self) -> None:
        """A card that is published already cannot lose a side."""
        if self.visibility != Visibility.INTERNAL and (lacking := self.lacking()):
            raise ValidationError(
                {name: _("This card is published: both sides need a text and a source.") for name in lacking}
            )

    def lacking(self) -> list[str]:
        """Names of the fields that both sides need and that are empty."""
        wanted = [f"{side}_{part}" for side in SIDES for part in ("nl", "en", "source_id")]
        return [name.removesuffix("_id") for name in wanted if not getattr(self, name)]

    def lacking_in_words(self) -> list[Any]:
        fields: Any = type(self)._meta
        return [fields.get_field(name).verbose_name for name in self.lacking()]
