from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Confidence(models.TextChoices):
    """How sure a looked-up fact is."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")
    GENERAL = "general-knowledge", _("general knowledge, to be checked")
    NONE = "none", _("unknown")


class Direction(models.TextChoices):
    AT_LEAST = "at-least", _("at least")
    AT_MOST = "at-most", _("at most")


class Relation(models.TextChoices):
    """How a material stands to the list of critical raw materials."""

    LISTED = "listed", _("on the list")
    RELATED = "related", _("related to a listed material")
    NOT_LISTED = "not-listed", _("relevant, not listed")


class SourceKind(models.TextChoices):
    PAGE = "page", _("web page")
    DATASET = "dataset", _("data set")
    OFFICIAL = "official", _("official document")
    REPORT = "report", pgettext_lazy("a document", "report")
    LAW = "law", _("law")
    PARTNER = "partner", _("partner's list")
    GENERAL = "general-knowledge", _("general knowledge")
    NAME_ONLY = "name-only", _("name only")


class EventKind(models.TextChoices):
    POLICY = "policy", _("policy")
    EXPORT_RESTRICTION = "export-restriction", _("export restriction")
    TRADE = "trade", _("trade")
    SANCTION = "sanction", _("sanction")
    EASING = "easing", _("easing")
    REPORT = "report", pgettext_lazy("a document", "report")
    DISRUPTION = "disruption", _("disruption")
    REGIONAL = "regional", _("regional")


class DilemmaDimension(models.TextChoices):
    """From which side the choice between here and import is looked at."""

    SOCIAL = "social", _("social")
    ECOLOGICAL = "ecological", _("ecological")
    ECONOMIC = "economic", _("economic")
