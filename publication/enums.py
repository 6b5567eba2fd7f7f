from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a record: staff alone, everybody from a date on, or everybody."""

    INTERNAL = "internal", _("internal")
    EMBARGOED = "embargoed", _("embargoed until a date")
    PUBLIC = "public", _("public")


class Door(models.TextChoices):
    """The way by which a change came in."""

    ADMIN = "admin", _("admin")
    PAGE = "page", _("public page")
    IMPORT = "import", _("import")
    CLAIM = "claim", _("claim")
    API = "api", _("API")
    COMMAND = "command", _("command")
