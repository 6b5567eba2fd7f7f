"""Conditions of the rules: three-valued, so that what nobody answered makes a permit possible and never certain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

Truth = bool | None
"""Yes, no, or not known."""
Value = str | int | float | tuple[str, ...]


class Verdict(NamedTuple):
    """``questions`` are those whose answers (or missing answers) decided it, each once."""

    truth: Truth
    questions: tuple[str, ...] = ()


class Answer(NamedTuple):
    """``known`` is False where the answer is missing or “I do not know”; ``instead`` says why it is not asked.

    ``waits`` names open questions on which it hangs whether this one applies at all.
    """

    value: Value | None
    known: bool
    instead: tuple[str, ...] | None = None
    waits: tuple[str, ...] = ()


class Facts(Protocol):
    """What conditions look at."""

    def answer(self, question: str) -> Answer: ...
    def permit(self, permit_type: str) -> Verdict: ...
    def split(self) -> Verdict: ...


class Condition(Protocol):
    def judge(self, facts: Facts) -> Verdict: ...
    def questions(self) -> Iterator[str]: ...
    def permits(self) -> Iterator[str]: ...


class Operator(StrEnum):
    """As the law document writes it."""

    IS = "is"
    IN = "in"
    INCLUDES = "includes"
    AT_LEAST = "atLeast"
    ABOVE = "above"
    BELOW = "below"


NUMERIC = (Operator.AT_LEAST, Operator.ABOVE, Operator.BELOW)


def merged(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for verdict in verdicts for question in verdict.questions))


@dataclass(frozen=True, slots=True)
class Every:
    """True when all parts are, False when one is not, else not known."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Verdict:
        return _joined([part.judge(facts) for part in self.parts], decisive=False)

    def questions(self) -> Iterator[str]:
        return (question for part in self.parts for question in part.questions())

    def permits(self) -> Iterator[str]:
        return (permit for part in self.parts for permit in part.permits())


@dataclass(frozen=True, slots=True)
class Either:
    """True when one part is, False when none is, else not known."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Verdict:
        return _joined([part.judge(facts) for part in self.parts], decisive=True)

    def questions(self) -> Iterator[str]:
        return (question for part in self.parts for question in part.questions())

    def permits(self) -> Iterator[str]:
        return (permit for part in self.parts for permit in part.permits())


def _joined(verdicts: list[Verdict], *, decisive: bool) -> Verdict:
    for truth in (decisive, None):
        if found := [verdict for verdict in verdicts if verdict.truth is truth]:
            return Verdict(truth, merged(found))
    return Verdict(not decisive, merged(verdicts))


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def judge(self, facts: Facts) -> Verdict:
        verdict = self.part.judge(facts)
        return verdict if verdict.truth is None else Verdict(not verdict.truth, verdict.questions)

    def questions(self) -> Iterator[str]:
        return self.part.questions()

    def permits(self) -> Iterator[str]:
        return self.part.permits()


@dataclass(frozen=True, slots=True)
class Test:
    """One answer against one value. A question that does not apply makes it False; so nothing is certain by an answer
    of which it is open whether it applies.
    """

    question: str
    operator: Operator
    operand: object

    def judge(self, facts: Facts) -> Verdict:
        answer = facts.answer(self.question)
        if answer.instead is not None:
            return Verdict(False, answer.instead)
        truth = self._holds(answer.value) if answer.known else None
        if truth and answer.waits:
            return Verdict(None, answer.waits)
        return Verdict(truth, (self.question,))

    def _holds(self, value: object) -> bool:
        if self.operator is Operator.IS:
            return value == self.operand
        if self.operator is Operator.IN:
            return isinstance(self.operand, Collection) and value in self.operand
        if self.operator is Operator.INCLUDES:
            return isinstance(value, tuple) and self.operand in value
        return self._compares(value)

    def _compares(self, value: object) -> bool:
        """Above and below are strict: the law says “more than”."""
        if not isinstance(value, int | float) or not isinstance(self.operand, int | float):
            return False
        if self.operator is Operator.AT_LEAST:
            return value >= self.operand
        return value > self.operand if self.operator is Operator.ABOVE else value < self.operand

    def questions(self) -> Iterator[str]:
        yield self.question

    def permits(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class PermitIs:
    """True when the permit type is needed, not known when it may be."""

    permit_type: str

    def judge(self, facts: Facts) -> Verdict:
        return facts.permit(self.permit_type)

    def questions(self) -> Iterator[str]:
        return iter(())

    def permits(self) -> Iterator[str]:
        yield self.permit_type


@dataclass(frozen=True, slots=True)
class SplitWaterBoards:
    """True when the municipality lies in the area of more than one water board."""

    def judge(self, facts: Facts) -> Verdict:
        return facts.split()

    def questions(self) -> Iterator[str]:
        yield "municipality"

    def permits(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A point of law that is not settled: never true, never false, whatever the answers are."""

    def judge(self, facts: Facts) -> Verdict:
        return Verdict(None)

    def questions(self) -> Iterator[str]:
        return iter(())

    def permits(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Always:
    """Where a rule names no condition."""

    def judge(self, facts: Facts) -> Verdict:
        return Verdict(True)

    def questions(self) -> Iterator[str]:
        return iter(())

    def permits(self) -> Iterator[str]:
        return iter(())
