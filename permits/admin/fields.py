"""Form fields for the lists and conditions of the law data: a line for each thing, and errors that name the line."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from permits.law.citing import is_article

BETWEEN = "||"


class LineListField(forms.CharField):
    """A JSON list, edited as a line for each item; subclasses read and write one line."""

    widget = UnfoldAdminTextareaWidget
    explanation: Any = ""

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):
            kwargs.pop(unknown, None)
        kwargs["help_text"] = f"{kwargs.get('help_text', '')} {self.explanation}".strip()
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 6

    def to_line(self, item: Any) -> str:
        raise NotImplementedError

    def from_line(self, line: str) -> Any:
        """The item; ValidationError tells what is wrong with the line."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.to_line(one) for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Any]:
        items, faults = [], []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            if not line.strip():
                continue
            try:
                items.append(self.from_line(line.strip()))
            except ValidationError as error:
                faults.append(_("Line %(number)d: %(reason)s") % {"number": number, "reason": " ".join(error.messages)})
        if faults:
            raise ValidationError(faults)
        return items

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = (self.prepare_value(initial) or "").strip()
        return before != (data or "").replace("\r\n", "\n").strip()


class BothLanguagesField(LineListField):
    """Texts in both languages: ``Nederlandse tekst || English text`` on each line."""

    explanation = gettext_lazy("On each line the Dutch text, then || and the English text.")

    def to_line(self, item: Any) -> str:
        return f"{item.get('nl', '')} {BETWEEN} {item.get('en', '')}"

    def from_line(self, line: str) -> Any:
        parts = [part.strip() for part in line.split(BETWEEN)]
        if len(parts) != 2 or not all(parts):
            raise ValidationError(_("give the Dutch text, then || and the English text."))
        return {"nl": parts[0], "en": parts[1]}


class OptionsField(LineListField):
    """The options of a question: ``value = Nederlandse tekst || English text``."""

    explanation = gettext_lazy("On each line the value, =, the Dutch text, || and the English text.")

    def to_line(self, item: Any) -> str:
        return f"{item['value']} = {item['text'].get('nl', '')} {BETWEEN} {item['text'].get('en', '')}"

    def from_line(self, line: str) -> Any:
        value, found, texts = line.partition("=")
        parts = [part.strip() for part in texts.split(BETWEEN)]
        if not found or not value.strip() or len(parts) != 2 or not all(parts):
            raise ValidationError(_("give the value, =, the Dutch text, || and the English text."))
        return {"value": value.strip(), "text": {"nl": parts[0], "en": parts[1]}}


class LegalBasisField(LineListField):
    """``ob 10.24(1)(b)`` on each line; a law alone names its whole text."""

    def to_line(self, item: Any) -> str:
        return f"{item['law']} {item.get('article', '')}".strip()

    def from_line(self, line: str) -> Any:
        law, _space, article = line.partition(" ")
        if not is_article(article.strip()):
            message = _("“%(article)s” is no article; write it as 10.24(1)(b), annex V or §3.3.6.")
            raise ValidationError(message % {"article": article.strip()})
        return {"law": law, "article": article.strip()}


class WordsField(LineListField):
    """A plain list of slugs, one a line."""

    explanation = gettext_lazy("One on each line.")

    def to_line(self, item: Any) -> str:
        return str(item)

    def from_line(self, line: str) -> Any:
        return line


class CheckedJSONField(forms.JSONField):
    """JSON in a text field, laid out for reading; what cannot be parsed is told with its line and column."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": UnfoldAdminTextareaWidget(attrs={"rows": 10, "spellcheck": "false"})})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, forms.fields.InvalidJSONInput):
            return "" if value is None else value
        return json.dumps(value, ensure_ascii=False, indent=2)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError as error:
            message = _("This is not JSON: line %(line)d, column %(column)d. Look for a comma, quote or bracket there.")
            raise ValidationError(message % {"line": error.lineno, "column": error.colno}, code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
