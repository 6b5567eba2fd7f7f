"""Texts of a result: kept as a message with its values, put into words in the reader's language when shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Text:
    """A translatable message; ``values`` may hold dates, numbers and other texts."""

    message: Promise | str
    values: Mapping[str, object] | None = None

    def __str__(self) -> str:
        if not self.values:
            return str(self.message)
        return str(self.message) % {name: spoken(value) for name, value in self.values.items()}


@dataclass(frozen=True, slots=True)
class Weeks:
    count: int

    def __str__(self) -> str:
        return ngettext("%(count)d week", "%(count)d weeks", self.count) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class Months:
    count: int

    def __str__(self) -> str:
        return ngettext("%(count)d month", "%(count)d months", self.count) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class Days:
    count: int

    def __str__(self) -> str:
        return ngettext("%(count)d day", "%(count)d days", self.count) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the reader writes it: 10.000 in Dutch is ten thousand, and ten in English."""

    value: int | float

    def __str__(self) -> str:
        if abs(self.value) >= 10**15:
            return "…"
        return number_format(self.value, use_l10n=True, force_grouping=True)


def spoken(value: object) -> str:
    """A date as ``2 March 2026``, anything else by its own words."""
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
