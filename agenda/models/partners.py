"""Who works on the agenda, and with what instruments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agenda.enums import InstrumentKind, OfferKind, PartnerGroup
from agenda.models.recommendations import Recommendation
from agenda.models.records import AgendaRecord
from companies.models import Organisation
from publication.models import RecordHistory
from valuechains.models import Material, Stage


class Partner(AgendaRecord):  # type: ignore[django-manager-missing]
    """A party with a role in the agenda; ``text`` is that role. It can be an organisation of the register too."""

    group = models.CharField(_("group"), max_length=30, choices=PartnerGroup.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("in the register"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="partners",
    )
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name_nl"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(group__in=PartnerGroup.values), name="agenda_partner_group_known"
            ),
        ]


class Instrument(AgendaRecord):
    """A law, programme, fund or instrument that the report names. ``text`` says what it is, ``meaning`` what it means
    for a company here."""

    kind = models.CharField(_("kind"), max_length=12, choices=InstrumentKind.choices)
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="instruments",
    )
    meaning_nl = models.TextField(_("what it means for a company (Dutch)"), max_length=4000, blank=True, default="")
    meaning_en = models.TextField(_("what it means for a company (English)"), max_length=4000, blank=True, default="")
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("programme or instrument")
        verbose_name_plural = _("programmes and instruments")
        ordering = ["name_nl"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=InstrumentKind.values), name="agenda_instrument_kind_known"
            ),
        ]


class KnowledgeOffer(AgendaRecord):
    """A course or a research group: who can teach or find out something, for which part of the chain."""

    kind = models.CharField(_("kind"), max_length=10, choices=OfferKind.choices)
    provider = models.ForeignKey(
        Partner, verbose_name=_("provider"), on_delete=models.PROTECT, related_name="knowledge_offers"
    )
    level_nl = models.CharField(_("level (Dutch)"), max_length=100, blank=True, default="")
    level_en = models.CharField(_("level (English)"), max_length=100, blank=True, default="")
    website = models.URLField(_("website"), max_length=300, blank=True, default="")
    stages = models.ManyToManyField(Stage, verbose_name=_("stages"), related_name="knowledge_offers", blank=True)
    materials = models.ManyToManyField(
        Material, verbose_name=_("materials"), related_name="knowledge_offers", blank=True
    )
    history = RecordHistory(m2m_fields=[stages, materials])

    class Meta(AgendaRecord.Meta):
        verbose_name = _("course or research group")
        verbose_name_plural = _("courses and research groups")
        ordering = ["name_nl"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=OfferKind.values), name="agenda_knowledgeoffer_kind_known"
            ),
        ]
