"""Everything that can be found, gathered from the ``finding`` modules of the apps.

A module offers ``FINDABLE`` and ``PAGES``, as :mod:`publication.finding` tells; a new kind joins by standing there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from publication.finding import Findable, Found, OwnPage, search
from publication.finding.kinds import OwnPages
from publication.finding.meaning import synonyms
from publication.finding.modules import finding_modules
from publication.models import ListingState

#: In what order kinds stand when they match as well.
_FIRST = ("materials", "stages", "companies", "permit-types", "trajectories")


@functools.cache
def findable() -> tuple[Findable, ...]:
    every = [one for module in finding_modules() for one in module.FINDABLE]
    return tuple(sorted(every, key=lambda one: _FIRST.index(one.kind) if one.kind in _FIRST else len(_FIRST)))


@functools.cache
def pages() -> OwnPages:
    own: list[OwnPage] = [one for module in finding_modules() for one in module.PAGES]
    return OwnPages(tuple(own))


def kinds() -> tuple[str, ...]:
    return tuple(one.kind for one in findable())


def find(text: str, known: Mapping[str, ListingState]) -> Found:
    """Everything public that a text finds."""
    return search(text, findable(), pages(), synonyms(), known)
