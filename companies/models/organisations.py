"""Who works with raw materials in the province."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.enums import OrganisationKind, OrganisationStatus, Reading
from companies.names import NameKeyField
from companies.numbers import check_rsin
from publication.models import Publishable, PublishableQuerySet, RecordHistory
from publication.partial_dates import refuse_far_day, refuse_no_day

DATE_FORM = _("Give the date as YYYY, YYYY-MM or YYYY-MM-DD.")
# Words that stand in the register's own addresses, in either language.
RESERVED_SLUGS = ("kaart", "map", "download", "nieuw", "new")


class OrganisationQuerySet(PublishableQuerySet):
    def unverified(self) -> Self:
        return self.filter(verified_at__isnull=True)

    def without_location(self) -> Self:
        return self.exclude(sites__latitude__isnull=False)

    def without_material(self) -> Self:
        return self.exclude(activities__activity_materials__isnull=False)

    def verified_before(self, moment: models.DateTimeField) -> Self:
        """Verified once, but not since this moment."""
        return self.filter(verified_at__lt=moment)

    def at_stage(self, slug: str) -> Self:
        return self.filter(activities__stage__slug=slug).distinct()


class Organisation(Publishable):  # type: ignore[django-manager-missing]
    """A company, institute or partnership (bedrijf of instelling); what it does stands in its activities."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of its web address here."))
    name = models.CharField(_("name"), max_length=200, help_text=_("The name by which it is known."))
    name_key = NameKeyField(max_length=200, editable=False, default="")
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    kvk_number = models.CharField(
        _("KvK number"),
        max_length=8,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has eight digits."))],
        help_text=_("Eight digits; empty when it is not known."),
    )
    rsin = models.CharField(
        _("RSIN"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[check_rsin],
        help_text=_("Number of a legal person at the tax office: nine digits. For staff; to recognise it in lists."),
    )
    website = models.URLField(_("website"), max_length=300, blank=True, default="")
    description_nl = models.TextField(_("description (Dutch)"), max_length=2000, blank=True, default="")
    description_en = models.TextField(_("description (English)"), max_length=2000, blank=True, default="")
    province = models.CharField(_("province"), max_length=40, blank=True, default="")
    status_kind = models.CharField(
        _("status"), max_length=20, choices=OrganisationStatus.choices, blank=True, default=""
    )
    status_nl = models.CharField(_("status in words (Dutch)"), max_length=300, blank=True, default="")
    status_en = models.CharField(_("status in words (English)"), max_length=300, blank=True, default="")
    status_date = models.CharField(
        _("status date"), max_length=10, blank=True, default="", help_text=_("YYYY, YYYY-MM or YYYY-MM-DD, or empty.")
    )
    name_in_source = models.CharField(_("name in the source"), max_length=200, blank=True, default="")
    reading = models.CharField(
        _("reading of the source"), max_length=10, choices=Reading.choices, blank=True, default=""
    )
    staff_note = models.TextField(_("note for staff"), blank=True, default="", help_text=_("Never public."))
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("verified by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", db_index=False,
    )  # fmt: skip
    confirmed_at = models.DateTimeField(
        _("confirmed by itself at"), null=True, blank=True, editable=False,
        help_text=_("When the organisation last said that its page is right."),
    )  # fmt: skip
    shows_contact = models.BooleanField(_("website and KvK number are public"), default=True)
    shows_description = models.BooleanField(_("description is public"), default=True)
    shows_sites = models.BooleanField(_("places are public"), default=True)
    shows_activities = models.BooleanField(_("place in the chain is public"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()  # type: ignore[misc]
    history = RecordHistory(
        excluded_fields=["name_key"], no_db_index=["slug", "kvk_number", "rsin", "verified_by", "history_user"]
    )

    class Meta(Publishable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["verified_at"], name="companies_org_verified"),
            models.Index(fields=["name", "id"], name="companies_org_name"),
            models.Index(fields=["name_key"], name="companies_org_name_key"),
            models.Index(fields=["updated_at"], name="companies_org_updated"),
            models.Index(
                fields=["verified_by"], name="companies_org_verifier", condition=models.Q(verified_by__isnull=False)
            ),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS),
                name="companies_organisation_slug_not_reserved",
                violation_error_message=_("The site itself uses this word in its addresses; choose another."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="companies_organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status_kind__in=["", *OrganisationStatus.values]),
                name="companies_organisation_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reading__in=["", *Reading.values]), name="companies_organisation_reading_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kvk_number__isnull=True) | models.Q(kvk_number__regex=r"^\d{8}$"),
                name="companies_organisation_kvk_form",
                violation_error_message=_("A KvK number has eight digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(rsin__isnull=True) | models.Q(rsin__regex=r"^\d{9}$"),
                name="companies_organisation_rsin_form",
                violation_error_message=_("An RSIN has nine digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(website="") | models.Q(website__startswith="https://")
                | models.Q(website__startswith="http://"),
                name="companies_organisation_website_scheme",
                violation_error_message=_("A website starts with https:// or http://."),
            ),
            models.CheckConstraint(
                condition=models.Q(status_date="") | models.Q(status_date__regex=r"^\d{4}(-\d\d(-\d\d)?)?$"),
                name="companies_organisation_status_date_form",
                violation_error_message=DATE_FORM,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        refuse_no_day("status_date", self.status_date, DATE_FORM)
        refuse_far_day("status_date", self.status_date)
        self._refuse_old_address()

    def get_absolute_url(self) -> str:
        return reverse("companies:organisation", args=[self.slug])

    def _refuse_old_address(self) -> None:
        """An old address keeps leading to its own organisation, or to what that became part of."""
        aliases: Any = Organisation._meta.get_field("aliases").related_model
        of_others = aliases.objects.filter(slug=self.slug).exclude(organisation=self.pk).exclude(old_id=self.pk)
        if other := of_others.select_related("organisation").first():
            text = _("This is an old address of %(name)s, and keeps leading there. Choose another.")
            raise ValidationError({"slug": text % {"name": other.organisation.name}})
