"""Closed lists of names: look one up as people type it, or name the nearest known ones."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

NEAR_ENOUGH = 60
#: From here on one name is offered as what was meant: “Roterdam” is, “Utrecht” is no Barendrecht.
LIKELY = 80
NAMED = 3
#: So short a list is named whole when nothing in it looks like what was given.
FEW = 20
SHORTEST_COMPARED = 200
SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Letters and digits alone, without case and accents: "Metal-processing " and "metal processing" are one."""
    if text.isascii():
        return SIGNS.sub("", text.lower())
    # Taken apart before and after: a letter of another style has its case only once it is a plain one.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return SIGNS.sub("", "".join(char for char in decomposed if not unicodedata.combining(char)))


class Vocabulary:
    """Names and what they stand for. A value may go by several names; ``shown`` is the one suggested to people."""

    def __init__(self, entries: Iterable[tuple[str, Any]], *, shown: Iterable[str] | None = None) -> None:
        pairs = list(entries)
        self._values = {plain(name): value for name, value in reversed(pairs)}
        wanted = shown if shown is not None else (name for name, _value in pairs)
        once: dict[str, str] = {}
        for name in wanted:
            once.setdefault(plain(name), name)
        self._shown = list(once.values())
        self._nearest: dict[str, str] = {}
        self._likely: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return plain(name) in self._values

    def get(self, name: str) -> Any | None:
        return self._values.get(plain(name))

    def nearest(self, name: str) -> str:
        """Up to three known names that look like ``name``, nearest first."""
        asked = name[:SHORTEST_COMPARED]
        if asked not in self._nearest:
            found = process.extract(
                asked, self._shown, scorer=fuzz.WRatio, processor=str.casefold,
                limit=3 * NAMED, score_cutoff=NEAR_ENOUGH,
            )  # fmt: skip
            names = self._one_a_value(match[0] for match in found)[:NAMED]
            self._likely[asked] = names[0] if names and found[0][1] >= LIKELY and self._is_alone(found) else ""
            self._nearest[asked] = ", ".join(names)
        return self._nearest[asked]

    def _is_alone(self, found: Sequence[tuple[str, float, int]]) -> bool:
        """Whether no other value looks as much like it: “Recycling” may be any stage that begins with that."""
        best = [self._values.get(plain(name), name) for name, score, _place in found if score == found[0][1]]
        return all(value == best[0] for value in best)

    @cached_property
    def all_of_few(self) -> str:
        """Every value by its first two names, in Dutch and in English where it has both, when they are so few that they
        can be told; else nothing."""
        names: dict[Any, list[str]] = {}
        for name in self._shown:
            names.setdefault(self._values.get(plain(name), name), []).append(name)
        return ", ".join(" / ".join(known[:2]) for known in names.values()) if len(names) <= FEW else ""

    def likely(self, name: str) -> str:
        """The one known name that ``name`` is probably meant to be; empty when none looks that much like it."""
        self.nearest(name)
        return self._likely[name[:SHORTEST_COMPARED]]

    def _one_a_value(self, names: Iterable[str]) -> list[str]:
        """A value that goes by several names is named once."""
        values: list[Any] = []
        kept: list[str] = []
        for name in names:
            value = self._values.get(plain(name), name)
            if value not in values:
                values.append(value)
                kept.append(name)
        return kept
