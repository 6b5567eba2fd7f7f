"""Read single values that somebody sent: dates, numbers, yes or no, suspensions. Nothing is converted or guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.terms.errors import Fault, FaultKind, fault
from permits.terms.lawbook import Lawbook
from permits.terms.suspensions import ASKED_KINDS, Suspension, SuspensionKind

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOST_SUSPENSIONS = 50
_SUSPENSION_FIELDS = ("kind", "requestedOn", "endedOn", "periodSet")


def shown(value: object) -> str:
    """``value`` for use in a message: short, printable, and never an error itself."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return "…"
    text = str(value) if isinstance(value, str | int | float | date) else type(value).__name__
    printable = "".join(char if char.isprintable() else "�" for char in text[:61])
    return printable if len(text) <= 60 else printable[:60] + "…"


def read_flag(value: object, field: str, faults: list[Fault]) -> bool:
    if not isinstance(value, bool):
        faults.append(fault(field, _("“%(value)s” is not yes or no: give true or false."), value=shown(value)))
        return False
    return value


def read_number(value: object, field: str, minimum: int, maximum: int, faults: list[Fault]) -> int:
    """A whole number from ``minimum`` to ``maximum``; true, 6.0 and "6" are none."""
    if isinstance(value, bool) or not isinstance(value, int):
        faults.append(fault(field, _("“%(value)s” is not a whole number."), value=shown(value)))
    elif not minimum <= value <= maximum:
        message = _("%(value)s is not possible here: give %(minimum)s to %(maximum)s.")
        faults.append(fault(field, message, value=shown(value), minimum=minimum, maximum=maximum))
    else:
        return value
    return minimum


def parse_date(value: object) -> date | None:
    """A date, or a text like 2026-03-02; None for everything else, 30 February included."""
    if isinstance(value, date):
        return value if type(value) is date else None
    if not isinstance(value, str) or not DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def read_date(value: object, field: str, book: Lawbook, faults: list[Fault]) -> date | None:
    """A day to which the rules of ``book`` apply and whose holidays are known."""
    day = parse_date(value)
    if day is None:
        message = _("“%(value)s” is not a date: write year-month-day, such as 2026-03-02.")
        faults.append(fault(field, message, value=shown(value)))
        return None
    faults.extend(_out_of_range(day, field, book))
    return day


def _out_of_range(day: date, field: str, book: Lawbook) -> tuple[Fault, ...]:
    if day < book.since:
        message = _(
            "%(day)s is before %(since)s. The law of that time applies to what began then; "
            "this portal does not compute its terms."
        )
        return (fault(field, message, FaultKind.OLD_LAW, day=day, since=book.since),)
    return () if book.calendar.knows(day) else book.calendar.beyond(day, field).faults


def read_suspensions(value: object, field: str, book: Lawbook, faults: list[Fault]) -> tuple[Suspension, ...]:
    if not isinstance(value, list | tuple):
        faults.append(fault(field, _("Give the suspensions as a list.")))
        return ()
    if len(value) > MOST_SUSPENSIONS:
        faults.append(fault(field, _("At most %(most)s suspensions can be given."), most=MOST_SUSPENSIONS))
        return ()
    read = (_read_suspension(one, f"{field}.{number}", book, faults) for number, one in enumerate(value))
    return tuple(one for one in read if one is not None)


def _read_suspension(value: object, field: str, book: Lawbook, faults: list[Fault]) -> Suspension | None:
    if isinstance(value, Suspension):
        return value
    if not isinstance(value, Mapping):
        faults.append(fault(field, _("Give each suspension as an object: kind, requestedOn, endedOn, periodSet.")))
        return None
    before = len(faults)
    for name in value:
        if name not in _SUSPENSION_FIELDS:
            message = _("A suspension has no such field; it knows: %(names)s.")
            faults.append(fault(f"{field}.{shown(name)}", message, names=", ".join(_SUSPENSION_FIELDS)))
    kind = _read_kind(value.get("kind"), f"{field}.kind", faults)
    days = {name: _required_date(value, name, field, book, faults) for name in ("requestedOn", "endedOn")}
    period_set = _read_period(value, kind, f"{field}.periodSet", faults)
    requested, ended = days["requestedOn"], days["endedOn"]
    if requested and ended and ended < requested:
        message = _("The suspension ends on %(ended)s, before it began on %(requested)s.")
        faults.append(fault(f"{field}.endedOn", message, ended=ended, requested=requested))
    if len(faults) > before or kind is None or requested is None or ended is None:
        return None
    return Suspension(kind, requested, ended, period_set)


def _read_kind(value: object, field: str, faults: list[Fault]) -> SuspensionKind | None:
    if value is None:
        faults.append(fault(field, _("Say what kind of suspension this is: completion or bibob.")))
    elif isinstance(value, str) and value in ASKED_KINDS:
        return SuspensionKind(value)
    else:
        message = _("“%(value)s” is no kind of suspension; known are completion and bibob.")
        faults.append(fault(field, message, value=shown(value)))
    return None


def _required_date(value: Mapping[Any, Any], name: str, field: str, book: Lawbook, faults: list[Fault]) -> date | None:
    if value.get(name) is None:
        faults.append(fault(f"{field}.{name}", _("This date is missing.")))
        return None
    return read_date(value[name], f"{field}.{name}", book, faults)


def _read_period(value: Mapping[Any, Any], kind: SuspensionKind | None, field: str, faults: list[Fault]) -> bool:
    """Needed for completion, because without a period nothing is suspended; out of place elsewhere."""
    given = value.get("periodSet")
    if kind is SuspensionKind.BIBOB:
        if "periodSet" in value:
            faults.append(fault(field, _("Only a request for completion can set a period; leave this out.")))
        return True
    if given is None:
        if kind is SuspensionKind.COMPLETION:
            message = _("Say whether the request set a period: without one nothing is suspended.")
            faults.append(fault(field, message))
        return False
    return read_flag(given, field, faults)
