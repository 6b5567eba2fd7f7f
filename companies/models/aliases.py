"""Old addresses that keep resolving."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.organisations import Organisation


class OrganisationAliasQuerySet(models.QuerySet):
    def merged(self) -> Self:
        """Of organisations that became part of another one; the others are web names that one had before."""
        return self.filter(merged_at__isnull=False)

    def renamed(self) -> Self:
        return self.filter(merged_at__isnull=True)


class OrganisationAlias(models.Model):
    """A slug that is no longer that of a record: its organisation became part of another one, or has another slug.

    An organisation that is given a name does not get one from here (``Organisation.clean``, ``give_slugs``). The
    database cannot hold two tables to that: where a record has the slug all the same, the record is what is found.
    """

    slug = models.SlugField(_("old slug"), max_length=80, unique=True)
    old_id = models.BigIntegerField(_("old number"), help_text=_("Of the organisation that had this address."))
    name = models.CharField(_("old name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("now part of")
    )
    merged_at = models.DateTimeField(
        _("merged"), null=True, blank=True, help_text=_("Empty when its web name was changed.")
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("merged by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")

    objects = OrganisationAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["slug"]
        indexes = [models.Index(fields=["old_id"], name="companies_alias_old_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["old_id"], condition=models.Q(merged_at__isnull=False), name="companies_alias_merged_once"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_at__isnull=False) | models.Q(merged_by__isnull=True, reason=""),
                name="companies_alias_reason_of_merge",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
