"""What staff fill in to decide a report."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from companies.enums import CaseKind
from companies.models import Case
from companies.moderation.fields import field_label
from valuechains.enums import Confidence

YES, NO = "yes", "no"
GRANT = [(YES, gettext_lazy("grant")), (NO, gettext_lazy("deny"))]
CHOICES = [(YES, gettext_lazy("take over")), (NO, gettext_lazy("refuse"))]


class DecideForm(forms.Form):
    """One choice per value, or one for a remark alone; a reason, and the public source of what is taken over."""

    reason = forms.CharField(
        label=gettext_lazy("reason"), max_length=2000, widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=gettext_lazy("The sender reads this, in the language of the report."),
    )  # fmt: skip
    source_title = forms.CharField(
        label=gettext_lazy("source, as the page will name it"), max_length=300, required=False,
        widget=UnfoldAdminTextInputWidget(), help_text=gettext_lazy("Public. Name no persons."),
    )  # fmt: skip
    source_url = forms.URLField(
        label=gettext_lazy("web address of the source"), max_length=500, required=False, assume_scheme="https",
        widget=UnfoldAdminURLInputWidget(),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=gettext_lazy("confidence"), choices=Confidence.choices, initial=Confidence.MEDIUM,
        widget=UnfoldAdminSelectWidget(),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [value.field for value in case.values.all()]
        self.fields["source_title"].initial = case.source[:300]
        self.fields["source_url"].initial = _address_in(case.source)
        for name in self.names:
            self.fields[f"value_{name}"] = _choice(field_label(name))
        if not self.names:
            is_claim = case.kind == CaseKind.CLAIM
            self.fields["remark"] = _choice(_("the claim"), GRANT) if is_claim else _choice(_("the remark"))
            for name in ("source_title", "source_url", "confidence"):
                del self.fields[name]
        self.fields["reason"].widget.attrs["lang"] = case.language

    @property
    def accepted(self) -> set[str]:
        return {name for name in self.names if self.cleaned_data[f"value_{name}"] == YES}

    @property
    def is_right(self) -> bool | None:
        return self.cleaned_data["remark"] == YES if not self.names else None

    @property
    def source_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("source_title", "source_url", "confidence") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.setdefault("source_title", "")
        cleaned.setdefault("source_url", "")
        cleaned.setdefault("confidence", Confidence.MEDIUM)
        if not self.errors and self.names and self.accepted and not cleaned["source_title"]:
            raise ValidationError(
                {"source_title": _("Name the source of what is taken over: every public value has one.")}
            )
        return cleaned


class AskForm(forms.Form):
    question = forms.CharField(
        label=gettext_lazy("question"), max_length=2000, widget=UnfoldAdminTextareaWidget({"rows": 3})
    )


def _choice(label: str, choices: Any = CHOICES) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=UnfoldAdminRadioSelectWidget())


def _address_in(source: str) -> str:
    """The first word of the source that is a web address."""
    for word in source.split():
        try:
            URLValidator(schemes=["http", "https"])(word)
        except ValidationError:
            continue
        return word
    return ""
