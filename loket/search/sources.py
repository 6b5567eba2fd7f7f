"""Everything that can be found, gathered from the ``finding`` modules of the apps.

A module offers ``FINDABLE`` and ``PAGES``, as :mod:`publication.finding` tells; a new kind joins by standing there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from loket.search.synonyms import SYNONYMS
from publication.finding import Findable, Found, OwnPage, search
from publication.finding.asking import Synonyms
from publication.finding.kinds import OwnPages
from publication.models import ListingState

#: In what order kinds stand when they match as well.
_FIRST = ("materials", "stages", "companies", "permit-types", "trajectories")


def _modules() -> list[ModuleType]:
    configs = [one for one in apps.get_app_configs() if one.module is not None]
    return [import_module(f"{one.name}.finding") for one in configs if _has_own(one.name, one.module)]


def _has_own(name: str, module: ModuleType | None) -> bool:
    """The package of this name in ``publication`` is the search itself."""
    return name != "publication" and module is not None and module_has_submodule(module, "finding")


@functools.cache
def findable() -> tuple[Findable, ...]:
    every = [one for module in _modules() for one in module.FINDABLE]
    return tuple(sorted(every, key=lambda one: _FIRST.index(one.kind) if one.kind in _FIRST else len(_FIRST)))


@functools.cache
def pages() -> OwnPages:
    own: list[OwnPage] = [one for module in _modules() for one in module.PAGES]
    return OwnPages(tuple(own))


@functools.cache
def _synonyms() -> Synonyms:
    return Synonyms(SYNONYMS)


def kinds() -> tuple[str, ...]:
    return tuple(one.kind for one in findable())


def find(text: str, known: Mapping[str, ListingState]) -> Found:
    """Everything public that a text finds."""
    return search(text, findable(), pages(), _synonyms(), known)
