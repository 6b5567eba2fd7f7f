"""One set of answers under one set of rules: which questions apply, and which permits are needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from permits.routes.answers import Answers
from permits.routes.conditions import Answer, Truth, Verdict, merged
from permits.routes.questions import MUNICIPALITY, UNKNOWN, Question
from permits.routes.ruleset import Place, RouteRule, RuleNeed, Ruleset


class Need(StrEnum):
    NEEDED = "needed"
    POSSIBLE = "possible"
    NOT_NEEDED = "not-needed"


TRUTHS: dict[Need, Truth] = {Need.NEEDED: True, Need.POSSIBLE: None, Need.NOT_NEEDED: False}


class Reason(NamedTuple):
    """A rule that speaks for a permit, how sure that is, and the answers that it rests on."""

    rule: RouteRule
    certain: bool
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """``questions``: those whose answers made a permit needed or possible, or ruled it out."""

    need: Need
    reasons: tuple[Reason, ...]
    questions: tuple[str, ...]


class Situation:
    """Everything is worked out once, when somebody asks for it. The rules hold no circles: reading refused those."""

    def __init__(self, ruleset: Ruleset, answers: Answers) -> None:
        self.ruleset = ruleset
        self.answers = answers
        self._asked: dict[str, Verdict] = {}
        self._answers: dict[str, Answer] = {}
        self._decisions: dict[str, Decision] = {}
        self.found: dict[Any, Any] = {}
        """Authorities by their pointer, kept by ``permits.routes.competence``."""

    @property
    def place(self) -> Place | None:
        return self.ruleset.places.get(str(self.answers.get(MUNICIPALITY)))

    def asks(self, slug: str) -> Verdict:
        """Whether a question applies; not known counts as yes when the questions are shown."""
        if slug not in self._asked:
            self._asked[slug] = self.ruleset.questions[slug].ask_if.judge(self)
        return self._asked[slug]

    def questions(self) -> Iterator[Question]:
        """The questions that apply, in their order."""
        return (one for slug, one in self.ruleset.questions.items() if self.asks(slug).truth is not False)

    def flow(self) -> Iterator[Question]:
        """The questions to put to somebody: not those that wait for an answer which nobody gave or knows."""
        return (one for one in self.questions() if self._is_due(one.slug))

    def _is_due(self, slug: str) -> bool:
        asked = self.asks(slug)
        return asked.truth is True or slug in self.answers or all(self.answer(one).known for one in asked.questions)

    def open_questions(self) -> Iterator[Question]:
        """Those to put that nobody answered; “I do not know” is an answer."""
        return (one for one in self.flow() if one.slug not in self.answers)

    def idle(self) -> tuple[str, ...]:
        """Answers to questions that do not apply: they change nothing."""
        return tuple(slug for slug in self.answers if self.asks(slug).truth is False)

    def answer(self, question: str) -> Answer:
        if question not in self._answers:
            self._answers[question] = self._read(question)
        return self._answers[question]

    def _read(self, question: str) -> Answer:
        asked = self.asks(question)
        if asked.truth is False:
            return Answer(None, known=True, instead=asked.questions)
        value = self.answers.get(question)
        waits: tuple[str, ...] = ()
        if asked.truth is None:
            waits = tuple(one for one in asked.questions if not self.answer(one).known)
        return Answer(value, known=value is not None and value != UNKNOWN, waits=waits)

    def split(self) -> Verdict:
        place = self.place
        return Verdict(None if place is None else len(place.water_boards) > 1, (MUNICIPALITY,))

    def permit(self, permit_type: str) -> Verdict:
        decision = self.decide(permit_type)
        return Verdict(TRUTHS[decision.need], decision.questions)

    def decide(self, permit_type: str) -> Decision:
        if permit_type not in self._decisions:
            self._decisions[permit_type] = self._decide(permit_type)
        return self._decisions[permit_type]

    def _decide(self, permit_type: str) -> Decision:
        verdicts = [(rule, rule.condition.judge(self)) for rule in self.ruleset.deciding[permit_type]]
        reasons = tuple(
            Reason(rule, verdict.truth is True and rule.need is RuleNeed.NEEDED, verdict.questions)
            for rule, verdict in verdicts
            if verdict.truth is not False
        )
        certain = tuple(reason for reason in reasons if reason.certain)
        if certain:
            return Decision(Need.NEEDED, certain, _questions(certain))
        if reasons:
            return Decision(Need.POSSIBLE, reasons, _questions(reasons))
        return Decision(Need.NOT_NEEDED, (), merged(verdict for _rule, verdict in verdicts))


def _questions(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for reason in reasons for question in reason.questions))
