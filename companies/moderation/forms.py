"""The form by which anybody reports a change: it shows what the page says, and what is altered is the report."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from companies.enums import OrganisationStatus
from companies.guard import GuardedForm
from companies.models import Municipality
from companies.moderation.fields import FIELDS, Document, shown_on_page
from companies.moderation.seen import altered, seen_elsewhere, seen_token, seen_values
from companies.names import normal_name
from companies.visible_text import VisibleTexts

__all__ = ["AnswerForm", "SuggestionFields", "SuggestionForm", "postcode_of"]

SCOPE = "suggestion"
PLACE = ("street_address", "postcode", "town", "municipality")


def postcode_of(value: str) -> str:
    """``3011ad`` as ``3011 AD``."""
    plain = "".join(value.split()).upper()
    return f"{plain[:4]} {plain[4:]}" if len(plain) == 6 else value


class SuggestionFields(VisibleTexts):
    """``changes`` of a valid form: field name → (what the page showed, what it should say)."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    website = forms.URLField(label=gettext_lazy("Website"), max_length=300, required=False, assume_scheme="https")
    kvk_number = forms.CharField(
        label=gettext_lazy("KvK number"), max_length=8, required=False, help_text=gettext_lazy("Eight digits."),
        validators=[RegexValidator(r"^\d{8}$", gettext_lazy("A KvK number has eight digits."))],
    )  # fmt: skip
    description = forms.CharField(
        label=gettext_lazy("What this organisation does"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    street_address = forms.CharField(label=gettext_lazy("Street and number"), max_length=150, required=False)
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), max_length=7, required=False,
        validators=[RegexValidator(r"^\s*\d{4}\s?[A-Za-z]{2}\s*$", gettext_lazy("A postcode looks like 3011 AD."))],
    )  # fmt: skip
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    status_kind = forms.ChoiceField(
        label=gettext_lazy("Did it stop, or was it taken over?"), required=False,
        choices=[("", pgettext_lazy("status of an organisation", "No, it is at work")), *OrganisationStatus.choices],
    )  # fmt: skip
    remark = forms.CharField(
        label=gettext_lazy("Something else"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "For example its place in the chain, or a material. Write no names, telephone numbers or other personal "
            "data here."
        ),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Where can we check this?"), max_length=500,
        help_text=gettext_lazy("A web address, a report, or your role at the organisation."),
    )  # fmt: skip
    sender_email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254, required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Only if you want to hear what we decide. We use it for nothing else and remove it 90 days after that."
        ),
    )  # fmt: skip

    WHAT = ("name", "website", "kvk_number", "description", *PLACE, "status_kind", "remark")
    ABOUT = ("source", "sender_email")

    def __init__(self, *args: Any, document: Document, language: str, **kwargs: Any) -> None:
        self.language = language
        self.values = {name: shown_on_page(document, name) for name in FIELDS if name != self._other_description}
        initial = {self._field(name): value for name, value in self.values.items()}
        initial["seen"] = seen_token(SCOPE, document["slug"], self.values)
        self.slug = document["slug"]
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        known = Municipality.objects.published().values_list("slug", "name")
        self.fields["municipality"].choices = [("", _("Not known")), *known]  # type: ignore[attr-defined]
        self.changes: dict[str, tuple[str, str]] = {}

    @property
    def _other_description(self) -> str:
        return "description_nl" if self.language == "en" else "description_en"

    @staticmethod
    def _field(name: str) -> str:
        return "description" if name.startswith("description") else name

    @property
    def what_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHAT]

    @property
    def about_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ABOUT]

    def clean_postcode(self) -> str:
        return postcode_of(self.cleaned_data["postcode"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not normal_name(name):
            raise ValidationError(_("“%(name)s” has no letters or digits.") % {"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        seen = self._seen()
        self.changes = altered(seen, {name: str(cleaned.get(self._field(name)) or "") for name in seen})
        if not self.changes and not cleaned.get("remark"):
            raise ValidationError(_("Nothing is changed yet. Alter what is wrong, or write it under “Something else”."))
        return cleaned

    def _seen(self) -> Mapping[str, str]:
        return seen_values(self.data.get("seen", ""), SCOPE, self.slug, self.values)


class SuggestionForm(SuggestionFields, GuardedForm):
    """The same on a page for anybody."""

    guard_scope = SCOPE

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def carry_over(self, typed: QueryDict) -> QueryDict:
        """What was typed on the page of an organisation that became part of this one: what was left there as it was is
        here as this page says."""
        carried = typed.copy()
        seen = seen_elsewhere(typed.get("seen", ""), SCOPE, self.slug) or self.values
        given = {name: typed.get(self._field(name), "") for name in seen.keys() & self.values.keys()}
        for name in self.values.keys() - altered(seen, given).keys():
            carried[self._field(name)] = self.values[name]
        carried["seen"] = seen_token(SCOPE, self.slug, self.values)
        return carried


class AnswerForm(GuardedForm):
    """The sender's answer to a question of staff."""

    guard_scope = "answer"

    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Write no names, telephone numbers or other personal data here."),
    )  # fmt: skip
