"""What a computation answers: the date, the way to it, and what else may be read in the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from permits.terms.citations import Citation
from permits.terms.texts import Text


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @classmethod
    def weakest(cls, *levels: Confidence) -> Confidence:
        return cls.LOW if cls.LOW in levels else cls.MEDIUM if cls.MEDIUM in levels else cls.HIGH


@dataclass(frozen=True, slots=True)
class Step:
    date: date
    text: Text
    basis: tuple[Citation, ...] = ()

    @property
    def legal_basis(self) -> str:
        return "; ".join(map(str, self.basis))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the law, with the date that it gives."""

    date: date
    reading: Text
    basis: tuple[Citation, ...] = ()

    @property
    def legal_basis(self) -> str:
        return "; ".join(map(str, self.basis))


@dataclass(frozen=True, slots=True)
class Result:
    """``end`` is the last day in time (or the first day in force), by the cautious reading.

    ``calendar_end`` is the same term before any rolling, to which suspended days are added.
    """

    rule: str
    start: date
    end: date
    calendar_end: date
    steps: tuple[Step, ...]
    confidence: Confidence
    version: str
    alternatives: tuple[Alternative, ...] = ()
    notices: tuple[Text, ...] = ()


def in_order(end: date, readings: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """The readings that give another date than ``end``, each date once, the earliest first."""
    first: dict[date, Alternative] = {}
    for reading in readings:
        if reading.date != end:
            first.setdefault(reading.date, reading)
    return tuple(first[day] for day in sorted(first))
