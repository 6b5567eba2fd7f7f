"""Sites for investment, and what is known of each: a light that says something names its source and its date."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.locations.enums import Colour, LocationKind, Subject
from companies.models import Municipality
from companies.models.sites import EAST, NORTH, SOUTH, WEST
from publication.models import Publishable, RecordHistory
from valuechains.models import Source


class Location(Publishable):  # type: ignore[django-manager-missing]
    """A business park, a plot in it, or a wider area. What is not known has no light of its own: it is unknown."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of its web address here."))
    name = models.CharField(_("name"), max_length=150, help_text=_("As it is known locally; not translated."))
    kind = models.CharField(_("kind"), max_length=10, choices=LocationKind.choices, default=LocationKind.PARK)
    park = models.ForeignKey(
        "self", models.PROTECT, related_name="plots", null=True, blank=True, verbose_name=_("business park"),
        help_text=_("Of a plot: the park in which it lies."),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="locations", null=True, blank=True, verbose_name=_("municipality")
    )
    text_nl = models.TextField(_("text (Dutch)"), max_length=2000, blank=True, default="")
    text_en = models.TextField(_("text (English)"), max_length=2000, blank=True, default="")
    area_ha = models.DecimalField(
        _("area in hectares"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    website = models.URLField(_("website"), max_length=300, blank=True, default="")
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("WGS84 degrees, for example 51.92."),
        validators=[MinValueValidator(SOUTH), MaxValueValidator(NORTH)],
    )  # fmt: skip
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("WGS84 degrees, for example 4.48."),
        validators=[MinValueValidator(WEST), MaxValueValidator(EAST)],
    )  # fmt: skip
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Made up to show how the portal works; marked as an example everywhere."),
    )
    staff_note = models.TextField(_("note for staff"), blank=True, default="", help_text=_("Never public."))
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    history = RecordHistory()

    class Meta(Publishable.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=LocationKind.values), name="agenda_location_kind_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST)),
                name="agenda_location_point_whole",
                violation_error_message=_("A point needs latitude and longitude, and lies in the Netherlands."),
            ),
            models.CheckConstraint(
                condition=Q(park__isnull=True) | Q(kind=LocationKind.PLOT),
                name="agenda_location_only_plots_lie_in_parks",
                violation_error_message=_("Only a plot lies in a business park."),
            ),
            models.CheckConstraint(
                condition=Q(area_ha__isnull=True) | Q(area_ha__gte=0), name="agenda_location_area_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Light(models.Model):
    """One traffic light of a location. Green, orange and red say something, so they need value, source and date."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="lights", verbose_name=_("location"))
    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices)
    colour = models.CharField(_("light"), max_length=8, choices=Colour.choices, default=Colour.UNKNOWN)
    value_nl = models.CharField(_("value (Dutch)"), max_length=300, blank=True, default="")
    value_en = models.CharField(_("value (English)"), max_length=300, blank=True, default="")
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="lights", null=True, blank=True, verbose_name=_("source")
    )
    stated_on = models.CharField(
        _("date of the source"), max_length=10, blank=True, default="", help_text=_("YYYY-MM or YYYY-MM-DD.")
    )
    history = RecordHistory()

    class Meta:
        verbose_name = _("traffic light")
        verbose_name_plural = _("traffic lights")
        ordering = ["location", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "subject"],
                name="agenda_light_once",
                violation_error_message=_("This location has a light for this subject already."),
            ),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="agenda_light_subject_known"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="agenda_light_colour_known"),
            models.CheckConstraint(
                condition=Q(colour=Colour.UNKNOWN)
                | (Q(source__isnull=False) & ~Q(stated_on="") & ~Q(value_nl="") & ~Q(value_en="")),
                name="agenda_light_says_where_from",
                violation_error_message=_(
                    "A light that is not unknown needs a value in Dutch and English, a source and its date."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stated_on="") | Q(stated_on__regex=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"),
                name="agenda_light_date_form",
                violation_error_message=_("Give the date as YYYY-MM or YYYY-MM-DD."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.location}: {self.get_subject_display()}"

    def clean(self) -> None:
        if self.stated_on and not is_past_date(self.stated_on):
            raise ValidationError({"stated_on": _("Give a day or month that exists and is not to come.")})


def is_past_date(text: str) -> bool:
    """Whether ``YYYY-MM`` or ``YYYY-MM-DD`` exists and is today or earlier."""
    try:
        first = datetime.date.fromisoformat(f"{text}-01" if len(text) == len("2025-04") else text)
    except ValueError:
        return False
    return first <= timezone.localdate()
