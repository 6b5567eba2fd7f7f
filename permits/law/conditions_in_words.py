"""A condition of the law data as a sentence, with the texts of its questions and options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

Row = Mapping[str, Any]


def in_language(text: Any) -> str:
    """A text of both languages in the reader's; anything else as it is."""
    if isinstance(text, Mapping) and "nl" in text:
        return str(text.get(get_language() or "nl") or text["nl"])
    return "" if text is None else str(text)


class ConditionWords:
    """Knows the questions and permit types of a document by their slugs."""

    def __init__(self, questions: Mapping[str, Row], permit_types: Mapping[str, Row]) -> None:
        self.questions = questions
        self.permit_types = permit_types

    def say(self, condition: Any) -> str:
        """The sentence; what cannot be read is shown as it stands."""
        if condition is None:
            return _("always")
        if not isinstance(condition, Mapping):
            return str(condition)
        if "all" in condition:
            return self._joined(condition["all"], _("and"))
        if "any" in condition:
            return self._joined(condition["any"], _("or"))
        if "not" in condition:
            return _("not (%(condition)s)") % {"condition": self.say(condition["not"])}
        if "permit" in condition:
            return _("“%(name)s” is needed") % {"name": self._permit(condition["permit"])}
        if "stage" in condition:
            return _("the stage is %(stage)s") % {"stage": condition["stage"]}
        if "question" in condition:
            return self._test(condition)
        if "unsettled" in condition:
            return _("nobody has settled this yet")
        if "split" in condition:
            return _("several water boards share the municipality")
        return ", ".join(f"{name}: {value}" for name, value in condition.items())

    def _joined(self, parts: Any, word: str) -> str:
        if not isinstance(parts, list):
            return str(parts)
        said = [f"({self.say(part)})" if self._has_parts(part) else self.say(part) for part in parts]
        return f" {word} ".join(said)

    @staticmethod
    def _has_parts(part: Any) -> bool:
        return isinstance(part, Mapping) and any(len(part.get(name) or ()) > 1 for name in ("all", "any"))

    def _permit(self, slug: str) -> str:
        row = self.permit_types.get(slug)
        return in_language(row["name"]) if row else slug

    def _test(self, condition: Mapping[str, Any]) -> str:
        question = self.questions.get(condition["question"])
        name = in_language(question["text"]) if question else str(condition["question"])
        for operator, form in (
            ("is", _("“%(question)s” is %(value)s")),
            ("in", _("“%(question)s” is one of %(value)s")),
            ("includes", _("“%(question)s” includes %(value)s")),
            ("atLeast", _("“%(question)s” is at least %(value)s")),
            ("above", _("“%(question)s” is above %(value)s")),
            ("below", _("“%(question)s” is below %(value)s")),
        ):
            if operator in condition:
                return form % {"question": name, "value": self._value(question, condition[operator])}
        return f"“{name}”"

    def _value(self, question: Row | None, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._value(question, one) for one in value)
        for option in (question or {}).get("options") or []:
            if option.get("value") == value:
                return f"“{in_language(option['text'])}”"
        unit = (question or {}).get("unit")
        return f"{value} {unit}" if unit else str(value)
