"""The law data as the planner reads it: one set of rules for each version, read once a process."""

from __future__ import annotations

import datetime
from functools import lru_cache

from permits.law.storing import as_document
from permits.models import LawVersion
from permits.routes.reading import read_ruleset
from permits.routes.ruleset import Ruleset

_KEPT = 8


def current(on: datetime.date | None = None) -> Ruleset | None:
    """The rules in force on a day (today when none is given); nothing when no version is published yet."""
    version = LawVersion.objects.in_force(on).first()
    return None if version is None else ruleset_of(version)


def version(number: int) -> Ruleset | None:
    """The rules of a version that is or was published; nothing for a draft or an unknown number."""
    found = LawVersion.objects.available().filter(number=number).first()
    return None if found is None else ruleset_of(found)


def ruleset_of(version: LawVersion) -> Ruleset:
    """RulesetError when a version that was never checked makes no set of rules."""
    return _read(version.pk, version.digest)


@lru_cache(maxsize=_KEPT)
def _read(pk: int, digest: str) -> Ruleset:
    """By its fingerprint: a version that development replaced is read anew."""
    return read_ruleset(as_document(LawVersion.objects.get(pk=pk)))
