"""What a dossier is asked for by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.guard import GuardedForm
from desk import choices


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
        offered = {
            "material": choices.material_choices(),
            "stage": choices.stage_choices(),
            "municipality": choices.municipality_choices(),
        }
        for name, found in offered.items():
            field: Any = self.fields[name]
            field.choices = [("", "–"), *found]
