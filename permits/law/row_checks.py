"""What is wrong with one row of a draft, told when it is saved: the condition's path, the term, the law."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.law.storing import as_document
from permits.models import LawVersion
from permits.routes.errors import Problem
from permits.routes.reading_conditions import ConditionReader
from permits.routes.reading_rows import RowReader
from permits.terms import RULES, TermError, compute
from permits.terms.texts import Text

SAMPLE_DAY = "2026-03-02"


def condition_problems(version: LawVersion, condition: Any, member: str) -> list[Problem]:
    """What the planner cannot read in a condition, each with its path: ``if.all.0``."""
    document = as_document(version)
    ignored: list[Problem] = []
    rows = RowReader(ignored)
    questions = {one.slug: one for one in rows.all(document["questions"], "questions", rows.question)}
    found: list[Problem] = []
    reader = ConditionReader(questions, frozenset(row["slug"] for row in document["permitTypes"]), found)
    reader.read(condition, member)
    return found


def term_problems(rule: str, params: Mapping[str, Any]) -> Iterator[Text]:
    """What the term engine refuses about a rule and its parameters."""
    if not rule:
        return
    if rule not in RULES:
        message = _("“%(value)s” is not one of: %(known)s.")
        yield Text(message, {"value": rule, "known": ", ".join(RULES)})
        return
    try:
        compute(rule, SAMPLE_DAY, params)
    except TermError as error:
        for fault in error.faults:
            yield Text(_("“%(field)s”: %(reason)s"), {"field": fault.field, "reason": fault.reason})


def unknown_laws(version: LawVersion, bases: Sequence[Mapping[str, str]]) -> list[str]:
    known = {law["key"] for law in version.laws}
    return [basis["law"] for basis in bases if basis["law"] not in known]


def unknown_words(words: Sequence[str], known: Collection[str]) -> list[str]:
    return [word for word in words if word not in known]
