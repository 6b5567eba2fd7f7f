"""The closed lists of words that the law data uses; the value is what the files and the API write."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LawState(models.TextChoices):
    """How far a version of the law data is; only a draft can be changed."""

    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class LawConfidence(models.TextChoices):
    """How sure a fact of law is: read in its source, read in part, or not read."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class AuthorityKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    PROVINCE = "province", _("province")
    ENVIRONMENT_SERVICE = "environment-service", _("environment service")
    WATER_BOARD = "water-board", _("water board")
    SAFETY_REGION = "safety-region", _("safety region")
    NATIONAL = "national", _("national government")
    EU = "eu", _("European Union")
    ADVISER = "adviser", _("advisory body")
    COURT = "court", _("court")
    GRID_OPERATOR = "grid-operator", _("grid operator")
    NETWORK = "network", _("network partner")


class Competence(models.TextChoices):
    """How the competent authority is found: named, by the location, or through another decision."""

    FIXED = "fixed", _("always the same authority")
    MUNICIPALITY = "municipality", _("the municipality of the location")
    ENVIRONMENT_SERVICE = "environment-service", _("the environment service of the location")
    WATER_BOARD = "water-board", _("the water board of the location")
    GRID_OPERATOR = "grid-operator", _("the grid operator of the location")
    PARENT = "parent", _("the authority of the permit that it belongs to")
    ASK = "ask", _("hangs on the exact location: ask")


class Procedure(models.TextChoices):
    REGULAR = "regular", _("regular procedure")
    EXTENDED = "extended", _("extended procedure")
    NOTIFICATION = "notification", _("notification")
    REGISTRATION = "registration", _("registration")
    ASSESSMENT = "assessment", _("assessment")
    EU = "eu", _("European procedure")
    NONE = "none", _("no procedure of its own")
    UNKNOWN = "unknown", _("not looked up")


class Remedy(models.TextChoices):
    """What stands open against the decision (Awb 6:4, 7:1)."""

    OBJECTION = "objection", _("objection, then appeal")
    APPEAL = "appeal", _("direct appeal")
    NONE = "none", _("none: there is no decision of its own")
    UNKNOWN = "unknown", _("not looked up")


class PermitCategory(models.TextChoices):
    PERMIT = "permit", _("environment and planning permit")
    WATER_PERMIT = "water-permit", _("permit for a water activity")
    NOTIFICATION = "notification", _("notification")
    DUTY = "duty", _("duty without a permit")
    ASSESSMENT = "assessment", _("environmental assessment")
    EU = "eu", _("European procedure")
    REGISTRATION = "registration", _("registration")
    INVESTIGATION = "investigation", _("investigation of the applicant")
    CRITICAL_PATH = "critical-path", _("no permit, but it takes time")


class Share(models.TextChoices):
    """How much of a municipality lies in the area of a water board."""

    WHOLE = "whole", _("whole")
    PART = "part", _("part")
    MARGINAL = "marginal", _("at most a small part")


class QuestionKind(models.TextChoices):
    CHOICE = "choice", _("one choice")
    MANY = "many", _("several choices")
    YES_NO = "yes-no", _("yes or no")
    QUANTITY = "quantity", _("quantity")
    DATE = "date", _("date")
    MUNICIPALITY = "municipality", _("municipality")
    TEXT = "text", _("text")


class Need(models.TextChoices):
    NEEDED = "needed", _("needed")
    POSSIBLE = "possible", _("possibly needed")


class DependencyKind(models.TextChoices):
    DECIDED_BEFORE = "decided-before-application", _("decided before the application")
    TOGETHER = "applied-together", _("applied for together")
    NOTICE = "notice-before-start", _("notice before the start")
    REPORT = "report-before-application", _("report before the application")
