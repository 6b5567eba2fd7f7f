"""The events of a procedure: appended, never changed. A mistake is corrected by another record."""

from __future__ import annotations

import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permits.models.fields import known
from permits.models.procedures import Procedure
from permits.trajectories import CorrectionReason, Event, EventKind, Ground, Outcome
from permits.trajectories.events import DETAILS, OUTCOMES
from publication.models import DoorHistory

APPEND_ONLY = _("Events are not changed or deleted: record a correction.")
SINCE = datetime.date(2024, 1, 1)


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses what would rewrite the past; the database does the same."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY, code="append_only")

    def delete(self) -> NoReturn:
        raise ValidationError(APPEND_ONLY, code="append_only")


class AppendOnly(models.Model):
    """A row that is written once. Deleting an example deletes its rows with it, by cascade."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError(APPEND_ONLY, code="append_only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ValidationError(APPEND_ONLY, code="append_only")


def taking(detail: str) -> list[str]:
    return [kind.value for kind, details in DETAILS.items() if detail in details]


def needing(detail: str) -> list[str]:
    return [kind.value for kind, details in DETAILS.items() if details.get(detail)]


def _only_with(detail: str, empty: Any = None) -> models.CheckConstraint:
    """The detail stands only with the kinds that take it, and always with those that need it."""
    without = Q(**{f"{detail}__isnull": True}) if empty is None else Q(**{detail: empty})
    return models.CheckConstraint(
        condition=(Q(kind__in=taking(detail)) | without) & (~Q(kind__in=needing(detail)) | ~without),
        name=f"permits_procedureevent_{detail}_by_kind",
        violation_error_message=_("This kind of event does not take this detail, or needs it."),
    )


class ProcedureEvent(AppendOnly, DoorHistory):
    """What happened on a day. The columns after ``happened_on`` are the details of ``trajectories.Event``."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="events", verbose_name=_("procedure"))
    kind = models.CharField(_("what happened"), max_length=20, choices=EventKind.choices)
    happened_on = models.DateField(_("day"), help_text=_("The day on which it happened."))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Last day of the period that was set or agreed.")
    )
    weeks = models.PositiveSmallIntegerField(_("weeks of extension"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        _("months of extension"), null=True, blank=True, help_text=_("Of the cap of a strategic project.")
    )
    ground = models.CharField(_("ground"), max_length=15, choices=Ground.choices, blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True, default="")
    party = models.CharField(_("adviser"), max_length=120, blank=True, default="")
    is_consent = models.BooleanField(_("consent is needed"), default=False)
    after_four_weeks = models.BooleanField(_("in force after four weeks"), default=False)
    has_committee = models.BooleanField(_("with an advisory committee"), default=False)
    corrects = models.OneToOneField(
        "self", models.CASCADE, related_name="corrected_by", null=True, blank=True, verbose_name=_("corrects")
    )
    reason = models.CharField(
        _("reason of the correction"), max_length=20, choices=CorrectionReason.choices, blank=True, default=""
    )
    note = models.TextField(_("note"), max_length=2000, blank=True, default="", help_text=_("Never public."))
    revision = models.PositiveIntegerField(_("revision"), default=0, help_text=_("Of the trajectory, once it stood."))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["procedure", "happened_on", "pk"]
        constraints = [
            *known(
                "ground", "outcome", "reason",
                kind=EventKind, ground=Ground, outcome=Outcome, reason=CorrectionReason,
            ),
            models.CheckConstraint(
                condition=Q(happened_on__gte=SINCE),
                name="permits_procedureevent_under_this_law",
                violation_error_message=_("What happened before 1 January 2024 falls under the law of that time."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("happened_on")),
                name="permits_procedureevent_until_after_day",
                violation_error_message=_("A period cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(weeks__isnull=True) | Q(weeks__gte=1, weeks__lte=6),
                name="permits_procedureevent_weeks_one_to_six",
                violation_error_message=_("A term is extended by one to six weeks."),
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=6),
                name="permits_procedureevent_months_one_to_six",
                violation_error_message=_("A cap is extended by one to six months."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EventKind.EXTENDED) | Q(weeks__isnull=False, months__isnull=True)
                | Q(weeks__isnull=True, months__isnull=False),
                name="permits_procedureevent_extended_by_one_length",
                violation_error_message=_("An extension is by weeks or by months: give one of the two."),
            ),
            _only_with("until"),
            _only_with("weeks"),
            _only_with("months"),
            _only_with("ground", ""),
            _only_with("outcome", ""),
            _only_with("party", ""),
            _only_with("is_consent", False),
            _only_with("after_four_weeks", False),
            _only_with("has_committee", False),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(kind=EventKind.DECIDED, outcome__in=OUTCOMES[EventKind.DECIDED])
                | (~Q(kind=EventKind.DECIDED) & Q(outcome__in=OUTCOMES[EventKind.OBJECTION_DECIDED])),
                name="permits_procedureevent_outcome_fits",
            ),
            models.CheckConstraint(
                condition=(Q(corrects__isnull=True) & Q(reason="") & ~Q(kind=EventKind.CORRECTED))
                | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="permits_procedureevent_correction_whole",
                violation_error_message=_("A correction names the record that it corrects, and why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.happened_on}: {self.get_kind_display()}"

    @property
    def event(self) -> Event:
        """As the engine takes it."""
        return Event(
            kind=EventKind(self.kind),
            on=self.happened_on,
            number=self.pk or 0,
            until=self.until,
            weeks=self.weeks,
            months=self.months,
            ground=Ground(self.ground) if self.ground else None,
            outcome=Outcome(self.outcome) if self.outcome else None,
            party=self.party,
            is_consent=self.is_consent,
            after_four_weeks=self.after_four_weeks,
            has_committee=self.has_committee,
            corrects=self.corrects_id,
            reason=CorrectionReason(self.reason) if self.reason else None,
        )


class EventRelease(models.Model):
    """An event that everybody may see, with the words for it. Without this row it is internal."""

    event = models.OneToOneField(
        ProcedureEvent, models.CASCADE, primary_key=True, related_name="release", verbose_name=_("event")
    )
    text_nl = models.CharField(_("explanation (Dutch)"), max_length=500, blank=True, default="")
    text_en = models.CharField(_("explanation (English)"), max_length=500, blank=True, default="")
    released_at = models.DateTimeField(_("released"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("released by"),
    )

    class Meta:
        verbose_name = _("released event")
        verbose_name_plural = _("released events")
        constraints = [
            models.CheckConstraint(
                condition=Q(text_nl="", text_en="") | (~Q(text_nl="") & ~Q(text_en="")),
                name="permits_eventrelease_both_languages",
                violation_error_message=_("Give the explanation in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)
