"""The route planner with the portal's law data: which version, which law book, and a plan for given answers."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from permits.law import rulesets
from permits.lawbooks import chosen_counting
from permits.routes.errors import AnswerError
from permits.routes.plan import Plan, plan
from permits.routes.ruleset import Ruleset
from permits.terms import CURRENT, LAWBOOKS, Lawbook
from permits.terms.errors import fault
from permits.terms.values import shown

VERSION = "version"
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


class NoLawData(Exception):
    """No version of the law data has been published yet."""


def ruleset_for(number: int | str | None) -> Ruleset:
    """The rules of a version, or those in force; AnswerError names a version that is not there."""
    if number is None or number == "":
        found = rulesets.current()
        if found is None:
            raise NoLawData
        return found
    known = None if isinstance(number, bool) or not _NUMBER.fullmatch(str(number)) else rulesets.version(int(number))
    if known is None:
        message = _("“%(value)s” is no version of the law data that was ever published.")
        raise AnswerError([fault(VERSION, message, value=shown(number))])
    return known


def lawbook_of(ruleset: Ruleset) -> Lawbook:
    """The law book that the version was checked with, read as the installation chose."""
    return LAWBOOKS.get(ruleset.version.terms_version, CURRENT).counted(chosen_counting())


def make_plan(answers: object, version: int | str | None = None) -> Plan:
    ruleset = ruleset_for(version)
    return plan(ruleset, answers, lawbook_of(ruleset))
