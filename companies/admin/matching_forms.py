"""What staff fill in to decide who rows of a list are about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from companies.matching.sides import BOTH, LIST, REGISTER, Side

CHOICES = {REGISTER: _("as the register has it"), LIST: _("as the list has it"), BOTH: _("both")}


class SameForm(forms.Form):
    """One choice per field in which the two differ."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [side.key for side in sides if side.choices]
        for side in sides:
            if side.choices:
                self.fields[f"field_{side.key}"] = forms.ChoiceField(
                    label=side.label, initial=side.proposed, widget=UnfoldAdminRadioSelectWidget(),
                    choices=[(choice, CHOICES[choice]) for choice in side.choices],
                )  # fmt: skip

    @property
    def choices(self) -> dict[str, str]:
        return {key: self.cleaned_data[f"field_{key}"] for key in self.keys}

    def choice(self, side: Side) -> forms.BoundField | None:
        return self[f"field_{side.key}"] if side.choices else None


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"), max_length=500, required=False, widget=UnfoldAdminTextInputWidget(),
        help_text=_("For colleagues; may be left empty."),
    )  # fmt: skip
