"""Compute a term from what somebody asked: the one door for the API, the page and the trajectories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from permits.terms import options
from permits.terms.errors import Fault, TermError, fault, refusal
from permits.terms.lawbook import CURRENT, Lawbook
from permits.terms.registry import RULES, Rule
from permits.terms.results import Result
from permits.terms.values import read_date, shown

NO_PARAMS: Mapping[str, object] = MappingProxyType({})


def compute(rule: object, start: object, params: object = NO_PARAMS, book: Lawbook = CURRENT) -> Result:
    """The term of ``rule`` from ``start`` on; TermError names everything in the question that is wrong.

    ``start`` is a date or a text like ``2026-03-02``; ``params`` maps the parameters' names of the rule to values as
    JSON has them. Nothing else goes in: the same question and the same law book always give the same answer.
    """
    faults: list[Fault] = []
    found = _find(rule, faults)
    day = _start(start, book, faults)
    given: object = None
    if found is not None:
        try:
            given = options.read(found.params, params, book)
        except TermError as error:
            faults.extend(error.faults)
    if faults or found is None or day is None:
        raise refusal(faults)
    return found.function(day, given, book)


def _find(rule: object, faults: list[Fault]) -> Rule | None:
    if rule is None or rule == "":
        faults.append(fault("rule", _("Say which rule to compute.")))
        return None
    found = RULES.get(rule) if isinstance(rule, str) else None
    if found is None:
        message = _("“%(value)s” is no rule; known are: %(names)s.")
        faults.append(fault("rule", message, value=shown(rule), names=", ".join(RULES)))
    return found


def _start(start: object, book: Lawbook, faults: list[Fault]) -> date | None:
    if start is None or start == "":
        faults.append(fault("startDate", _("The start date is missing.")))
        return None
    return read_date(start, "startDate", book, faults)
