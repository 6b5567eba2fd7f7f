"""What the engine has to say, kept as an English message and its values, so that each reader gets it translated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop

Params = Mapping[str, str | int | list[str]]
SHOWN = 200
#: The row adds up others: nothing in it is to be corrected.
IS_A_TOTAL = gettext_noop("is a total, not a record")
#: The import ended while it was being applied.
NOT_REACHED = gettext_noop("was not applied: the import ended before it came to this row")


def shown(value: object) -> str:
    """``value`` as it may stand in a message: one line, printable, cut off."""
    text = "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in str(value))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def say(text: str, params: Params) -> str:
    """The message in the language of this moment; a list among its values holds messages too."""
    translated = gettext(text)
    if not params:
        return translated
    return translated % {key: _listed(value) if isinstance(value, list) else value for key, value in params.items()}


def _listed(messages: list[str]) -> str:
    return ", ".join(gettext(message) for message in messages)


class ImportRefused(Exception):
    """The file, or what was asked of the import, is not possible; says why. Nothing is stored half-way."""

    def __init__(self, text: str, **params: str | int) -> None:
        super().__init__(text)
        self.text = text
        self.params: Params = {key: shown(value) if isinstance(value, str) else value for key, value in params.items()}

    def __str__(self) -> str:
        return say(self.text, self.params)


class StepNotPossible(ImportRefused):
    """The import is not in the state that this step needs (an answer 409)."""


class BadValue(Exception):
    """A cell does not hold what its column asks for."""

    def __init__(self, text: str, *, suggestion: str = "", **params: str | int) -> None:
        super().__init__(text)
        self.text = text
        self.suggestion = suggestion
        self.params = params


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong with a row: the column (its key; empty for the whole row), the value, why, and a way out."""

    column: str
    value: str
    reason: str
    suggestion: str = ""
    params: Params = field(default_factory=dict)

    def text(self) -> str:
        return say(self.reason, self.params)

    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "value": shown(self.value),
            "reason": self.reason,
            "suggestion": self.suggestion,
            "params": dict(self.params),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Issue":
        return cls(**stored)
