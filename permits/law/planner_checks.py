"""The checks of questions, rules and worked cases, which the planner does itself (``permits.routes.checks``)."""

from __future__ import annotations

from collections.abc import Iterator

from permits.law.document import Document
from permits.law.findings import Finding
from permits.routes.checks import check_ruleset
from permits.routes.errors import RulesetError
from permits.routes.reading import read_ruleset
from permits.terms import CURRENT, LAWBOOKS


def check_planner(document: Document) -> Iterator[Finding]:
    """A document that makes no set of rules is not checked further: its cases cannot be planned.

    The worked cases are computed with the terms that the version names, read as the law book has them.
    """
    try:
        ruleset = read_ruleset(document)
    except RulesetError as error:
        yield from (Finding(problem.path, problem.reason) for problem in error.problems)
        return
    book = LAWBOOKS.get(document["version"]["termsVersion"], CURRENT)
    yield from (Finding(problem.path, problem.reason) for problem in check_ruleset(ruleset, book))
