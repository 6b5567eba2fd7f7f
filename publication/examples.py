"""Fictitious examples: one place where each app says how its own are loaded and removed.

They show how the portal works where the sources give nothing, are marked as examples wherever they appear, and never
come into production. This module knows no domain model.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from django.db import transaction

__all__ = ["Examples", "load_all", "register", "remove_all"]


@dataclasses.dataclass(frozen=True, slots=True)
class Examples:
    """``load`` makes what is missing and ``remove`` takes all of it away; both give the number of records, and a
    second time 0."""

    name: str
    load: Callable[[], int]
    remove: Callable[[], int]


_known: dict[str, Examples] = {}


def register(examples: Examples) -> None:
    """Called when an app is ready; apps lower in the graph come first."""
    _known[examples.name] = examples


def load_all() -> dict[str, int]:
    """How many were made, by name."""
    with transaction.atomic():
        return {one.name: one.load() for one in _known.values()}


def remove_all() -> dict[str, int]:
    """How many were removed, by name; the last loaded goes first."""
    with transaction.atomic():
        return {one.name: one.remove() for one in reversed(_known.values())}
