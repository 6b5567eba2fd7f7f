"""What a computation refuses, field by field, so that a form and the API can name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from permits.terms.texts import Text


class FaultKind(StrEnum):
    INPUT = "input"
    OLD_LAW = "old-law"
    BEYOND_CALENDAR = "beyond-calendar"


@dataclass(frozen=True, slots=True)
class Fault:
    """``field`` is the path in the question: ``startDate``, ``params.suspensions.0.endedOn``."""

    field: str
    reason: Text
    kind: FaultKind = FaultKind.INPUT


class TermError(ValueError):
    """The question has no answer; ``faults`` says why, one reason a field."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.reason.message}" for fault in self.faults))


class OldLaw(TermError):
    """The procedure began under the law before 1 January 2024."""


class BeyondCalendar(TermError):
    """The answer depends on holidays of a year that nobody has laid down yet."""


def fault(field: str, message: Promise, kind: FaultKind = FaultKind.INPUT, **values: object) -> Fault:
    return Fault(field, Text(message, values), kind)


def refusal(faults: Iterable[Fault]) -> TermError:
    """The error of the kind of what is wrong; the general one when several kinds meet."""
    every = tuple(faults)
    kinds = {one.kind for one in every}
    if kinds == {FaultKind.OLD_LAW}:
        return OldLaw(every)
    return BeyondCalendar(every) if kinds == {FaultKind.BEYOND_CALENDAR} else TermError(every)
