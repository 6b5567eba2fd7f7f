"""The state that a page showed, carried in a field that nobody sees: nobody overwrites what they have not looked at."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["SeenFieldForm"]


class SeenFieldForm(forms.Form):
    """``seen_field`` names the hidden field. What is wrong with it is told above the form, in ``not_whole``, and put
    right for the next try with the field's initial value, for whoever sends the form cannot mend it."""

    seen_field: ClassVar[str]
    not_whole: ClassVar[Any] = _("This page was not whole. Nothing is saved yet: look once more and save again.")

    def full_clean(self) -> None:
        super().full_clean()
        name = self.seen_field
        if self.is_bound and name in self.errors:
            del self.errors[name]
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix(name)] = str(self.get_initial_for_field(self.fields[name], name))
            self.data = data
            self.add_error(None, self.not_whole)
