"""A version of the law data. Every row of law belongs to one; what is published never changes again."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permits.enums import LawState
from publication.models import RecordHistory
from publication.publishing import publishing

FROZEN = _("Version %(number)s is not a draft: its rows cannot be changed. Start a new draft.")


class LawVersionQuerySet(models.QuerySet):
    def in_force(self, on: datetime.date | None = None) -> Self:
        """Published and in force on a day (today in Dutch time when none is given), the newest first."""
        day = on or timezone.localdate()
        return self.filter(state=LawState.PUBLISHED, in_force_from__lte=day).order_by("-in_force_from", "-number")

    def available(self) -> Self:
        """Those that a plan or a procedure may name: published once, and perhaps replaced since."""
        return self.filter(state__in=[LawState.PUBLISHED, LawState.RETIRED])


class LawVersion(models.Model):
    """Draft → checked → published → retired. ``digest`` fingerprints the whole document of a version that is frozen."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    label = models.CharField(_("label"), max_length=40, help_text=_("For example 2026-11."))
    in_force_from = models.DateField(_("in force from"), help_text=_("First day on which this version counts."))
    terms_version = models.CharField(
        _("version of the terms"), max_length=20, help_text=_("Version of the term rules that it was checked with.")
    )
    note_nl = models.TextField(_("note (Dutch)"), help_text=_("What is new in this version; public."))
    note_en = models.TextField(_("note (English)"), help_text=_("What is new in this version; public."))
    laws = models.JSONField(
        _("laws"), default=list, help_text=_("The laws that the rows cite, with the day of their text.")
    )
    state = models.CharField(_("state"), max_length=10, choices=LawState.choices, default=LawState.DRAFT)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("copied from")
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    digest = models.CharField(_("fingerprint"), max_length=64, blank=True, default="")
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    history = RecordHistory()

    objects = LawVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the law data")
        verbose_name_plural = _("versions of the law data")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=LawState.values), name="permits_lawversion_state_known"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="permits_lawversion_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(state=LawState.DRAFT, checked_at__isnull=True)
                | (~models.Q(state=LawState.DRAFT) & models.Q(checked_at__isnull=False)),
                name="permits_lawversion_checked_has_moment",
                violation_error_message=_("A version that was checked says when, and a draft does not."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[LawState.PUBLISHED, LawState.RETIRED], published_at__isnull=False)
                | models.Q(state__in=[LawState.DRAFT, LawState.CHECKED], published_at__isnull=True),
                name="permits_lawversion_published_has_moment",
                violation_error_message=_("A version that was published says when, and no other does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.label})"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """A draft goes with its rows, and the listings are looked at once, not for each of them."""
        refuse_when_frozen(self)
        with publishing():
            return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.state == LawState.DRAFT


class LawRow(models.Model):
    """A row of one version. ``slug`` names the same thing in every version."""

    version = models.ForeignKey(LawVersion, on_delete=models.CASCADE, related_name="+", verbose_name=_("version"))
    slug = models.SlugField(_("slug"), max_length=60, help_text=_("The same in every version; part of the address."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["version", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "slug"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This version has a row with this slug already."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_when_frozen(self.version)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_when_frozen(self.version)
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if (version := LawVersion.objects.filter(pk=self.version_id).first()) is not None:
            refuse_when_frozen(version)


def refuse_when_frozen(version: LawVersion) -> None:
    """ValidationError unless the version is a draft."""
    if not version.is_draft:
        raise ValidationError(FROZEN, code="frozen", params={"number": version.number})
