"""Whether some set of answers can make a condition hold: so that no question and no rule stands there for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product

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
from permits.routes.questions import NONE, Kind, Question
from permits.routes.ruleset import Ruleset

Literal = tuple[Test, bool]
Way = tuple[Literal, ...]
MOST_WAYS = 400
STEP = 0.001


class Reach:
    """Answers “can this ever hold?” for the conditions of one set of rules."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset

    def question(self, slug: str) -> bool:
        """Whether some answers lead to this question. Reading refused circles, so this ends."""
        return self.holds(self.ruleset.questions[slug].ask_if)

    def holds(self, condition: Condition) -> bool:
        """Whether one way to make the condition hold is consistent, and asks only what can be asked."""
        return any(self._consistent(way) for way in islice(self._ways(condition, True), MOST_WAYS))

    def _ways(self, condition: Condition, wanted: bool) -> Iterator[Way]:
        if isinstance(condition, Test):
            yield from self._test_ways(condition, wanted)
        elif isinstance(condition, Not):
            yield from self._ways(condition.part, not wanted)
        elif isinstance(condition, Every | Either):
            if isinstance(condition, Every) is wanted:
                parts = [list(islice(self._ways(part, wanted), MOST_WAYS)) for part in condition.parts]
                for combination in product(*parts):
                    yield tuple(literal for way in combination for literal in way)
            else:
                for part in condition.parts:
                    yield from self._ways(part, wanted)
        elif isinstance(condition, PermitIs):
            yield from self._permit_ways(condition, wanted)
        elif isinstance(condition, Always):
            yield from [()] if wanted else []
        elif isinstance(condition, SplitWaterBoards):
            yield from [()] if self._some_place(wanted) else []
        elif isinstance(condition, Unsettled):
            yield ()

    def _test_ways(self, test: Test, wanted: bool) -> Iterator[Way]:
        """A test that must hold needs its question to be asked; one that must fail fails without it."""
        if not wanted:
            yield ((test, False),)
            return
        for way in self._ways(self.ruleset.questions[test.question].ask_if, True):
            yield ((test, True), *way)

    def _permit_ways(self, condition: PermitIs, wanted: bool) -> Iterator[Way]:
        """Needed by one of its rules; that it is not needed is taken for granted."""
        if not wanted:
            yield ()
            return
        for rule in self.ruleset.deciding[condition.permit_type]:
            yield from self._ways(rule.condition, True)

    def _some_place(self, split: bool) -> bool:
        return any((len(place.water_boards) > 1) is split for place in self.ruleset.places.values())

    def _consistent(self, way: Way) -> bool:
        by_question: dict[str, list[Literal]] = {}
        for test, wanted in way:
            by_question.setdefault(test.question, []).append((test, wanted))
        return all(self._possible(slug, literals) for slug, literals in by_question.items())

    def _possible(self, slug: str, literals: list[Literal]) -> bool:
        if not any(wanted for _test, wanted in literals):
            return True
        question = self.ruleset.questions[slug]
        return _CHECKS.get(question.kind, _one_of)(question, literals)


def _one_of(question: Question, literals: list[Literal]) -> bool:
    """Whether one value passes all tests; a kind without a closed list can have any value that a test names."""
    named = {value for test, _wanted in literals for value in _operands(test)}
    return any(all(_is(test, value) is wanted for test, wanted in literals) for value in question.values or named)


def _operands(test: Test) -> tuple[object, ...]:
    return test.operand if isinstance(test.operand, tuple) else (test.operand,)


def _is(test: Test, value: object) -> bool:
    return value in _operands(test)


def _several(question: Question, literals: list[Literal]) -> bool:
    chosen = {test.operand for test, wanted in literals if wanted}
    refused = {test.operand for test, wanted in literals if not wanted}
    return not chosen & refused and (NONE not in chosen or len(chosen) == 1)


def _amount(question: Question, literals: list[Literal]) -> bool:
    """Try the limits of the tests, and a little more and less than each."""
    limits = [test.operand for test, _wanted in literals if isinstance(test.operand, int | float)]
    least, most = question.minimum or 0, question.maximum
    tried = [limit + step for limit in limits for step in (-STEP, 0, STEP)]
    return any(
        all(_compare(test, value) is wanted for test, wanted in literals)
        for value in tried
        if value >= least and (most is None or value <= most)
    )


def _compare(test: Test, value: float) -> bool:
    limit = test.operand
    if test.operator not in NUMERIC or not isinstance(limit, int | float):
        return False
    if test.operator is Operator.AT_LEAST:
        return value >= limit
    return value > limit if test.operator is Operator.ABOVE else value < limit


_CHECKS: Mapping[Kind, Callable[[Question, list[Literal]], bool]] = {Kind.MANY: _several, Kind.QUANTITY: _amount}
