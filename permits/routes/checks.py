"""Checks of a whole set of rules before it is published. Each problem names its place in the law document."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from permits.routes.case_checks import check_case
from permits.routes.conditions import Condition
from permits.routes.errors import Problem, problem
from permits.routes.leaves import check_leaves
from permits.routes.questions import (
    BIBOB,
    COMPLETE_ON,
    COMPLETION_DAYS,
    COURT,
    EIA_REPORT,
    GRID,
    PRE_CONSULTATION,
    RECOGNISED_ON,
    STAGE,
    START,
    TARGET,
    WATER_BOARD,
    Kind,
)
from permits.routes.reach import Reach
from permits.routes.ruleset import Ruleset
from permits.terms.lawbook import Lawbook

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
        *check_leaves(ruleset, book),
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


def _cases(ruleset: Ruleset, book: Lawbook) -> Iterator[Problem]:
    if not ruleset.cases:
        yield problem("cases", _("There are no worked cases to check the rules with."))
    for case in ruleset.cases:
        yield from check_case(ruleset, case, book)
