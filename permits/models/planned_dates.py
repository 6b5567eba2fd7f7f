"""Planned dates: the first one stays beside the current one, and every change says why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from permits.models.fields import known
from permits.models.procedure_events import SINCE, AppendOnly
from permits.models.procedures import Procedure
from permits.trajectory_enums import ChangeReason, Milestone
from publication.models import DoorHistory


class PlannedDate(models.Model):
    """When somebody means to do something; never a statutory, a predicted or an actual date."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="planned_dates", verbose_name=_("procedure"))
    milestone = models.CharField(_("milestone"), max_length=12, choices=Milestone.choices)
    original_on = models.DateField(_("first planned"))
    current_on = models.DateField(_("planned"))

    class Meta:
        verbose_name = _("planned date")
        verbose_name_plural = _("planned dates")
        ordering = ["procedure", "current_on", "pk"]
        constraints = [
            *known(milestone=Milestone),
            models.UniqueConstraint(
                fields=["procedure", "milestone"],
                name="permits_planneddate_once",
                violation_error_message=_("This date is planned already: change it."),
            ),
            models.CheckConstraint(
                condition=Q(original_on__gte=SINCE, current_on__gte=SINCE), name="permits_planneddate_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()}: {self.current_on}"


class PlannedDateChange(AppendOnly, DoorHistory):
    """One move of a planned date. A typing error is a kind of its own."""

    planned_date = models.ForeignKey(
        PlannedDate, models.CASCADE, related_name="changes", verbose_name=_("planned date")
    )
    before = models.DateField(_("before"))
    after = models.DateField(_("after"))
    reason = models.CharField(_("reason"), max_length=15, choices=ChangeReason.choices)
    text_nl = models.CharField(
        _("explanation (Dutch)"), max_length=500, help_text=_("Public once the trajectory is released.")
    )
    text_en = models.CharField(_("explanation (English)"), max_length=500, blank=True, default="")
    revision = models.PositiveIntegerField(_("revision"), default=0)
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("change of a planned date")
        verbose_name_plural = _("changes of planned dates")
        ordering = ["planned_date", "pk"]
        constraints = [
            *known(reason=ChangeReason),
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="permits_planneddatechange_moves",
                violation_error_message=_("The new date is the same as the old one."),
            ),
            models.CheckConstraint(
                condition=~Q(text_nl=""),
                name="permits_planneddatechange_explained",
                violation_error_message=_("Say in a few words why the date changes."),
            ),
            models.CheckConstraint(condition=Q(after__gte=SINCE), name="permits_planneddatechange_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
