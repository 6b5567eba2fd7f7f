"""The chain itself: its stages, the sectors that need it, and what Europe wants of it by 2030."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Publishable, RecordHistory
from publication.naming import own_name
from valuechains.enums import Direction
from valuechains.models.sources import Source


class Benchmark(Publishable):  # type: ignore[django-manager-missing]
    """A share of yearly EU use that the CRMA asks for by 2030 (Regulation (EU) 2024/1252, art. 5)."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    percent = models.PositiveSmallIntegerField(_("percent"), help_text=_("Share of yearly EU use, in percent."))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices)
    name_nl = models.CharField(_("name (Dutch)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    text_nl = models.TextField(_("text (Dutch)"))
    text_en = models.TextField(_("text (English)"))
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="benchmarks")
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(m2m_fields=[sources])

    class Meta(Publishable.Meta):
        verbose_name = _("2030 benchmark")
        verbose_name_plural = _("2030 benchmarks")
        ordering = ["order"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="valuechains_benchmark_percent"),
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values), name="valuechains_benchmark_direction_known"
            ),
        ]

    def __str__(self) -> str:
        return own_name(self)

    def clean(self) -> None:
        if self.percent is not None and self.percent > 100:
            raise ValidationError({"percent": _("A share is at most 100 percent.")})


class Stage(Publishable):
    """A link of the value chain (schakel), in the order in which material passes through it."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    name_nl = models.CharField(_("name (Dutch)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    short_nl = models.CharField(_("short name (Dutch)"), max_length=30)
    short_en = models.CharField(_("short name (English)"), max_length=30)
    fact_nl = models.TextField(_("in the province (Dutch)"), blank=True, default="")
    fact_en = models.TextField(_("in the province (English)"), blank=True, default="")
    in_figure_4 = models.BooleanField(_("in figure 4 of the report"), default=True)
    reference = models.CharField(_("place in the report"), max_length=60, blank=True, default="")
    benchmark = models.ForeignKey(
        Benchmark,
        verbose_name=_("2030 benchmark"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stages",
    )
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="stages")
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(m2m_fields=[sources])

    class Meta(Publishable.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["order"]

    def __str__(self) -> str:
        return own_name(self)


class Sector(Publishable):
    """A part of society that needs critical raw materials (figure 1 of the report, and mobility)."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    name_nl = models.CharField(_("name (Dutch)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    examples_nl = models.JSONField(_("examples (Dutch)"), default=list, blank=True)
    examples_en = models.JSONField(_("examples (English)"), default=list, blank=True)
    in_figure_1 = models.BooleanField(_("in figure 1 of the report"), default=True)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="sectors")
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(m2m_fields=[sources])

    class Meta(Publishable.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["order"]

    def __str__(self) -> str:
        return own_name(self)
