"""One question as the pages draw it: label, why, definition, error, field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from permits.routes.questions import BOTH, NO, UNKNOWN, YES, Kind, Question
from permits.routes.ruleset import Ruleset
from permits.routes.units import unit
from permits.routes.wording import cited, group
from permits.terms.values import parse_date


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """``control`` is what the template draws: radios, checks, select, number, date or text."""

    slug: str
    text: str
    why: str
    definition: str
    group: str
    control: str
    choices: list[Choice] = field(default_factory=list)
    value: str = ""
    unit: str = ""
    unknown: bool = False
    """Whether “I do not know” stands beside the field."""
    unknown_chosen: bool = False
    errors: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    optional: bool = True

    @property
    def described_by(self) -> str:
        parts = [f"{self.slug}-why", *([f"{self.slug}-error"] if self.errors else [])]
        return " ".join(parts)

    @property
    def first_id(self) -> str:
        """Where the error summary leads to."""
        return f"{self.slug}-1" if self.control in ("radios", "checks") else self.slug


CONTROLS = {
    Kind.CHOICE: "radios",
    Kind.MANY: "checks",
    Kind.YES_NO: "radios",
    Kind.QUANTITY: "number",
    Kind.DATE: "date",
    Kind.MUNICIPALITY: "select",
    Kind.TEXT: "text",
}


def shown_question(ruleset: Ruleset, question: Question, given: Any, errors: list[str]) -> ShownQuestion:
    control = CONTROLS[question.kind]
    if control == "date" and given and parse_date(given) is None:
        control = "text"
    return ShownQuestion(
        slug=question.slug,
        text=str(question.text),
        why=str(question.why),
        definition=str(question.definition) if question.definition else "",
        group=group(question.group),
        control=control,
        choices=_choices(ruleset, question, given),
        value="" if given in (None, UNKNOWN, BOTH) else _typed(given),
        unit=unit(question.unit),
        unknown=question.allows_unknown and control in ("number", "date", "text"),
        unknown_chosen=given == UNKNOWN,
        errors=errors,
        basis=[cited(ruleset, one) for one in question.basis],
    )


def _choices(ruleset: Ruleset, question: Question, given: Any) -> list[Choice]:
    pairs: list[tuple[str, str]] = [(option.value, str(option.text)) for option in question.options]
    if question.kind is Kind.YES_NO:
        pairs = [(YES, _("Yes")), (NO, _("No"))]
    if question.kind is Kind.MUNICIPALITY:
        pairs = [(place.code, place.name) for place in ruleset.places.values()]
    if pairs and question.allows_unknown:
        pairs.append((UNKNOWN, _("I do not know")))
    chosen = set(given) if isinstance(given, list | tuple) else {given}
    return [Choice(value, label, value in chosen) for value, label in pairs]


def _typed(given: Any) -> str:
    """A number as the language of the page writes it, without marks between thousands."""
    if isinstance(given, int | float):
        return number_format(given, use_l10n=True, force_grouping=False)
    return str(given)
