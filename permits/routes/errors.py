"""What the planner refuses: a set of rules that cannot work, and answers that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from permits.terms.errors import Fault
from permits.terms.texts import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """``path`` names the place in the law document: ``rules.ippc-metal.if.all.0``."""

    path: str
    reason: Text


class RulesetError(ValueError):
    """The law document makes no set of rules; ``problems`` says where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.path}: {one.reason.message}" for one in self.problems))


class AnswerError(ValueError):
    """The answers cannot be read; the field of each fault is the question."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.field}: {one.reason.message}" for one in self.faults))


def problem(path: str, message: Promise, **values: object) -> Problem:
    return Problem(path, Text(message, values))
