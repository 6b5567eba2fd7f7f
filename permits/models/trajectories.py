"""A trajectory (traject): one initiative at one site, with all its permits."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Municipality, Organisation, Site
from permits.models.versions import LawVersion
from permits.trajectories import TrajectoryStatus
from permits.trajectory_enums import CameFrom
from publication.models import Publishable, PublishableQuerySet, RecordHistory
from publication.naming import own_name
from valuechains.models import Stage

# What the actions keep in step with the events; nobody types it, so history does not keep it.
DERIVED = (
    "status",
    "is_open",
    "done",
    "total",
    "stopped",
    "due_on",
    "last_event_on",
    "applicant_since",
    "applicant_until",
    "revision",
)


class TrajectoryQuerySet(PublishableQuerySet):
    """What depends on a day takes it, so that a page and its counts speak of the same one."""

    def open(self) -> Self:
        return self.filter(is_open=True)

    def of(self, user: Any) -> Self:
        return self.filter(assignee=user)

    def due_within(self, days: int, today: datetime.date) -> Self:
        """With a statutory date from today to ``days`` later."""
        return self.filter(due_on__gte=today, due_on__lte=today + datetime.timedelta(days=days))

    def late(self, today: datetime.date) -> Self:
        return self.filter(due_on__lt=today)

    def waiting_for_applicant(self, today: datetime.date) -> Self:
        """The applicant has the ball in one of its procedures; a period that was set has not passed."""
        return self.filter(is_open=True, applicant_until__gte=today)

    def stale(self, today: datetime.date, days: int = 60) -> Self:
        """Open, and nothing was recorded for so long."""
        return self.open().filter(last_event_on__lt=today - datetime.timedelta(days=days))

    def examples(self) -> Self:
        return self.filter(is_example=True)

    def by_due(self) -> Self:
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class Trajectory(Publishable):
    """Of an organisation in the register, or of an initiative that is not public yet."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of its web address here."))
    title_nl = models.CharField(_("title (Dutch)"), max_length=200, help_text=_("What is being made or done, where."))
    title_en = models.CharField(_("title (English)"), max_length=200, help_text=_("The same in English."))
    summary_nl = models.TextField(
        _("summary (Dutch)"), max_length=2000, blank=True, default="", help_text=_("Public once released.")
    )
    summary_en = models.TextField(
        _("summary (English)"), max_length=2000, blank=True, default="", help_text=_("Public once released.")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="trajectories", null=True, blank=True, verbose_name=_("organisation")
    )
    initiative = models.CharField(
        _("initiative"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Who takes it, while the organisation is not in the register. Never public."),
    )
    site = models.ForeignKey(
        Site, models.SET_NULL, related_name="trajectories", null=True, blank=True, verbose_name=_("site")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="trajectories", null=True, blank=True, verbose_name=_("municipality")
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, related_name="trajectories", null=True, blank=True, verbose_name=_("stage")
    )
    law_version = models.ForeignKey(
        LawVersion, models.PROTECT, related_name="trajectories", verbose_name=_("law version")
    )
    answers = models.JSONField(_("answers of the route plan"), null=True, blank=True, editable=False)
    came_from = models.CharField(
        _("came from"), max_length=12, choices=CameFrom.choices, default=CameFrom.ADMIN, editable=False
    )
    external_reference = models.CharField(
        _("reference elsewhere"), max_length=80, null=True, blank=True, unique=True,
        help_text=_("Case number in another system; an import finds the trajectory by it."),
    )  # fmt: skip
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("assignee")
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=TrajectoryStatus.choices, default=TrajectoryStatus.PREPARATION,
        editable=False,
    )  # fmt: skip
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    done = models.PositiveSmallIntegerField(_("procedures done"), default=0, editable=False)
    total = models.PositiveSmallIntegerField(_("procedures"), default=0, editable=False)
    stopped = models.PositiveSmallIntegerField(_("withdrawn or not processed"), default=0, editable=False)
    due_on = models.DateField(_("next statutory date"), null=True, editable=False)
    last_event_on = models.DateField(_("last event"), null=True, editable=False)
    applicant_since = models.DateField(_("with the applicant since"), null=True, editable=False)
    applicant_until = models.DateField(_("with the applicant until"), null=True, editable=False)
    escalated_at = models.DateTimeField(_("escalated"), null=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = TrajectoryQuerySet.as_manager()  # type: ignore[misc]
    history = RecordHistory(excluded_fields=[*DERIVED, "answers"])

    class Meta(Publishable.Meta):
        verbose_name = _("trajectory")
        verbose_name_plural = _("trajectories")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="permits_trajectory_due"),
            models.Index(fields=["assignee", "due_on", "id"], name="permits_trajectory_mine"),
            models.Index(fields=["applicant_until", "id"], name="permits_trajectory_applicant"),
            models.Index(fields=["last_event_on", "id"], name="permits_trajectory_stale", condition=Q(is_open=True)),
            models.Index(fields=["escalated_at", "id"], name="permits_trajectory_escalated"),
            models.Index(fields=["due_on", "id"], name="permits_trajectory_open", condition=Q(is_open=True)),
            models.Index(fields=["updated_at"], name="permits_trajectory_updated"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=TrajectoryStatus.values), name="permits_trajectory_status_known"
            ),
            models.CheckConstraint(
                condition=Q(came_from__in=CameFrom.values), name="permits_trajectory_came_from_known"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(initiative=""),
                name="permits_trajectory_has_an_initiator",
                violation_error_message=_("Name the organisation, or who takes the initiative."),
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="permits_trajectory_done_of_total"),
            models.CheckConstraint(condition=Q(stopped__lte=F("done")), name="permits_trajectory_stopped_of_done"),
            models.CheckConstraint(
                condition=Q(external_reference__isnull=True) | ~Q(external_reference=""),
                name="permits_trajectory_reference_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return own_name(self, "title")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.external_reference = self.external_reference or None
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("admin:permits_trajectory_dossier", args=[self.pk])

    @property
    def initiator(self) -> str:
        """For staff: the organisation, else who takes the initiative."""
        return str(self.organisation) if self.organisation_id else self.initiative

    def is_late(self, today: datetime.date | None = None) -> bool:
        return self.due_on is not None and self.due_on < (today or timezone.localdate())
