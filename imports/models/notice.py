"""A note to somebody about a list: its columns are to be matched, it is ready to look at, applied, or failed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.enums import ImportState
from imports.models.job import Import


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread_by(self, user_id: int) -> "NoticeQuerySet":
        return self.filter(user_id=user_id, read_at__isnull=True).select_related("job").order_by("-pk")

    def unsent(self) -> "NoticeQuerySet":
        return self.filter(mailed_at__isnull=True, attempts__lt=Notice.MOST_ATTEMPTS).order_by("pk")


class Notice(models.Model):
    MOST_ATTEMPTS = 5

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="import_notices", verbose_name=_("user")
    )
    job = models.ForeignKey(Import, models.CASCADE, related_name="notices", verbose_name=_("import"))
    state = models.CharField(_("state"), max_length=20, choices=ImportState)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts to mail"), default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("note about an import")
        verbose_name_plural = _("notes about imports")
        constraints = [
            models.CheckConstraint(
                name="import_notice_state_ends",
                condition=Q(
                    state__in=[
                        ImportState.NEEDS_MAPPING,
                        ImportState.PLANNED,
                        ImportState.APPLIED,
                        ImportState.FAILED,
                        ImportState.CANCELLED,
                        ImportState.TAKEN_BACK,
                    ]
                ),
                violation_error_message=_(
                    "A note is about an import that waits for a person, is applied, taken back, stopped or failed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.state}"
