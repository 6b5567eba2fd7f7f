"""Raw materials, the list they stand on, and what is known of each."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Publishable, PublishableQuerySet, RecordHistory
from publication.naming import own_name
from valuechains.enums import Confidence, Relation
from valuechains.facts import FACTS
from valuechains.models.chain import Sector
from valuechains.models.sources import Source


class ListVersion(models.Model):
    """A version of the EU list of critical raw materials (Regulation (EU) 2024/1252, annexes I and II)."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    name_nl = models.CharField(_("name (Dutch)"), max_length=150)
    name_en = models.CharField(_("name (English)"), max_length=150)
    regulation_nl = models.CharField(_("regulation (Dutch)"), max_length=200)
    regulation_en = models.CharField(_("regulation (English)"), max_length=200)
    published = models.DateField(_("published"))
    in_force = models.DateField(_("in force"))
    review_due = models.DateField(_("review due"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=False)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="list_versions")
    history = RecordHistory(m2m_fields=[sources])

    class Meta:
        verbose_name = _("list version")
        verbose_name_plural = _("list versions")
        ordering = ["-in_force"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="valuechains_one_current_list",
                violation_error_message=_("Only one list version is the current one."),
            ),
            models.CheckConstraint(
                condition=models.Q(in_force__gte=models.F("published")),
                name="valuechains_list_in_force_after_published",
                violation_error_message=_("A list cannot be in force before it is published."),
            ),
        ]

    def __str__(self) -> str:
        return own_name(self)


class MaterialQuerySet(PublishableQuerySet):
    def listed(self) -> Self:
        """The critical raw materials: those on the current list (34 in 2023), never the related metals."""
        return self.filter(entries__version__is_current=True)

    def strategic(self) -> Self:
        return self.filter(entries__version__is_current=True, entries__strategic=True)


class Material(Publishable):
    """A raw material or metal. What is critical follows from its entry on the current list alone."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name_nl = models.CharField(_("name (Dutch)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    symbols = models.JSONField(_("symbols"), default=list, blank=True, help_text=_("Chemical symbols, for search."))
    aliases = models.JSONField(_("other names"), default=list, blank=True, help_text=_("Words that find it too."))
    relation = models.CharField(_("relation to the list"), max_length=12, choices=Relation.choices)
    related_to = models.ForeignKey(
        "self", verbose_name=_("related to"), null=True, blank=True, on_delete=models.PROTECT, related_name="relatives"
    )
    note_nl = models.TextField(_("note (Dutch)"), blank=True, default="")
    note_en = models.TextField(_("note (English)"), blank=True, default="")
    in_figure_1 = models.BooleanField(_("in figure 1 of the report"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MaterialQuerySet.as_manager()  # type: ignore[misc]
    history = RecordHistory()

    class Meta(Publishable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["name_nl"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(relation__in=Relation.values), name="valuechains_material_relation_known"
            ),
            models.CheckConstraint(
                condition=models.Q(relation=Relation.RELATED, related_to__isnull=False)
                | (~models.Q(relation=Relation.RELATED) & models.Q(related_to__isnull=True)),
                name="valuechains_material_related_names_other",
                violation_error_message=_("A related material names the listed one, and only a related one does."),
            ),
        ]

    def __str__(self) -> str:
        return own_name(self)


class ListEntry(models.Model):
    """A material's place on a list version: its letter in annex II and whether annex I calls it strategic."""

    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="entries", verbose_name=_("list"))
    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="entries", verbose_name=_("material"))
    letter = models.CharField(_("letter in annex II"), max_length=3)
    strategic = models.BooleanField(_("strategic"), default=False)
    qualifier_nl = models.CharField(_("condition (Dutch)"), max_length=200, blank=True, default="")
    qualifier_en = models.CharField(_("condition (English)"), max_length=200, blank=True, default="")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="list_entries")
    history = RecordHistory(m2m_fields=[sources])

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ["version", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["version", "material"], name="valuechains_entry_once"),
            models.UniqueConstraint(fields=["version", "letter"], name="valuechains_entry_letter_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="valuechains_entry_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.material}"


class MaterialFact(models.Model):
    """One looked-up fact of a material: value as JSON (its shape depends on ``key``), period, scope and confidence."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="facts", verbose_name=_("material"))
    key = models.CharField(_("fact"), max_length=40)
    value = models.JSONField(_("value"), null=True)
    stage = models.CharField(_("stage of the fact"), max_length=20, blank=True, default="")
    scope_nl = models.CharField(_("scope (Dutch)"), max_length=150, blank=True, default="")
    scope_en = models.CharField(_("scope (English)"), max_length=150, blank=True, default="")
    period = models.CharField(_("period"), max_length=20, blank=True, default="")
    note_nl = models.TextField(_("note (Dutch)"), blank=True, default="")
    note_en = models.TextField(_("note (English)"), blank=True, default="")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="material_facts")
    history = RecordHistory(m2m_fields=[sources])

    class Meta:
        verbose_name = _("fact of a material")
        verbose_name_plural = _("facts of materials")
        ordering = ["material", "key"]
        constraints = [
            models.UniqueConstraint(fields=["material", "key"], name="valuechains_fact_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="valuechains_fact_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        kind = FACTS.get(self.key)
        return f"{self.material}: {kind.label if kind else self.key}"


class MaterialSector(models.Model):
    """A sector that uses a material, and on what ground we say so."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="uses", verbose_name=_("material"))
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="uses", verbose_name=_("sector"))
    basis_nl = models.CharField(_("ground (Dutch)"), max_length=200)
    basis_en = models.CharField(_("ground (English)"), max_length=200)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="material_sectors")
    history = RecordHistory(m2m_fields=[sources])

    class Meta:
        verbose_name = _("use in a sector")
        verbose_name_plural = _("uses in sectors")
        ordering = ["material", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["material", "sector"], name="valuechains_use_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="valuechains_use_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.sector}"
