"""The form by which anybody follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.guard import WINDOW, GuardedForm, count_within
from publication.models import Rhythm

MAILS_PER_ADDRESS = 10  # an hour: nobody is flooded with links that others ask for in their name


class FollowForm(GuardedForm):
    guard_scope = "loket.follow"

    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Only for these mails. You stop with one link, and the address is gone."),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.AT_ONCE
    )

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        address: Any = self.cleaned_data["email"]
        if count_within(f"{self.guard_scope}:to:{address.lower()}", WINDOW) > MAILS_PER_ADDRESS:
            self.limited = True
            self.add_error(None, ValidationError(_("This address got many mails within an hour. Try again later.")))
