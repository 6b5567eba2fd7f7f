"""Where organisations are."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.enums import Precision
from companies.models.municipalities import Municipality
from companies.models.organisations import Organisation
from publication.models import RecordHistory

# The Netherlands, in WGS84 degrees: a point outside it is a mistake or swapped.
SOUTH, NORTH, WEST, EAST = 50.7, 53.7, 3.2, 7.3


class Site(models.Model):
    """A place of an organisation (vestiging). ``precision`` says honestly what its point stands for."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sites", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=150, blank=True, default="", help_text=_("Empty for the only site."))
    is_main = models.BooleanField(_("main site"), default=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="sites",
        verbose_name=_("municipality"),
    )  # fmt: skip
    town = models.CharField(_("town"), max_length=80, blank=True, default="")
    street_address = models.CharField(_("street and number"), max_length=150, blank=True, default="")
    postcode = models.CharField(_("postcode"), max_length=7, blank=True, default="")
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("WGS84 degrees, for example 51.92."),
        validators=[MinValueValidator(SOUTH), MaxValueValidator(NORTH)],
    )  # fmt: skip
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("WGS84 degrees, for example 4.48."),
        validators=[MinValueValidator(WEST), MaxValueValidator(EAST)],
    )  # fmt: skip
    precision = models.CharField(_("precision"), max_length=12, choices=Precision.choices, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(no_db_index=["municipality", "history_user", "history_date"])

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["organisation", "-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(is_main=True),
                name="companies_site_one_main",
                violation_error_message=_("An organisation has one main site."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True, precision="")
                | models.Q(
                    latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST), precision__in=Precision.values
                ),
                name="companies_site_point_whole",
                violation_error_message=_(
                    "A point needs latitude, longitude and precision, and lies in the Netherlands."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.town or str(self.organisation)
