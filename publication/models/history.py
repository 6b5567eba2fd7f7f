"""What every history row tells beside who and when: the door a change came through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.enums import Door


class DoorHistory(models.Model):
    """Base of all history models; filled from :func:`publication.history.change_door`."""

    door = models.CharField(_("door"), max_length=10, choices=Door.choices, default=Door.COMMAND)
    door_reference = models.CharField(_("reference"), max_length=100, blank=True, default="")

    class Meta:
        abstract = True
