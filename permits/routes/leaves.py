"""Every answer by itself must lead to a plan in which each permit has a procedure, and an authority or a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.routes.answers import read_answers
from permits.routes.competence import handle
from permits.routes.conditions import Value
from permits.routes.errors import AnswerError, Problem, problem
from permits.routes.questions import NONE, UNKNOWN, Kind, Question
from permits.routes.ruleset import PermitType, Procedure, Ruleset
from permits.routes.situation import Need, Situation
from permits.terms.lawbook import Lawbook
from permits.terms.values import shown

ACTIVITIES = "activities"


class _Noting(dict[str, Value]):
    """No answers at all, and which of them were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return False


class PermitAlone:
    """One permit type while nothing is answered. An answer that it did not ask for leaves it as it is."""

    def __init__(self, ruleset: Ruleset, permit: PermitType) -> None:
        self.slug = permit.slug
        self._type = permit
        answers = _Noting()
        self.unanswered = self.look(Situation(ruleset, answers))
        self._asked = frozenset(answers.asked)

    def given(self, question: str, situation: Situation) -> tuple[bool, frozenset[str]]:
        """Whether it is complete, and the questions that speak for it, when this one is answered."""
        return self.look(situation) if question in self._asked else self.unanswered

    def look(self, situation: Situation) -> tuple[bool, frozenset[str]]:
        """The same, worked out."""
        decision = situation.decide(self.slug)
        speaking = frozenset(slug for reason in decision.reasons for slug in reason.questions)
        if decision.need is Need.NOT_NEEDED:
            return True, speaking
        handling = handle(situation, self._type)
        decided = bool(handling.authority.authority or handling.authority.ask)
        return decided and isinstance(handling.procedure, Procedure), speaking


def check_leaves(ruleset: Ruleset, book: Lawbook) -> Iterator[Problem]:
    """Of the plans only what is looked at is made, and anew only for the permits on which the answer bears."""
    permits = [PermitAlone(ruleset, permit) for permit in ruleset.permit_types.values()]
    for question in ruleset.questions.values():
        for value in answers_to(question):
            yield from _leaf(ruleset, permits, question, value, book)


def _leaf(
    ruleset: Ruleset, permits: list[PermitAlone], question: Question, value: object, book: Lawbook
) -> Iterator[Problem]:
    path = f"questions.{question.slug}"
    try:
        situation = Situation(ruleset, read_answers(ruleset, {question.slug: value}, book))
    except AnswerError as error:
        yield problem(path, error.faults[0].reason.message, **(error.faults[0].reason.values or {}))  # type: ignore[arg-type]
        return
    all_speaking: set[str] = set()
    for permit in permits:
        is_complete, speaking = permit.given(question.slug, situation)
        all_speaking |= speaking
        if not is_complete:
            message = _("With the answer “%(value)s” there is no authority or procedure for %(permit)s.")
            yield problem(path, message, value=shown(value), permit=permit.slug)
    is_activity = question.slug == ACTIVITIES and value not in (UNKNOWN, [NONE])
    if is_activity and not all_speaking & _follow_up(ruleset, question):
        message = _("The answer “%(value)s” leads to no permit or duty at all.")
        yield problem(path, message, value=", ".join(value) if isinstance(value, list) else shown(value))


def _follow_up(ruleset: Ruleset, question: Question) -> set[str]:
    """The question and those that are asked because of it."""
    asked = {slug for slug, one in ruleset.questions.items() if question.slug in one.ask_if.questions()}
    return {question.slug, *asked}


def answers_to(question: Question) -> Iterator[Value | list[str]]:
    """Every answer of a closed list; of amounts the limits."""
    if question.allows_unknown:
        yield UNKNOWN
    for value in sorted(question.values or ()):
        yield [value] if question.kind is Kind.MANY else value
    if question.kind is Kind.QUANTITY:
        yield from (limit for limit in (question.minimum, question.maximum) if limit is not None)
