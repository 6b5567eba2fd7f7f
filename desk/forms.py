"""The public forms. What a question must hold is told once, for the page and the API alike."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from companies.guard import WINDOW, GuardedForm, count_within
from desk import attachments as taking
from desk import choices
from desk.actions import Question
from desk.enums import Language, Service
from desk.origins import NotOurs, own_path, topics_of

MAILS_PER_ADDRESS = 5  # an hour: nobody is flooded with confirmations of questions that others ask in their name
MANY = 20
TEXT = {"rows": 8}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the cleaned value is a list of ``attachments.Checked``."""

    def __init__(self, **options: Any) -> None:
        widget = FilesInput(attrs={"accept": taking.ACCEPT, "multiple": True})
        help_text = gettext_lazy("PDF, PNG, JPEG, DOCX or XLSX; at most 3 files of 5 MB each.")
        label = gettext_lazy("Files")
        super().__init__(**{"required": False, "widget": widget, "help_text": help_text, "label": label, **options})

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return taking.check([file for file in given if isinstance(file, UploadedFile)])


class QuestionFields(forms.Form):
    """What every question holds. Choices are asked when the form is made: only what is public can be chosen."""

    service = forms.ChoiceField(
        label=gettext_lazy("What can we help you with?"), choices=Service.choices, widget=forms.RadioSelect
    )
    question = forms.CharField(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy("What do you want to do or know, and how far are you? Leave out personal matters."),
        min_length=10,
        max_length=5000,
        widget=forms.Textarea(attrs=TEXT),
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Stages of the chain"), required=False, widget=forms.CheckboxSelectMultiple
    )
    materials = forms.MultipleChoiceField(
        label=gettext_lazy("Materials"), required=False, widget=forms.CheckboxSelectMultiple
    )
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=gettext_lazy("Name of your organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "Our answer goes here, with a private link to your question. For example: name@company.nl"
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of our answer"), choices=Language.choices, widget=forms.RadioSelect
    )
    plan = forms.CharField(label=gettext_lazy("Page that you came from"), required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stages"].choices = choices.stage_choices()
        fields["materials"].choices = choices.material_choices()
        fields["municipality"].choices = [("", "–"), *choices.municipality_choices()]
        for name in ("service", "stages", "materials", "municipality", "language"):
            fields[name].error_messages["invalid_choice"] = _("“%(value).60s” is not known here.")
        language = (get_language() or "nl")[:2]
        fields["language"].initial = language if language in Language.values else Language.NL

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_organisation(self) -> str:
        return _one_line(self.cleaned_data["organisation"])

    def clean_stages(self) -> list[str]:
        return _not_too_many(self.cleaned_data["stages"])

    def clean_materials(self) -> list[str]:
        return _not_too_many(self.cleaned_data["materials"])

    def clean_plan(self) -> str:
        text: str = self.cleaned_data["plan"]
        try:
            return own_path(text) if text else ""
        except NotOurs as refusal:
            raise ValidationError(str(refusal)) from None

    def as_question(self) -> Question:
        """What a valid form says."""
        told = self.cleaned_data
        return Question(
            name=told["name"], email=told["email"], question=told["question"], service=told["service"],
            language=told["language"], organisation_name=told["organisation"],
            stages=choices.stages(told["stages"]), materials=choices.materials(told["materials"]),
            municipality=choices.municipality(told["municipality"]), origin_path=told["plan"],
            origin_cell=_cell(told.get("cell", "")), files=told.get("attachments") or (),
        )  # fmt: skip

    def count_for_address(self) -> bool:
        """Whether this address may get one more confirmation this hour; counts it."""
        who = hashlib.sha256(self.cleaned_data["email"].casefold().encode()).hexdigest()
        return count_within(f"desk address:{who}", WINDOW) <= MAILS_PER_ADDRESS


class AskForm(QuestionFields, GuardedForm):
    guard_scope = "desk ask"

    cell = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    attachments = FilesField()

    def clean_cell(self) -> str:
        """A cell that does not exist is left out: nobody typed it."""
        text: str = self.cleaned_data["cell"]
        return text if _cell(text) else ""

    def _check_limits(self) -> None:
        super()._check_limits()
        if not self.count_for_address():
            self.limited = True
            raise ValidationError(
                _("Many questions came from this e-mail address within an hour. Send yours again later.")
            )


class ReactForm(GuardedForm):
    """On the private page: more to say."""

    guard_scope = "desk react"

    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    attachments = FilesField()


def prefilled(query: Mapping[str, Any], lists: Mapping[str, list[str]]) -> tuple[dict[str, Any], list[str]]:
    """First values of the form by the address that led to it, and what of it is not known here. What the address does
    not name is filled in from the plan that comes along."""
    known = {
        "service": set(Service.values),
        "stage": {slug for slug, _name in choices.stage_choices()},
        "material": {slug for slug, _name in choices.material_choices()},
        "municipality": {slug for slug, _name in choices.municipality_choices()},
    }
    given = {name: [value for value in lists.get(name, []) if value] for name in known}
    unknown = [f"{name}={value[:60]}" for name, values in given.items() for value in values if value not in known[name]]
    unknown += [name[:60] for name in lists if name not in known and name != "plan"]
    good = {name: [value for value in values if value in known[name]] for name, values in given.items()}
    first: dict[str, Any] = {}
    if plan := str(query.get("plan", "")):
        try:
            first["plan"] = own_path(plan)
        except NotOurs:
            unknown.append(f"plan={plan[:60]}")
        else:
            told = topics_of(plan)
            good |= {name: [told[name]] for name in told if not good[name] and told[name] in known[name]}
    first |= {"stages": good["stage"], "materials": good["material"]}
    for name in ("service", "municipality"):
        if good[name]:
            first[name] = good[name][0]
    if len(good["stage"]) == len(good["material"]) == 1:
        first["cell"] = f"{good['stage'][0]}/{good['material'][0]}"
    return first, unknown


def _cell(text: str) -> Any:
    stage, slash, material = text.partition("/")
    if not slash:
        return None
    stages, materials = choices.stages([stage]), choices.materials([material])
    return (stages[0], materials[0]) if stages and materials else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _not_too_many(values: list[str]) -> list[str]:
    if len(values) > MANY:
        raise ValidationError(_("Choose at most %(most)d.") % {"most": MANY})
    return values
