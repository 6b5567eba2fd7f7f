"""Read a condition of the law document, and say precisely what is wrong with one that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.routes.conditions import (
    NUMERIC,
    Always,
    Condition,
    Either,
    Every,
    Not,
    Operator,
    PermitIs,
    SplitWaterBoards,
    Test,
    Unsettled,
)
from permits.routes.errors import Problem, problem
from permits.routes.questions import MUNICIPALITY, STAGE, Kind, Question
from permits.terms.values import shown

MOST_DEEP = 12


@dataclass(slots=True)
class ConditionReader:
    """Everything that conditions may name; ``problems`` grows with what they name and is not there."""

    questions: Mapping[str, Question]
    permit_types: frozenset[str]
    problems: list[Problem]

    def read(self, given: object, path: str, depth: int = 0) -> Condition:
        """The condition; where it cannot be read one that always holds, next to the problem."""
        if given is None:
            return Always()
        if not isinstance(given, Mapping):
            return self._wrong(path, problem(path, _("A condition is an object.")))
        if depth > MOST_DEEP:
            return self._wrong(path, problem(path, _("The condition is nested too deeply.")))
        for name, reader in self._readers.items():
            if name in given:
                return reader(given, path, depth)
        message = _("This is no condition; it needs one of: %(names)s.")
        return self._wrong(path, problem(path, message, names=", ".join(self._readers)))

    @property
    def _readers(self) -> Mapping[str, Callable[[Mapping[str, Any], str, int], Condition]]:
        return {
            "all": self._parts,
            "any": self._parts,
            "not": self._not,
            "question": self._test,
            "stage": self._stage,
            "permit": self._permit,
            "split": self._split,
            "unsettled": self._unsettled,
        }

    def _wrong(self, path: str, found: Problem) -> Condition:
        self.problems.append(found)
        return Always()

    def _only(self, given: Mapping[str, Any], path: str, *names: str) -> None:
        for name in given:
            if name not in names:
                message = _("“%(name)s” does not belong in this condition.")
                self.problems.append(problem(path, message, name=shown(name)))

    def _parts(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        name = "all" if "all" in given else "any"
        self._only(given, path, name)
        rows = given[name]
        if not isinstance(rows, list | tuple) or not rows:
            message = _("“%(name)s” needs a list with at least one condition.")
            return self._wrong(path, problem(f"{path}.{name}", message, name=name))
        parts = tuple(self.read(row, f"{path}.{name}.{number}", depth + 1) for number, row in enumerate(rows))
        return Every(parts) if name == "all" else Either(parts)

    def _not(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        self._only(given, path, "not")
        if given["not"] is None:
            return self._wrong(path, problem(f"{path}.not", _("A condition is an object.")))
        return Not(self.read(given["not"], f"{path}.not", depth + 1))

    def _stage(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        self._only(given, path, "stage")
        return self._test({"question": STAGE, "includes": given["stage"]}, path, depth)

    def _permit(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        self._only(given, path, "permit")
        slug = given["permit"]
        if slug not in self.permit_types:
            return self._wrong(path, problem(path, _("“%(slug)s” is no permit type."), slug=shown(slug)))
        return PermitIs(slug)

    def _split(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        self._only(given, path, "split")
        if given["split"] != "water-board" or MUNICIPALITY not in self.questions:
            return self._wrong(path, problem(path, _("“split” knows only water-board, by the municipality.")))
        return SplitWaterBoards()

    def _unsettled(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        self._only(given, path, "unsettled")
        return Unsettled()

    def _test(self, given: Mapping[str, Any], path: str, depth: int) -> Condition:
        slug = given["question"]
        question = self.questions.get(slug) if isinstance(slug, str) else None
        if question is None:
            return self._wrong(path, problem(path, _("“%(slug)s” is no question."), slug=shown(slug)))
        operators = [name for name in given if name != "question"]
        if len(operators) != 1 or operators[0] not in list(Operator):
            message = _("The test of “%(slug)s” needs exactly one of: %(names)s.")
            return self._wrong(path, problem(path, message, slug=slug, names=", ".join(Operator)))
        operator = Operator(operators[0])
        operand = given[operators[0]]
        self._check_operand(question, operator, operand, path)
        return Test(slug, operator, tuple(operand) if isinstance(operand, list) else operand)

    def _check_operand(self, question: Question, operator: Operator, operand: object, path: str) -> None:
        number = isinstance(operand, int | float) and not isinstance(operand, bool)
        if operator not in _OPERATORS[question.kind]:
            message = _("A question of the kind %(kind)s cannot be tested with “%(operator)s”.")
            self.problems.append(problem(path, message, kind=question.kind.value, operator=operator.value))
        elif operator in NUMERIC:
            if not number:
                message = _("“%(value)s” is not a number to compare with.")
                self.problems.append(problem(path, message, value=shown(operand)))
        elif operator is Operator.IN and not isinstance(operand, list | tuple):
            self.problems.append(problem(path, _("“in” needs a list of values.")))
        else:
            for value in operand if isinstance(operand, list | tuple) else [operand]:
                self._check_value(question, value, path)

    def _check_value(self, question: Question, value: object, path: str) -> None:
        known = question.values
        if known is not None and value not in known:
            message = _("“%(value)s” is no answer to the question “%(slug)s”.")
            self.problems.append(problem(path, message, value=shown(value), slug=question.slug))


_EQUAL = frozenset({Operator.IS, Operator.IN})
_OPERATORS: Mapping[Kind, frozenset[Operator]] = {
    Kind.CHOICE: _EQUAL,
    Kind.YES_NO: _EQUAL,
    Kind.MUNICIPALITY: _EQUAL,
    Kind.MANY: frozenset({Operator.INCLUDES}),
    Kind.QUANTITY: frozenset(NUMERIC),
    Kind.DATE: frozenset(),
    Kind.TEXT: frozenset(),
}
