"""Old addresses that keep resolving."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.organisations import Organisation


class OrganisationAlias(models.Model):
    """The slug and number of an organisation that became part of another one."""

    slug = models.SlugField(_("old slug"), max_length=80, unique=True)
    old_id = models.BigIntegerField(_("old number"), unique=True)
    name = models.CharField(_("old name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("now part of")
    )
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("merged by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
