"""What a record, or a row of a list, says about each value: plain values that can be kept as JSON and compared."""

from collections.abc import Iterable, Mapping
from typing import Any

from companies.models import Organisation, Site
from companies.subjects import SAID, SUBJECT_OF

__all__ = ["Value", "by_subject", "current", "plain_value", "told"]

Value = dict[str, Any]
OWN = frozenset(field.name for field in Organisation._meta.concrete_fields)


def plain_value(value: Any) -> Any:
    """A municipality by its name, a choice by its value; nothing for what is empty."""
    if type(value) is str:
        return value or None
    if value in (None, ""):
        return None
    return value if isinstance(value, int | float) else str(value)


def by_subject(fields: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    """``{subject: {field: value}}`` of what is not empty; fields that are not weighed are left out."""
    found: dict[str, Value] = {}
    for name, value in fields:
        subject = SUBJECT_OF.get(name)
        if subject is not None and (plain := plain_value(value)) is not None:
            found.setdefault(subject, {})[name] = plain
    return found


def current(organisation: Organisation, site: Site | None, names: Iterable[str]) -> Value:
    """What stands in the register for these fields."""
    return {
        name: plain_value(getattr(organisation if name in OWN else site, name, None))
        for name in names
        if name in OWN or site is not None
    }


def told(value: Mapping[str, Any]) -> str:
    """For people: ``51.92, 4.48, address``."""
    order = [name for names in SAID.values() for name in names]
    return ", ".join(str(value[name]) for name in sorted(value, key=order.index))
