"""The choices beside the results: facets with the count behind each option, and the choices in force."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from companies.views.register import Register
from publication.selection import without

# By their count, highest first; the others keep the order of their vocabulary.
_BY_COUNT = ("material", "municipality")
_SHOWN = ("stage", "material", "municipality", "kind", "activityStatus", "verified")
_VISIBLE = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    options: list[Option]
    visible: int = _VISIBLE


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A filter in force, and the address of the page without it."""

    name: str
    label: str
    value: str
    url: str
    count: int | None = None


def facets_of(register: Register) -> list[Facet]:
    """Facets with at least one option that gives a result or is chosen."""
    facets = [_facet(register, name) for name in _SHOWN]
    return [facet for facet in facets if facet.options]


def choices_of(register: Register) -> list[Choice]:
    return [
        Choice(
            name=name,
            label=capfirst(str(register.query.filterset.filters[name].label)),
            value=_value_label(register, name, value),
            url=register.address_without(name, value),
        )
        for name in register.query.filterset.filters
        for value in register.chosen(name)
    ]


def counted_without(register: Register) -> list[Choice]:
    """For an empty result: how many there would be without each filter, the most helpful first."""
    choices = choices_of(register)
    found = [
        dataclasses.replace(
            next(choice for choice in choices if choice.name == name),
            value=", ".join(choice.value for choice in choices if choice.name == name),
            count=without(register.selection, name).count,
            url=register.address(**{name: None}),
        )
        for name in dict.fromkeys(choice.name for choice in choices)
    ]
    return sorted((choice for choice in found if choice.count), key=lambda choice: -(choice.count or 0))


def hidden_fields(register: Register) -> list[tuple[str, str]]:
    """Parameters in force that have no control of their own in the form."""
    controlled = {"q", *_SHOWN}
    return [(name, value) for name, values in register.params.lists() if name not in controlled for value in values]


def option_names(register: Register, name: str) -> dict[str, str]:
    """Value to words, for a facet, in the order of its vocabulary."""
    if name == "stage":
        return {stage["slug"]: stage["name"] for stage in register.stages}
    choices: Iterable[tuple[str, object]] = register.query.filterset.filters[name].extra.get("choices", [])
    return {value: capfirst(str(words)) for value, words in choices}


def _facet(register: Register, name: str) -> Facet:
    counts = register.selection.facet_counts(name)
    chosen = set(register.chosen(name))
    options = [
        Option(value, label, counts.get(value, 0), value in chosen)
        for value, label in option_names(register, name).items()
        if name == "stage" or counts.get(value) or value in chosen
    ]
    if name in _BY_COUNT:
        options.sort(key=lambda option: (-option.count, option.label))
    return Facet(name, capfirst(str(register.query.filterset.filters[name].label)), options)


def _value_label(register: Register, name: str, value: str) -> str:
    if name == "q":
        return value
    if name == "bbox":
        return _("part of the map")
    return option_names(register, name).get(value, value)
