"""Figures that other apps add to the internal edition: an app above this one registers what it can tell of a day."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A heading, figures with what they count, and what is left out because no day can be told again."""

    title: str
    figures: Sequence[tuple[str, str]]
    note: str = ""


#: From the day and the moment at which it ended to a section, in the language of the reader.
Maker = Callable[[datetime.date, datetime.datetime], Section]
_makers: dict[str, Maker] = {}


def register_section(name: str, maker: Maker) -> None:
    """Called once, when an app is ready. Its figures must be the same whenever the same day is asked for."""
    _makers[name] = maker


def sections(day: datetime.date, until: datetime.datetime) -> list[Section]:
    return [maker(day, until) for _name, maker in sorted(_makers.items())]
