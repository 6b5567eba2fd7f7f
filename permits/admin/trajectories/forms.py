"""The forms of a trajectory's pages, in the skin's clothes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from permits.models import Authority, PermitType, Procedure, Trajectory
from permits.models.procedure_events import SINCE
from permits.trajectories.extensions import CAP
from permits.trajectory_enums import Audience, ChangeReason, Milestone
from publication.admin.seen import SeenFieldForm

EMPTY = ("", _("Select value"))


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": " ".join(INPUT_CLASSES)}, format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DayInput())


def text_field(label: Any, *, required: bool = True, help_text: Any = "", most: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most, widget=UnfoldAdminTextInputWidget()
    )


def long_field(label: Any, *, required: bool = True, help_text: Any = "", most: int = 2000) -> forms.CharField:
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 4})
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=most, widget=widget)


def choice_field(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    options = [EMPTY, *choices]
    return forms.ChoiceField(
        label=label, choices=options, required=required, help_text=help_text, widget=UnfoldAdminSelectWidget()
    )


def record_field(label: Any, records: Any, *, required: bool = True, help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        records, label=label, required=required, help_text=help_text, widget=UnfoldAdminSelectWidget()
    )


def yes_no(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text, widget=UnfoldBooleanWidget())


class SeenForm(SeenFieldForm):
    """``seen_revision`` is the revision of the trajectory that the person has looked at."""

    seen_field = "seen_revision"
    seen_revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=2**31 - 1)

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen_revision": trajectory.revision, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.trajectory = trajectory


class PlanForm(SeenForm):
    procedure = record_field(_("Procedure"), Procedure.objects.none())
    milestone = choice_field(_("What is planned"), Milestone.choices)
    on = day_field(_("Day"))

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        super().__init__(trajectory, *args, **kwargs)
        self.fields["procedure"].queryset = trajectory.procedures.with_law()  # type: ignore[attr-defined]


class PlanChangeForm(SeenForm):
    to = day_field(_("New day"))
    reason = choice_field(_("Reason"), ChangeReason.choices)
    text_nl = text_field(_("Explanation (Dutch)"), help_text=_("Public once the trajectory is released."))
    text_en = text_field(_("Explanation (English)"), required=False)


class ReleaseForm(forms.Form):
    text_nl = text_field(_("Explanation (Dutch)"), required=False)
    text_en = text_field(_("Explanation (English)"), required=False)


class FromPlanForm(forms.Form):
    link = text_field(
        _("Link of the route plan"), most=8000, help_text=_("The address of the plan, as the public site gives it.")
    )
    title_nl = text_field(_("Title (Dutch)"), most=200)
    title_en = text_field(_("Title (English)"), most=200)
    initiative = text_field(
        _("Initiative"), most=200, help_text=_("Who takes it; internal. The organisation can be named afterwards.")
    )
    with_possible = yes_no(_("Also what is possibly needed"))


class PlanningForm(SeenForm):
    """Days that a term is counted from: under this law, not the one before it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("first_application", "planned_start"):
            day = cleaned.get(name)
            if day is not None and day < SINCE:
                self.add_error(name, _("Before 1 January 2024 the law of that time applies."))
        return cleaned


class ProcedureForm(PlanningForm):
    """The law version of the trajectory says what there is to choose."""

    permit_type = record_field(_("Permit type"), PermitType.objects.none())
    authority = record_field(
        _("Competent authority"), Authority.objects.none(), required=False, help_text=_("Empty while it is not known.")
    )
    kind = forms.ChoiceField(
        label=_("Procedure"),
        required=False,
        widget=UnfoldAdminSelectWidget(),
        choices=[("", _("as the permit type says")), ("regular", _("regular")), ("extended", _("extended"))],
    )
    consent = yes_no(_("Another body must consent"), _("Twelve weeks instead of eight."))
    with_extraction = yes_no(
        _("The strategic project includes extraction"), _("Then the cap is 27 months instead of 15.")
    )
    already_in_process = yes_no(
        _("The permit process already ran when the project was recognised as strategic"),
        _(
            "Or a permitted project is extended. Then the cap is 12 months, or 24 with extraction, from the "
            "recognition. Record that day as the receipt."
        ),
    )
    planned_start = day_field(
        _("Planned start of the work"), required=False, help_text=_("For a notification: counted back from this day.")
    )
    first_application = day_field(_("First of the coordinated applications"), required=False)

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        super().__init__(trajectory, *args, **kwargs)
        version = trajectory.law_version
        self.fields["permit_type"].queryset = version.permit_types.order_by("order")  # type: ignore[attr-defined]
        self.fields["authority"].queryset = version.authorities.order_by("order")  # type: ignore[attr-defined]

    def params(self) -> dict[str, Any]:
        given = {
            "consent": self.cleaned_data["consent"],
            "withExtraction": self.cleaned_data["with_extraction"],
            "alreadyInProcess": self.cleaned_data["already_in_process"],
        }
        return {name: True for name, chosen in given.items() if chosen}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        law = cleaned.get("permit_type")
        rule = (cleaned.get("kind") or "") or (law.term_rule if law else "")
        if law is not None and cleaned.get("consent") and rule != "regular":
            self.add_error("consent", _("Only the regular procedure has a longer term for consent."))
        if law is not None and cleaned.get("with_extraction") and rule != CAP:
            self.add_error("with_extraction", _("Only the cap of a strategic project is longer with extraction."))
        if law is not None and cleaned.get("already_in_process") and rule != CAP:
            self.add_error("already_in_process", _("Only the cap of a strategic project counts from a recognition."))
        return cleaned


class ProcedureChangeForm(PlanningForm):
    authority = record_field(_("Competent authority"), Authority.objects.none(), required=False)
    planned_start = day_field(_("Planned start of the work"), required=False)
    first_application = day_field(_("First of the coordinated applications"), required=False)

    def __init__(self, procedure: Procedure, *args: Any, **kwargs: Any) -> None:
        initial = {
            "authority": procedure.authority_id,
            "planned_start": procedure.planned_start,
            "first_application": procedure.first_application,
        }
        super().__init__(procedure.trajectory, *args, initial=initial, **kwargs)
        authorities = Authority.objects.filter(version=procedure.permit_type.version_id).order_by("order")
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    text = long_field(_("Text of the note"), most=5000)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices, widget=UnfoldAdminSelectWidget())
    procedure = record_field(_("About which procedure"), Procedure.objects.none(), required=False)

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].queryset = trajectory.procedures.with_law()  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=None,
        help_text=_("PDF, Word, Excel, PNG, JPEG or plain text, at most 20 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    title = text_field(_("Title"), required=False, most=200)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices, widget=UnfoldAdminSelectWidget())
    procedure = record_field(_("About which procedure"), Procedure.objects.none(), required=False)

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].queryset = trajectory.procedures.with_law()  # type: ignore[attr-defined]


def staff() -> Any:
    return get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")


class AssignForm(SeenForm):
    assignee = record_field(_("Assignee"), get_user_model().objects.none(), required=False)

    def __init__(self, trajectory: Trajectory, *args: Any, **kwargs: Any) -> None:
        super().__init__(trajectory, *args, initial={"assignee": trajectory.assignee_id}, **kwargs)
        self.fields["assignee"].queryset = staff()  # type: ignore[attr-defined]


class EscalationForm(forms.Form):
    reason = long_field(_("Why"))
    to = record_field(_("To"), get_user_model().objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = staff()  # type: ignore[attr-defined]


class ResolutionForm(forms.Form):
    resolution = long_field(_("How it ended"))
