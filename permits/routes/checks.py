"""Checks of a whole set of rules before it is published. Each problem names its place in the law document."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from permits.routes.answers import read_answers
from permits.routes.case_checks import check_case
from permits.routes.competence import Handling, handle
from permits.routes.conditions import Condition, Value
from permits.routes.errors import AnswerError, Problem, problem
from permits.routes.questions import (
    BIBOB,
    COMPLETE_ON,
    COMPLETION_DAYS,
    COURT,
    EIA_REPORT,
    GRID,
    NONE,
    PRE_CONSULTATION,
    RECOGNISED_ON,
    STAGE,
    START,
    TARGET,
    UNKNOWN,
    WATER_BOARD,
    Kind,
    Question,
)
from permits.routes.reach import Reach
from permits.routes.ruleset import Procedure, Ruleset
from permits.routes.situation import Need, Situation
from permits.terms.lawbook import Lawbook
from permits.terms.values import shown

ACTIVITIES = "activities"
# Questions that the planner reads itself; TEXT is only shown back.
READ_BY_PLANNER = frozenset(
    (
        STAGE,
        START,
        TARGET,
        BIBOB,
        COMPLETION_DAYS,
        RECOGNISED_ON,
        COMPLETE_ON,
        PRE_CONSULTATION,
        EIA_REPORT,
        GRID,
        COURT,
        WATER_BOARD,
    )
)


def check_ruleset(ruleset: Ruleset, book: Lawbook) -> list[Problem]:
    """Everything that keeps these rules from being published; unknown names and circles were refused by reading."""
    return [
        *_unreachable(ruleset),
        *_idle(ruleset),
        *_undecided(ruleset),
        *_leaves(ruleset, book),
        *_cases(ruleset, book),
    ]


def _unreachable(ruleset: Ruleset) -> Iterator[Problem]:
    reach = Reach(ruleset)
    for slug in ruleset.questions:
        if not reach.question(slug):
            yield problem(f"questions.{slug}.askIf", _("No answers lead to this question."))
    for rule in ruleset.rules:
        if not reach.holds(rule.condition):
            yield problem(f"rules.{rule.slug}.if", _("No answers make this rule hold."))
    for one in ruleset.competence:
        if not reach.holds(one.condition):
            yield problem(f"competence.{one.slug}.if", _("No answers make this rule hold."))


def _idle(ruleset: Ruleset) -> Iterator[Problem]:
    """Questions whose answer changes nothing."""
    conditions: list[Condition] = [rule.condition for rule in ruleset.rules]
    conditions += [one.condition for one in ruleset.competence]
    conditions += [question.ask_if for question in ruleset.questions.values()]
    used = {slug for condition in conditions for slug in condition.questions()}
    for slug, question in ruleset.questions.items():
        if slug not in used and slug not in READ_BY_PLANNER and question.kind is not Kind.TEXT:
            yield problem(f"questions.{slug}", _("The answer to this question changes nothing."))


def _undecided(ruleset: Ruleset) -> Iterator[Problem]:
    for slug in ruleset.permit_types:
        if not ruleset.deciding[slug]:
            yield problem(f"permitTypes.{slug}", _("No rule says when this permit type is needed."))


def _leaves(ruleset: Ruleset, book: Lawbook) -> Iterator[Problem]:
    """Every answer, by itself, leads to a plan in which each permit has an authority or a question, and a procedure."""
    for question in ruleset.questions.values():
        for value in _values(question):
            yield from _leaf(ruleset, question, value, book)


def _leaf(ruleset: Ruleset, question: Question, value: object, book: Lawbook) -> Iterator[Problem]:
    """Of the plan only what is looked at is made: no terms and dates, and nothing about permits that it leaves out."""
    path = f"questions.{question.slug}"
    try:
        situation = Situation(ruleset, read_answers(ruleset, {question.slug: value}, book))
    except AnswerError as error:
        yield problem(path, error.faults[0].reason.message, **(error.faults[0].reason.values or {}))  # type: ignore[arg-type]
        return
    speaking: set[str] = set()
    for permit in ruleset.permit_types.values():
        decision = situation.decide(permit.slug)
        speaking.update(slug for reason in decision.reasons for slug in reason.questions)
        if decision.need is not Need.NOT_NEEDED and not _complete(handle(situation, permit)):
            message = _("With the answer “%(value)s” there is no authority or procedure for %(permit)s.")
            yield problem(path, message, value=shown(value), permit=permit.slug)
    if question.slug == ACTIVITIES and value not in (UNKNOWN, [NONE]) and not speaking & _follow_up(ruleset, question):
        message = _("The answer “%(value)s” leads to no permit or duty at all.")
        yield problem(path, message, value=", ".join(value) if isinstance(value, list) else shown(value))


def _follow_up(ruleset: Ruleset, question: Question) -> set[str]:
    """The question and those that are asked because of it."""
    asked = {slug for slug, one in ruleset.questions.items() if question.slug in one.ask_if.questions()}
    return {question.slug, *asked}


def _complete(handling: Handling) -> bool:
    party = handling.authority
    return bool(party.authority or party.ask) and isinstance(handling.procedure, Procedure)


def _values(question: Question) -> Iterator[Value | list[str]]:
    """Every answer of a closed list; of amounts the limits."""
    if question.allows_unknown:
        yield UNKNOWN
    for value in sorted(question.values or ()):
        yield [value] if question.kind is Kind.MANY else value
    if question.kind is Kind.QUANTITY:
        yield from (limit for limit in (question.minimum, question.maximum) if limit is not None)


def _cases(ruleset: Ruleset, book: Lawbook) -> Iterator[Problem]:
    if not ruleset.cases:
        yield problem("cases", _("There are no worked cases to check the rules with."))
    for case in ruleset.cases:
        yield from check_case(ruleset, case, book)
