"""What officers fill in to answer, hand over or merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from agenda.models import Partner
from desk.enums import Language
from desk.forms import FilesField
from desk.models import Inquiry
from publication.admin.seen import SeenFieldForm

MOST_NAMED = 10


class StepForm(SeenFieldForm):
    """``seen`` is the revision of the inquiry that the person has looked at."""

    seen_field = "seen"
    not_whole = gettext_lazy("This page was not whole. Nothing is sent yet: look once more and send it again.")
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inquiry = inquiry
        self.fields["seen"].initial = inquiry.revision


class AnswerForm(StepForm):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The inquirer reads this."),
        max_length=10_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}),
    )
    attachments = FilesField()
    and_close = forms.BooleanField(
        label=gettext_lazy("Close the question with this answer"), required=False, widget=UnfoldBooleanSwitchWidget
    )

    def sign(self, name: str) -> None:
        """Tell under which name the inquirer reads it."""
        named = _("The inquirer reads this, with your name: %(name)s.") % {"name": name}
        self.fields["text"].help_text = named if name else _("The inquirer reads this. Your account has no name yet.")


class NoteForm(StepForm):
    text = forms.CharField(
        label=gettext_lazy("Internal note"),
        help_text=gettext_lazy("The inquirer never sees this."),
        max_length=10_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
    )


class HandOverForm(StepForm):
    partner = forms.ModelChoiceField(
        Partner.objects.all(), label=gettext_lazy("Partner"), widget=UnfoldAdminSelectWidget,
        error_messages={"required": gettext_lazy("Choose the partner that takes the question over.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail address at the partner"), max_length=254, widget=UnfoldAdminEmailInputWidget
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=Language.choices, widget=UnfoldAdminSelectWidget
    )
    text = forms.CharField(
        label=gettext_lazy("What we ask of the partner"), required=False, max_length=5000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
    )  # fmt: skip


class TrajectoryForm(StepForm):
    title_nl = forms.CharField(
        label=gettext_lazy("Title (Dutch)"), max_length=200, widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("What is being made or done, where. Public once the trajectory is released."),
    )  # fmt: skip
    title_en = forms.CharField(label=gettext_lazy("Title (English)"), max_length=200, widget=UnfoldAdminTextInputWidget)
    initiative = forms.CharField(
        label=gettext_lazy("Who takes the initiative"), required=False, max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Internal. May stay empty when the question names an organisation of the register."),
    )  # fmt: skip
    plan = forms.CharField(
        label=gettext_lazy("Link of the route plan"), required=False, max_length=8000,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("The plan that came with the question, if any. Empty: a trajectory without procedures."),
    )  # fmt: skip
    with_possible = forms.BooleanField(
        label=gettext_lazy("Also what is possibly needed"), required=False, widget=UnfoldBooleanSwitchWidget
    )


class MergeForm(StepForm):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the question that stays"), max_length=20, widget=UnfoldAdminTextInputWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name what may be meant: the other open questions of this address."""
        super().__init__(*args, **kwargs)
        mine = Inquiry.objects.filter(email__iexact=self.inquiry.email, closed_at=None).exclude(pk=self.inquiry.pk)
        found = list(mine.order_by("pk").values_list("reference", flat=True)[:MOST_NAMED]) if self.inquiry.email else []
        told = _("Open questions of the same e-mail address: %(found)s.") % {"found": ", ".join(found)}
        none = _("This e-mail address has no other open question, and only questions of one address can be merged.")
        self.fields["reference"].help_text = told if found else none

    def clean_reference(self) -> Inquiry:
        text = self.cleaned_data["reference"].strip().upper()
        found: Inquiry | None = Inquiry.objects.filter(reference=text).first()
        if found is None:
            raise forms.ValidationError(_("There is no question with the reference “%(text)s”.") % {"text": text[:20]})
        return found
