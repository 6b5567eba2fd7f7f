"""What happened in the world that touches supply."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Publishable, RecordHistory
from publication.naming import own_name
from publication.partial_dates import refuse_no_day
from valuechains.enums import Confidence, EventKind
from valuechains.models.materials import Material
from valuechains.models.sources import Source

DATE_FORM = _("Give the date as YYYY-MM or YYYY-MM-DD.")


class SupplyEvent(Publishable):
    """An event of figure 2 or after it. ``date`` is as exact as the source: a year and month, or a day."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    date = models.CharField(_("date"), max_length=10, help_text=_("YYYY-MM or YYYY-MM-DD."))
    title_nl = models.CharField(_("title (Dutch)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    text_nl = models.TextField(_("text (Dutch)"))
    text_en = models.TextField(_("text (English)"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), related_name="supply_events", blank=True)
    until_date = models.DateField(_("until"), null=True, blank=True)
    until_nl = models.CharField(_("until, in words (Dutch)"), max_length=100, blank=True, default="")
    until_en = models.CharField(_("until, in words (English)"), max_length=100, blank=True, default="")
    in_figure_2 = models.BooleanField(_("in figure 2 of the report"), default=False)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="supply_events")
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(m2m_fields=[materials, sources])

    class Meta(Publishable.Meta):
        verbose_name = _("supply event")
        verbose_name_plural = _("supply events")
        ordering = ["-date", "slug"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(date__regex=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"),
                name="valuechains_event_date_form",
                violation_error_message=DATE_FORM,
            ),
            models.CheckConstraint(condition=models.Q(kind__in=EventKind.values), name="valuechains_event_kind_known"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="valuechains_event_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return own_name(self, "title")

    def clean(self) -> None:
        refuse_no_day("date", self.date, DATE_FORM)
