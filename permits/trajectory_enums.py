"""The closed lists around a trajectory that the engine does not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CameFrom(models.TextChoices):
    ADMIN = "admin", _("made in the admin")
    ROUTE_PLAN = "route-plan", _("made from a route plan")
    INQUIRY = "inquiry", _("made from an inquiry")
    IMPORT = "import", _("imported")


class Milestone(models.TextChoices):
    """What a planned date is for."""

    APPLICATION = "application", _("application")
    DRAFT = "draft", _("draft decision laid open")
    DECISION = "decision", _("decision")
    IN_FORCE = "in-force", _("in force")


class ChangeReason(models.TextChoices):
    """Why a planned date moves. A typing error is a kind of its own: nothing moved."""

    APPLICANT = "applicant", _("the applicant needs more time")
    INCOMPLETE = "incomplete", _("the application is not complete")
    RESEARCH = "research", _("research takes longer")
    ADVICE = "advice", _("advice comes later")
    VIEWS = "views", _("views have to be answered")
    CAPACITY = "capacity", _("too few people at the authority")
    DEPENDENCY = "dependency", _("waits for another procedure")
    COURT = "court", _("objection or appeal")
    EARLIER = "earlier", _("it can be done earlier")
    OTHER = "other", _("another reason")
    TYPING_ERROR = "typing-error", _("typing error")


class Audience(models.TextChoices):
    INTERNAL = "internal", _("internal: staff alone")
    APPLICANT = "applicant", _("for the applicant")


class DocumentType(models.TextChoices):
    """What may be uploaded: the type follows from the content, never from the name."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    DOCX = "docx", "Word (docx)"
    XLSX = "xlsx", "Excel (xlsx)"
    TEXT = "txt", _("plain text")


class ReminderKind(models.TextChoices):
    BEFORE_30 = "before-30", _("30 days before")
    BEFORE_7 = "before-7", _("7 days before")
    PASSED = "passed", _("the day after")
