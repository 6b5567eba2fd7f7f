"""Where each public value of an organisation comes from."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.organisations import Organisation
from companies.subjects import subject_label
from publication.models import RecordHistory
from valuechains.enums import Confidence
from valuechains.models import Source


class Provenance(models.Model):
    """A source that states one value of an organisation.

    ``subject`` names the value: ``name``, ``kind``, ``website``, ``description``, ``status``, ``municipality``,
    ``town``, ``address``, ``location``, ``stage:<slug>`` or ``material:<slug>``.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="provenance", verbose_name=_("organisation"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    subject = models.CharField(_("value"), max_length=80)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="provenance", verbose_name=_("source"))
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence.choices)
    stated_on = models.DateField(_("date"), null=True, blank=True, help_text=_("When the source says so, if known."))
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("verified by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", db_index=False,
    )  # fmt: skip
    history = RecordHistory(no_db_index=["source", "verified_by", "history_user", "history_date"])

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")
        ordering = ["organisation", "subject", "source"]
        indexes = [
            models.Index(
                fields=["verified_by"], name="companies_provenance_verifier",
                condition=models.Q(verified_by__isnull=False),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["organisation", "subject", "source"], name="companies_provenance_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="companies_provenance_confidence_known"
            ),
        ]

    def __str__(self) -> str:
        return self.told({})

    def told(self, names: Mapping[str, str]) -> str:
        """With the names of stages and materials (``companies.subjects.names_of``) instead of their slugs."""
        return f"{self.organisation}: {subject_label(self.subject, names)} ({self.source})"
