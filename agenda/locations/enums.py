from django.db import models
from django.utils.translation import gettext_lazy as _


class LocationKind(models.TextChoices):
    AREA = "area", _("area")
    PARK = "park", _("business park")
    PLOT = "plot", _("plot")


class Subject(models.TextChoices):
    """What a traffic light is about, in the order in which they stand."""

    SPACE = "space", _("space")
    ENVIRONMENT = "environment", _("environmental category")
    GRID = "grid", _("power grid")
    NITROGEN = "nitrogen", _("nitrogen")
    WATER = "water", _("water")
    QUAY = "quay", _("quay")


class Colour(models.TextChoices):
    """What a traffic light says. The words stand beside the shape, so that nobody needs the colour."""

    GREEN = "green", _("favourable")
    ORANGE = "orange", _("with conditions")
    RED = "red", _("unfavourable")
    UNKNOWN = "unknown", _("unknown")
