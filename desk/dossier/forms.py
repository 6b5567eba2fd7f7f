"""What a dossier is asked for by."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.guard import GuardedForm
from desk import choices


def known_among(query: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """First values of the form by the address that led to it, and what of it is not known here."""
    offered = _offered()
    given = {name: value for name in offered if (value := query.get(name, ""))}
    first = {name: value for name, value in given.items() if value in dict(offered[name])}
    return first, [f"{name}={value[:60]}" for name, value in given.items() if name not in first]


def _offered() -> dict[str, choices.Choices]:
    return {
        "material": choices.material_choices(),
        "stage": choices.stage_choices(),
        "municipality": choices.municipality_choices(),
    }


class DossierForm(GuardedForm):
    guard_scope = "desk.dossier"

    material = forms.ChoiceField(label=_("Material"))
    stage = forms.ChoiceField(label=_("Stage of the chain"))
    municipality = forms.ChoiceField(
        label=_("Municipality"), required=False, help_text=_("Leave it empty for the whole province.")
    )

    field_order = ("material", "stage", "municipality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in _offered().items():
            field: Any = self.fields[name]
            field.choices = [("", "–"), *found]
            field.error_messages["invalid_choice"] = _("“%(value).60s” is not known here.")
