"""What readers of the API do wrong; the exception handler of the project makes problem+json of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rest_framework.exceptions import NotFound, ValidationError

from publication.queries import Problem


class InvalidParameters(ValidationError):
    """Everything that is wrong with a query string, told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(by_name(problems))


class PageOutOfRange(NotFound):
    """A page past the last one: the question is sound, the page does not exist."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(by_name(problems))


def by_name(problems: Iterable[Problem]) -> dict[str, list[str]]:
    reasons = defaultdict(list)
    for problem in problems:
        reasons[problem.name].append(problem.reason)
    return dict(reasons)
