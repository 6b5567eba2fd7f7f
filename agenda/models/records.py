"""What every record of the agenda has: a name and a text in two languages, a source, and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import Publishable
from publication.naming import own_name
from valuechains.enums import Confidence
from valuechains.models import Source


class AgendaRecord(Publishable):
    """A thing of the agenda. ``reference`` is its place in the source, such as a chapter."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of its web address here."))
    name_nl = models.CharField(_("name (Dutch)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200)
    text_nl = models.TextField(_("text (Dutch)"), max_length=4000, blank=True, default="")
    text_en = models.TextField(_("text (English)"), max_length=4000, blank=True, default="")
    reference = models.CharField(_("place in the source"), max_length=60, blank=True, default="")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices, default=Confidence.MEDIUM)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="agenda_%(class)ss", blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    # The history of every kind keeps these links too; its own ones stand with its ``history``.
    _history_m2m_fields = ("sources",)

    class Meta(Publishable.Meta):
        abstract = True
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="%(app_label)s_%(class)s_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return own_name(self)
