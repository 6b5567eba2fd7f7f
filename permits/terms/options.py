"""The parameters of a rule: declared as fields of a dataclass, read strictly from what somebody sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.errors import Fault, TermError, fault
from permits.terms.lawbook import Lawbook
from permits.terms.values import read_date, read_flag, read_number, read_suspensions, shown

P = TypeVar("P")


class OptionKind(StrEnum):
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    SUSPENSIONS = "suspensions"


@dataclass(frozen=True, slots=True)
class Option:
    """``name`` as the API writes it; ``attribute`` as the dataclass does."""

    name: str
    kind: OptionKind
    label: Promise
    help: Promise | str = ""
    minimum: int = 0
    maximum: int = 0
    default: Any = None
    attribute: str = ""


def flag(name: str, label: Promise, help: Promise | str = "") -> Any:
    return dataclasses.field(default=False, metadata={"option": Option(name, OptionKind.FLAG, label, help)})


def number(
    name: str, label: Promise, help: Promise | str = "", *, maximum: int, minimum: int = 0, default: int = 0
) -> Any:
    option = Option(name, OptionKind.NUMBER, label, help, minimum, maximum, default)
    return dataclasses.field(default=default, metadata={"option": option})


def day(name: str, label: Promise, help: Promise | str = "") -> Any:
    return dataclasses.field(default=None, metadata={"option": Option(name, OptionKind.DATE, label, help)})


def suspensions(label: Promise, help: Promise | str = "") -> Any:
    option = Option("suspensions", OptionKind.SUSPENSIONS, label, help)
    return dataclasses.field(default=(), metadata={"option": option})


@cache
def options_of(params: type) -> tuple[Option, ...]:
    return tuple(dataclasses.replace(one.metadata["option"], attribute=one.name) for one in dataclasses.fields(params))


@cache
def _by_name(params: type) -> Mapping[str, Option]:
    return {option.name: option for option in options_of(params)}


def read(params: type[P], given: object, book: Lawbook) -> P:
    """``given`` as an instance of ``params``; TermError names every parameter that is unknown or wrong."""
    if not isinstance(given, Mapping):
        raise TermError([fault("params", _("Give the parameters as an object: names and values."))])
    known: Mapping[str, Option] = _by_name(params)  # type: ignore[arg-type]
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        option = known.get(name) if isinstance(name, str) else None
        if option is None:
            faults.append(_unknown(name, known))
        else:
            values[option.attribute] = _read(option, value, book, faults)
    if faults:
        raise TermError(faults)
    return params(**values)


def _read(option: Option, value: object, book: Lawbook, faults: list[Fault]) -> Any:
    field = f"params.{option.name}"
    if option.kind is OptionKind.FLAG:
        return read_flag(value, field, faults)
    if option.kind is OptionKind.NUMBER:
        return read_number(value, field, option.minimum, option.maximum, faults)
    if option.kind is OptionKind.DATE:
        return read_date(value, field, book, faults)
    return read_suspensions(value, field, book, faults)


def _unknown(name: object, known: Mapping[str, Option]) -> Fault:
    field = f"params.{shown(name)}"
    if not known:
        return fault(field, _("This rule has no parameters."))
    return fault(field, _("This rule has no such parameter; it knows: %(names)s."), names=", ".join(known))
