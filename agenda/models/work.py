"""What stands in the way here, and what is done about it."""

from __future__ import annotations

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.enums import OPEN_STATES, ActionState, BottleneckState, Level, Teller
from agenda.models.meetings import Decision, Meeting
from agenda.models.partners import Partner
from agenda.models.recommendations import Challenge, Recommendation, RecommendationPart
from agenda.models.records import AgendaRecord
from companies.models import Organisation
from permits.models import Trajectory
from publication.models import PublishableQuerySet, RecordHistory
from valuechains.models import Material, Stage

TO_COME = _("This day is still to come.")
EXAMPLE_HELP = _("Made up to show how the portal works; marked as an example everywhere.")


class Bottleneck(AgendaRecord):
    """An obstacle (knelpunt) told by somebody, with the challenge it is a case of and the level that can solve it."""

    challenge = models.ForeignKey(
        Challenge, verbose_name=_("challenge"), on_delete=models.PROTECT, related_name="bottlenecks"
    )
    level = models.CharField(_("level that can solve it"), max_length=12, choices=Level.choices)
    state = models.CharField(_("state"), max_length=10, choices=BottleneckState.choices, default=BottleneckState.OPEN)
    told_by = models.CharField(_("told by"), max_length=10, choices=Teller.choices)
    told_on = models.DateField(_("told on"))
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    stages = models.ManyToManyField(Stage, verbose_name=_("stages"), related_name="bottlenecks", blank=True)
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), related_name="bottlenecks", blank=True)
    trajectories = models.ManyToManyField(
        Trajectory,
        verbose_name=_("trajectories hit"),
        related_name="bottlenecks",
        blank=True,
        help_text=_("The days that these lost are counted from their events. Public are the released ones alone."),
    )
    organisations = models.ManyToManyField(
        Organisation,
        verbose_name=_("organisations"),
        related_name="bottlenecks",
        blank=True,
        help_text=_("Who is hindered. Never public."),
    )
    staff_note = models.TextField(_("note for staff"), blank=True, default="", help_text=_("Never public."))
    is_example = models.BooleanField(_("example"), default=False, help_text=EXAMPLE_HELP)
    history = RecordHistory(m2m_fields=[stages, materials, trajectories, organisations])

    class Meta(AgendaRecord.Meta):
        verbose_name = _("bottleneck")
        verbose_name_plural = _("bottlenecks")
        ordering = ["-told_on", "name_nl"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="agenda_bottleneck_level_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=BottleneckState.values), name="agenda_bottleneck_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(told_by__in=Teller.values), name="agenda_bottleneck_teller_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=BottleneckState.SOLVED, solved_on__isnull=False)
                | (~models.Q(state=BottleneckState.SOLVED) & models.Q(solved_on__isnull=True)),
                name="agenda_bottleneck_solved_has_date",
                violation_error_message=_("A solved bottleneck needs the day on which it was solved, and only that."),
            ),
            models.CheckConstraint(
                condition=models.Q(solved_on__isnull=True) | models.Q(solved_on__gte=models.F("told_on")),
                name="agenda_bottleneck_solved_after_told",
                violation_error_message=_("A bottleneck cannot be solved before it was told."),
            ),
        ]

    def clean(self) -> None:
        _refuse_days_to_come(self, "told_on", "solved_on")


class ActionQuerySet(PublishableQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on: datetime.date) -> Self:
        """Open, with a due date before this day."""
        return self.open().filter(due_on__lt=on)


class Action(AgendaRecord):
    """Something that somebody does for a recommendation, by a day. Without owner or due date it is no action."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommendation"), on_delete=models.PROTECT, related_name="actions"
    )
    part = models.ForeignKey(
        RecommendationPart,
        verbose_name=_("part"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    owner = models.ForeignKey(
        Partner,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="actions",
        error_messages={
            "required": _("An action needs an owner: choose the party that carries it out."),
            "null": _("An action needs an owner: choose the party that carries it out."),
        },
    )
    due_on = models.DateField(
        _("due on"),
        error_messages={
            "required": _("An action needs a due date: by which day is it done?"),
            "null": _("An action needs a due date: by which day is it done?"),
        },
    )
    state = models.CharField(_("state"), max_length=10, choices=ActionState.choices, default=ActionState.PLANNED)
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("The day on which it was done or stopped.")
    )
    evidence_nl = models.TextField(_("evidence (Dutch)"), max_length=2000, blank=True, default="")
    evidence_en = models.TextField(_("evidence (English)"), max_length=2000, blank=True, default="")
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    after = models.ManyToManyField(
        "self",
        verbose_name=_("waits for"),
        symmetrical=False,
        related_name="before",
        blank=True,
        help_text=_("Actions that must be done first."),
    )
    challenges = models.ManyToManyField(Challenge, verbose_name=_("challenges"), related_name="actions", blank=True)
    bottlenecks = models.ManyToManyField(Bottleneck, verbose_name=_("bottlenecks"), related_name="actions", blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organisations"), related_name="agenda_actions", blank=True
    )
    trajectories = models.ManyToManyField(
        Trajectory,
        verbose_name=_("trajectories"),
        related_name="agenda_actions",
        blank=True,
        help_text=_("Public are the released ones alone."),
    )
    stages = models.ManyToManyField(Stage, verbose_name=_("stages"), related_name="agenda_actions", blank=True)
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), related_name="agenda_actions", blank=True)
    staff_note = models.TextField(_("note for staff"), blank=True, default="", help_text=_("Never public."))
    is_example = models.BooleanField(_("example"), default=False, help_text=EXAMPLE_HELP)

    objects = ActionQuerySet.as_manager()  # type: ignore[misc]
    history = RecordHistory(m2m_fields=[after, challenges, bottlenecks, organisations, trajectories, stages, materials])

    class Meta(AgendaRecord.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "name_nl"]
        indexes = [models.Index(fields=["state", "due_on"], name="agenda_action_state_due")]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(condition=models.Q(state__in=ActionState.values), name="agenda_action_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN_STATES, ended_on__isnull=True)
                | models.Q(state__in=[ActionState.DONE, ActionState.STOPPED], ended_on__isnull=False),
                name="agenda_action_ended_has_date",
                violation_error_message=_(
                    "An action that is done or stopped needs the day on which it ended; an open one has none."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ActionState.DONE) | (~models.Q(evidence_nl="") & ~models.Q(evidence_en="")),
                name="agenda_action_done_has_evidence",
                violation_error_message=_("An action that is done needs its evidence, in Dutch and in English."),
            ),
        ]

    def clean(self) -> None:
        if (
            self.part_id
            and self.recommendation_id
            and self.part
            and self.part.recommendation_id != self.recommendation_id
        ):
            text = _("Part %(part)s belongs to another recommendation.") % {"part": self.part.number}
            raise ValidationError({"part": text})
        if self.decision_id and self.decision and self.meeting_id != self.decision.meeting_id:
            raise ValidationError({"decision": _("This decision was taken in another meeting.")})
        _refuse_days_to_come(self, "ended_on")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()


def _refuse_days_to_come(record: models.Model, *names: str) -> None:
    """What has happened did not happen tomorrow."""
    today = timezone.localdate()
    late = [name for name in names if (day := getattr(record, name)) is not None and day > today]
    if late:
        raise ValidationError(dict.fromkeys(late, TO_COME))
