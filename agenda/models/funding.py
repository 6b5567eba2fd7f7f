"""Money for companies, and when it can be asked for."""

import datetime
from typing import Self

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agenda.models.records import AgendaRecord
from publication.models import PublishableQuerySet, RecordHistory


class FundingSchemeQuerySet(PublishableQuerySet):
    def offered(self, on: datetime.date) -> Self:
        """Schemes with a window that is open or still to come on a day; an expired one is never offered."""
        return self.filter(windows__closes__gte=on).distinct()


class FundingScheme(AgendaRecord):
    """A scheme (regeling) with its criteria; ``text`` says what it pays for."""

    provider_nl = models.CharField(_("provider (Dutch)"), max_length=200)
    provider_en = models.CharField(_("provider (English)"), max_length=200)
    criteria_nl = models.TextField(_("criteria (Dutch)"), max_length=4000, blank=True, default="")
    criteria_en = models.TextField(_("criteria (English)"), max_length=4000, blank=True, default="")
    website = models.URLField(_("website"), max_length=300, blank=True, default="")

    objects = FundingSchemeQuerySet.as_manager()  # type: ignore[misc]
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("funding scheme")
        verbose_name_plural = _("funding schemes")
        ordering = ["name_nl"]


class FundingWindow(models.Model):
    """A period in which applications are taken. Where the source gives no day, ``is_exact`` says so."""

    scheme = models.ForeignKey(
        FundingScheme, verbose_name=_("funding scheme"), on_delete=models.CASCADE, related_name="windows"
    )
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"), help_text=_("Last day on which an application is taken."))
    is_exact = models.BooleanField(_("the source gives these days"), default=True)
    history = RecordHistory()

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        ordering = ["closes", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")),
                name="agenda_window_closes_after_opening",
                violation_error_message=_("A window cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.opens, 'SHORT_DATE_FORMAT')} – {date_format(self.closes, 'SHORT_DATE_FORMAT')}"
