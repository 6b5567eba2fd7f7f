"""The forms of one event: to record it, and to put the right one in the place of a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from permits.admin.trajectories.forms import EMPTY, SeenForm, choice_field, day_field, long_field, text_field, yes_no
from permits.models import ProcedureEvent, Trajectory
from permits.trajectories import CorrectionReason, Event, EventKind, Ground, Outcome
from permits.trajectories.actions import nothing
from permits.trajectories.events import OUTCOMES
from permits.trajectories.extensions import details_of

DETAIL_FIELDS: dict[str, Any] = {
    "until": lambda required: day_field(
        _("Last day of the period"), required=required, help_text=_("Empty when no period was set.")
    ),
    "weeks": lambda required: forms.IntegerField(
        label=_("Weeks of extension"), min_value=1, max_value=6, required=required, widget=UnfoldAdminTextInputWidget()
    ),
    "months": lambda required: forms.IntegerField(
        label=_("Months of extension"),
        min_value=1,
        required=required,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("In all at most 3, or 6 with extraction, decided before the cap has passed."),
    ),
    "ground": lambda required: choice_field(_("Ground"), Ground.choices, required=required),
    "outcome": lambda required: choice_field(_("Outcome"), Outcome.choices, required=required),
    "party": lambda required: text_field(_("Adviser"), required=required, most=120),
    "is_consent": lambda _required: yes_no(_("Its consent is needed"), _("Consent has a term of four weeks.")),
    "after_four_weeks": lambda _required: yes_no(_("In force after four weeks")),
    "has_committee": lambda _required: yes_no(_("An advisory committee hears the objection")),
}


class EventForm(SeenForm):
    """The day and the details of one kind of event, for one procedure; ``rule`` is that of its term."""

    happened_on = day_field(_("Day on which it happened"))
    note = long_field(_("Internal note"), required=False, help_text=_("Never public."))

    def __init__(self, trajectory: Trajectory, kind: EventKind, rule: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(trajectory, *args, **kwargs)
        self.kind, self.details = kind, details_of(kind, rule)
        for name, required in self.details.items():
            self.fields[name] = DETAIL_FIELDS[name](required)
        if "outcome" in self.fields:
            choices = [EMPTY, *((one.value, one.label) for one in OUTCOMES[kind])]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["seen_revision", "happened_on", *self.details, "note"])

    def event(self) -> Event:
        given = {name: self.cleaned_data[name] for name in self.details if self.cleaned_data.get(name)}
        if "ground" in given:
            given["ground"] = Ground(given["ground"])
        if "outcome" in given:
            given["outcome"] = Outcome(given["outcome"])
        return Event(self.kind, self.cleaned_data["happened_on"], **given)

    def add_reasons(self, reasons: dict[str, list[str]]) -> None:
        """The engine's reasons, at the field that they are about."""
        for field, texts in reasons.items():
            name = "happened_on" if field == "on" else field
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


class CorrectionForm(EventForm):
    """The right event in the place of a recorded one, or nothing in its place."""

    reason = choice_field(_("Why is it corrected?"), CorrectionReason.choices)
    did_not_happen = yes_no(_("It did not happen at all"), _("Then only the reason counts."))

    def __init__(self, record: ProcedureEvent, *args: Any, **kwargs: Any) -> None:
        kind = EventKind(record.kind)
        rule = record.procedure.rule
        initial = {name: getattr(record, name) for name in details_of(kind, rule)}
        initial |= {"happened_on": record.happened_on, "note": record.note}
        super().__init__(record.procedure.trajectory, kind, rule, *args, initial=initial, **kwargs)
        self.order_fields(["seen_revision", "reason", "did_not_happen"])

    def replacement(self) -> Event:
        """What takes the place of the record."""
        return nothing() if self.cleaned_data["did_not_happen"] else self.event()
