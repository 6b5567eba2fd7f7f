"""The municipalities of the province."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Publishable, RecordHistory
from valuechains.enums import Confidence


class Municipality(Publishable):
    """A municipality with its CBS code; the point is its seat or largest town, not the middle of its area."""

    cbs_code = models.CharField(_("CBS code"), max_length=6, unique=True, help_text=_("For example GM0599."))
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    official_name = models.CharField(_("official name"), max_length=80)
    also_known_as = models.JSONField(_("also known as"), default=list, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    centre_place = models.CharField(_("place of the point"), max_length=80)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    source_nl = models.CharField(_("source (Dutch)"), max_length=300)
    source_en = models.CharField(_("source (English)"), max_length=300)
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory()

    class Meta(Publishable.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(cbs_code__regex=r"^GM\d{4}$"),
                name="companies_municipality_cbs_code_form",
                violation_error_message=_("A CBS code is GM and four digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
