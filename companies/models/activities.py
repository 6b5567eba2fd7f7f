"""What organisations do: a stage of the chain, with the materials they handle there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.enums import ActivityStatus
from companies.models.organisations import Organisation
from publication.models import RecordHistory
from valuechains.models import Material, Stage


class Activity(models.Model):
    """An organisation at work in a stage."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="activities", verbose_name=_("organisation"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="activities", verbose_name=_("stage"))
    status = models.CharField(_("status"), max_length=10, choices=ActivityStatus.choices, default=ActivityStatus.ACTIVE)
    materials = models.ManyToManyField(
        Material, through="ActivityMaterial", related_name="activities", verbose_name=_("materials")
    )
    updated_at = models.DateTimeField(auto_now=True)
    history = RecordHistory(no_db_index=["stage", "history_user"])

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["organisation", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "stage"],
                name="companies_activity_once",
                violation_error_message=_("This organisation already has an activity in this stage."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ActivityStatus.values), name="companies_activity_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.stage}"


class ActivityMaterial(models.Model):
    """A material that an organisation handles in a stage."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="activity_materials", verbose_name=_("activity"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, related_name="activity_materials", verbose_name=_("material")
    )
    history = RecordHistory(no_db_index=["material", "history_user"])

    class Meta:
        verbose_name = _("material of an activity")
        verbose_name_plural = _("materials of activities")
        ordering = ["activity", "material"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "material"], name="companies_activity_material_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.material}"
