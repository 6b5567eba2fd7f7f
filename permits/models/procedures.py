"""One permit within a trajectory, at one authority, under the law as it was when the procedure began."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permits.enums import Procedure as ProcedureKind
from permits.enums import Remedy
from permits.models.authorities import Authority
from permits.models.fields import known
from permits.models.permit_types import PermitType
from permits.models.trajectories import Trajectory
from permits.terms import CURRENT, LAWBOOKS, RULES, CompletionCounting
from permits.trajectories import DONE, EventKind, Holder, Outcome, Phase, Status, TermKind
from publication.models import RecordHistory

FROZEN = (
    "trajectory", "permit_type", "kind", "rule", "params", "remedy", "terms_version", "counting",
)  # fmt: skip


# What follows from the events; the actions keep it in step.
COMPUTED = (
    "phase", "status", "outcome", "due_on", "due_kind", "is_provisional", "decision_due_on", "holder", "holder_since",
    "holder_until", "holder_after", "window", "window_until", "received_on", "draft_on", "decided_on", "published_on",
    "in_force_on", "last_event_on",
)  # fmt: skip


class ProcedureQuerySet(models.QuerySet):
    def open(self) -> ProcedureQuerySet:
        return self.exclude(status__in=DONE)

    def with_law(self) -> ProcedureQuerySet:
        """What its lines name, in the same query."""
        return self.select_related("permit_type", "authority")


class Procedure(models.Model):
    """``kind``, ``rule``, ``params`` and ``remedy`` are copied from the permit type and never change; the columns below
    ``first_application`` follow from the events and are written by the actions alone.
    """

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="procedures", verbose_name=_("trajectory"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    permit_type = models.ForeignKey(
        PermitType, models.PROTECT, related_name="procedures", verbose_name=_("permit type")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="procedures", null=True, blank=True,
        verbose_name=_("competent authority"), help_text=_("Empty while it is not known."),
    )  # fmt: skip
    kind = models.CharField(_("procedure"), max_length=20, choices=ProcedureKind.choices)
    rule = models.CharField(_("term"), max_length=40, blank=True, default="")
    params = models.JSONField(_("parameters of the term"), default=dict, blank=True)
    remedy = models.CharField(_("remedy"), max_length=20, choices=Remedy.choices)
    terms_version = models.CharField(_("version of the terms"), max_length=20, default=CURRENT.version)
    counting = models.CharField(
        _("count of suspended days"), max_length=10, choices=[(one.value, one.value) for one in CompletionCounting],
        default=CompletionCounting.LITERAL.value,
    )  # fmt: skip
    planned_start = models.DateField(
        _("planned start of the work"), null=True, blank=True,
        help_text=_("Of a notification: its term is counted back from this day."),
    )  # fmt: skip
    first_application = models.DateField(
        _("first of the coordinated applications"), null=True, blank=True,
        help_text=_("Only where applications are handled together: the term begins with the last one."),
    )  # fmt: skip
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.PREPARATION)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PREPARATION)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True, default="")
    due_on = models.DateField(_("statutory date"), null=True)
    due_kind = models.CharField(_("what is due"), max_length=20, choices=TermKind.choices, blank=True, default="")
    is_provisional = models.BooleanField(_("assumes something"), default=False)
    decision_due_on = models.DateField(_("decision due"), null=True)
    holder = models.CharField(_("who has the ball"), max_length=12, choices=Holder.choices, default=Holder.APPLICANT)
    holder_since = models.DateField(_("since"), null=True)
    holder_until = models.DateField(_("until"), null=True)
    holder_after = models.CharField(_("and then"), max_length=12, choices=Holder.choices, blank=True, default="")
    window = models.CharField(_("open window"), max_length=20, choices=EventKind.choices, blank=True, default="")
    window_until = models.DateField(_("window until"), null=True)
    received_on = models.DateField(_("received"), null=True)
    draft_on = models.DateField(_("draft laid open"), null=True)
    decided_on = models.DateField(_("decided"), null=True)
    published_on = models.DateField(_("made known"), null=True)
    in_force_on = models.DateField(_("in force"), null=True)
    last_event_on = models.DateField(_("last event"), null=True)

    objects = ProcedureQuerySet.as_manager()
    history = RecordHistory(excluded_fields=list(COMPUTED))

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["trajectory", "order", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="permits_procedure_due"),
            models.Index(fields=["window_until", "id"], name="permits_procedure_window"),
            models.Index(fields=["decided_on"], name="permits_procedure_decided"),
        ]
        constraints = [
            *known(
                "outcome", "due_kind", "holder_after", "window",
                kind=ProcedureKind, remedy=Remedy, phase=Phase, status=Status, outcome=Outcome, due_kind=TermKind,
                holder=Holder, holder_after=Holder, window=EventKind,
            ),
            models.CheckConstraint(
                condition=Q(rule__in=["", *RULES]), name="permits_procedure_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(counting__in=[one.value for one in CompletionCounting]),
                name="permits_procedure_counting_known",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=datetime.date(2024, 1, 1)),
                name="permits_procedure_received_under_this_law",
                violation_error_message=_("What came in before 1 January 2024 falls under the law of that time."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | Q(received_on__isnull=False, decided_on__gte=models.F("received_on")),
                name="permits_procedure_decided_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(decided_on__isnull=False, published_on__gte=models.F("decided_on")),
                name="permits_procedure_published_after_decision",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.permit_type)

    def clean(self) -> None:
        """The permit type and authority belong to one version, and the terms of its version are known."""
        super().clean()
        if self.terms_version not in LAWBOOKS:
            raise ValidationError({"terms_version": _("This version of the terms is not known.")})
        if self.authority is not None and self.authority.version_id != self.permit_type.version_id:
            raise ValidationError({"authority": _("Choose an authority of the same law version.")})

    @property
    def due(self) -> datetime.date | None:
        """The statutory date, by the name that a state gives it."""
        return self.due_on

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    def is_late(self, today: datetime.date | None = None) -> bool:
        return self.due_on is not None and not self.is_done and self.due_on < (today or timezone.localdate())

    def holder_on(self, day: datetime.date) -> str:
        """Who has the ball on ``day``, when a period that was set has passed since the last event."""
        if self.holder_until is not None and day >= self.holder_until:
            return self.holder_after
        return self.holder

    def changed_frozen(self, before: Any) -> list[str]:
        """Which of the columns that never change differ from ``before``."""
        return [name for name in FROZEN if getattr(self, name) != getattr(before, name)]
