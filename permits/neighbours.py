"""What lies beside a trajectory in other rooms of the portal: rooms above this one say it themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from permits.models import Trajectory

__all__ = ["Neighbour", "neighbours_of", "register"]


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbour:
    """A record elsewhere that belongs to this trajectory; ``url`` is a page of the admin."""

    what: Any
    name: str
    url: str


Finder = Callable[[Trajectory, Any], Iterable[Neighbour]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """``finder`` gives what the person may see, with at most one query; called when the apps are ready."""
    if finder not in _finders:
        _finders.append(finder)


def neighbours_of(trajectory: Trajectory, user: Any) -> list[Neighbour]:
    return [one for finder in _finders for one in finder(trajectory, user)]
