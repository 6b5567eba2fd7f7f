"""Form fields that the admin of several apps needs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from publication.text import UNSEEN


def refuse_unseen(value: Any) -> None:
    """A text pasted from elsewhere can hold signs that nobody sees, and that a picture or a file cannot hold."""
    found = UNSEEN.search(value) if isinstance(value, str) else None
    if found is None:
        return
    text = _("“%(words)s” has a character that cannot be seen (U+%(code)s, here ▯). Take it out and save again.")
    around = f"{value[max(found.start() - 15, 0) : found.start()]}▯{value[found.end() : found.end() + 15]}"
    words = " ".join(UNSEEN.sub("▯", around).split())
    raise ValidationError(text, code="unseen", params={"words": words, "code": f"{ord(found[0]):04X}"})


class TextField(forms.CharField):
    """A text of several lines: browsers send other line ends than are kept, and that is no change."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LinesField(forms.CharField):
    """A JSON list of texts, edited as one text a line."""

    widget = UnfoldAdminTextareaWidget({"rows": 4})
    default_validators = [refuse_unseen]

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):
            kwargs.pop(unknown, None)
        kwargs["help_text"] = kwargs.get("help_text") or _("One on each line.")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(one) for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))


def share_choices(formset: Any, name: str, records: Iterable[Model], *, empty: Any = None) -> None:
    """Give a field of all rows its options once. Who may only look has no such field."""
    field = formset.form.base_fields.get(name)
    if field is not None:
        first = [] if empty is None else [("", empty)]
        field.choices = [*first, *((record.pk, str(record)) for record in records)]
