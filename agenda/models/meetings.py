"""The track of decisions, and the regional consultation: what is public and what is internal stand apart."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agenda.models.partners import Partner
from agenda.models.recommendations import Recommendation
from agenda.models.records import AgendaRecord
from publication.models import RecordHistory
from publication.partial_dates import refuse_no_day

DATE_FORM = _("Give the date as YYYY, YYYY-Q4, YYYY-MM or YYYY-MM-DD.")


class Milestone(AgendaRecord):
    """A step in the decision track. ``date`` is as exact as the source: 2027, 2026-Q4, or a day."""

    date = models.CharField(_("date"), max_length=10, help_text=_("YYYY, YYYY-Q1 to Q4, YYYY-MM or YYYY-MM-DD."))
    case_number = models.CharField(_("case number"), max_length=40, blank=True, default="")
    history = RecordHistory()

    class Meta(AgendaRecord.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["date"]
        constraints = [
            *AgendaRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(date__regex=r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
                name="agenda_milestone_date_form",
                violation_error_message=DATE_FORM,
            ),
        ]

    def clean(self) -> None:
        refuse_no_day("date", self.date, DATE_FORM)


class Meeting(AgendaRecord):
    """A meeting of the regional consultation. ``text`` is the public summary; the record of staff is never public."""

    date = models.DateField(_("date"), unique=True)
    chairs = models.ManyToManyField(Partner, verbose_name=_("chairs"), related_name="chaired_meetings", blank=True)
    parties = models.ManyToManyField(Partner, verbose_name=_("parties"), related_name="meetings", blank=True)
    agenda_nl = models.JSONField(_("agenda (Dutch)"), default=list, blank=True)
    agenda_en = models.JSONField(_("agenda (English)"), default=list, blank=True)
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Made up to show how the portal works; marked as an example everywhere."),
    )
    internal_record = models.TextField(
        _("internal record"), blank=True, default="", help_text=_("Never public: what was said, for staff.")
    )
    history = RecordHistory(m2m_fields=[chairs, parties])

    class Meta(AgendaRecord.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-date"]

    def clean(self) -> None:
        if self.pk and self.date and self.date > timezone.localdate() and self.decisions.exists():
            raise ValidationError({"date": _("This meeting has decisions, so its date cannot be to come.")})


class Decision(models.Model):
    """What a meeting decided. The internal ones are for staff alone."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    text_nl = models.TextField(_("text (Dutch)"), max_length=2000)
    text_en = models.TextField(_("text (English)"), max_length=2000)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Only public decisions stand in the public summary.")
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    history = RecordHistory()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agenda_decision_number_once",
                violation_error_message=_("This meeting has a decision with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.meeting.date, 'SHORT_DATE_FORMAT')} – {self.number}"

    def clean(self) -> None:
        meeting = getattr(self, "meeting", None)
        if meeting is not None and meeting.date and meeting.date > timezone.localdate():
            raise ValidationError(_("A meeting that is to come has no decisions yet."))
