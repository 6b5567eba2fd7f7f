"""The private link by which an applicant reads how the own trajectory stands."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permits.models.trajectories import Trajectory


class ApplicantLinkQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class ApplicantLink(models.Model):
    """Only the fingerprint of the secret in the address is kept, and no mail address."""

    trajectory = models.ForeignKey(
        Trajectory, models.CASCADE, related_name="applicant_links", verbose_name=_("trajectory")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")])
    was_mailed = models.BooleanField(_("mailed"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("by")
    )
    last_read_on = models.DateField(_("last read"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = ApplicantLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for the applicant")
        verbose_name_plural = _("links for applicants")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory"], condition=Q(revoked_at__isnull=True), name="permits_applicantlink_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(language__in=["nl", "en"]), name="permits_applicantlink_language_known"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def read_on(self, today: datetime.date) -> None:
        """One write a day at most."""
        if self.last_read_on != today:
            self.last_read_on = today
            self.save(update_fields=["last_read_on"])
