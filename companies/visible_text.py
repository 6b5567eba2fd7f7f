"""Texts as people see them: what sends a form or a program may hold signs that hide or turn the reading direction.

Nobody types them, but they come along with what is pasted, and they can make a name look like another one. Lists refuse
them in a cell, but for those without width, which both leave out: nobody has to look for what cannot be seen.
"""

from typing import Any

from django import forms
from django.http import QueryDict

from imports.cleaners import BIDI, WIDTHLESS
from publication.text import UNSEEN_CODES

__all__ = ["VisibleTexts", "visible"]

_HIDDEN: dict[int, str | None] = dict.fromkeys((*UNSEEN_CODES, *map(ord, BIDI | WIDTHLESS)))
#: Word processors write a new line or page so.
_HIDDEN |= dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")


def visible(text: str) -> str:
    return text if text.isascii() and text.isprintable() else text.translate(_HIDDEN)


class VisibleTexts(forms.Form):
    """Every field gets what can be seen of what was sent."""

    def full_clean(self) -> None:
        if self.is_bound:
            self.data = _visible_data(self.data)
        super().full_clean()


def _visible_data(data: Any) -> Any:
    if not isinstance(data, QueryDict):
        return {name: visible(value) if isinstance(value, str) else value for name, value in data.items()}
    seen = data.copy()
    for name, values in data.lists():
        seen.setlist(name, [visible(value) if isinstance(value, str) else value for value in values])
    return seen
