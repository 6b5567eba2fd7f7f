"""The form of a person. What is not a field here cannot be changed, whatever is sent."""

import dataclasses
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from loket.accounts.actions import Details
from loket.accounts.rules import roles_of
from loket.models import User
from loket.roles import Role

LONGEST_ADDRESS = 150  # it is the name to sign in with


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{str(role.label).capitalize()}: {role.explanation}") for role in Role]


class PersonForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=lazy(role_choices, list),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        required=False,
        help_text=gettext_lazy("Several roles add up. Without a role somebody can sign in and see nothing."),
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "email"):
            if name in self.fields:
                self.fields[name].required = True
        if "email" in self.fields:
            self.fields["email"].max_length = LONGEST_ADDRESS  # type: ignore[attr-defined]
            self.fields["email"].widget.attrs["maxlength"] = str(LONGEST_ADDRESS)
        if self.instance.pk:
            self.initial["roles"] = [role.value for role in roles_of(self.instance)]

    def clean_email(self) -> str:
        """The address is the name to sign in with: short enough, and nobody else's, capitals or not."""
        address: str = self.cleaned_data["email"]
        if len(address) > LONGEST_ADDRESS:
            text = _("This mail address has %(length)d characters; at most %(most)d are possible.")
            raise ValidationError(text % {"length": len(address), "most": LONGEST_ADDRESS})
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=address).exists() or others.filter(username__iexact=address).exists():
            raise ValidationError(
                _("Somebody with the mail address %(address)s has an account already.") % {"address": address}
            )
        return address

    @property
    def details(self) -> Details:
        return Details(**{field.name: getattr(self.instance, field.name) for field in dataclasses.fields(Details)})

    @property
    def changes(self) -> dict[str, str]:
        """What was changed here, so that a colleague's change of something else stays."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.changed_data}  # type: ignore[union-attr]

    @property
    def chosen_roles(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data.get("roles") or []]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("How you know that it is them, and why the factor goes. Stays in the history."),
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
