"""How complete the record of an organisation is, of 100, and what is missing.

One table of what counts: the pure function adds it up for a person, the database adds up the same for lists.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from companies.models import Activity, ActivityMaterial, Organisation, Site

__all__ = [
    "CRITERIA", "POOR", "Completeness", "completeness", "completeness_of", "less_complete_than", "present_of",
    "with_completeness",
]  # fmt: skip

#: Below this a record is worth somebody's time.
POOR = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Criterion:
    label: Any
    weight: int
    is_met: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Completeness:
    """``percent`` of 100, and the labels of what is missing, the weightiest first."""

    percent: int
    missing: tuple[str, ...]


_OWN_SITES = Site.objects.filter(organisation=OuterRef("pk"))
_OWN_WORK = Activity.objects.filter(organisation=OuterRef("pk"))
_OWN_MATERIALS = ActivityMaterial.objects.filter(activity__organisation=OuterRef("pk"))


def _is(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


CRITERIA: dict[str, Criterion] = {
    "work": Criterion(_("a place in the chain"), 15, Exists(_OWN_WORK)),
    "description": Criterion(_("a description"), 15, _is(~Q(description_nl="") | ~Q(description_en=""))),
    "address": Criterion(_("an address"), 15, Exists(_OWN_SITES.exclude(street_address="").exclude(postcode=""))),
    "material": Criterion(_("a material"), 10, Exists(_OWN_MATERIALS)),
    "point": Criterion(_("a point on the map"), 10, Exists(_OWN_SITES.filter(latitude__isnull=False))),
    "website": Criterion(_("a website"), 10, _is(~Q(website=""))),
    "kvk": Criterion(_("a KvK number"), 10, _is(Q(kvk_number__isnull=False))),
    "confirmed": Criterion(
        _("a confirmation by the province or itself"), 10,
        _is(Q(verified_at__isnull=False) | Q(confirmed_at__isnull=False)),
    ),
    "both": Criterion(_("a description in both languages"), 5, _is(~Q(description_nl="") & ~Q(description_en=""))),
}  # fmt: skip


def completeness(present: Mapping[str, bool]) -> Completeness:
    """``present``: for each key of ``CRITERIA`` whether the record has it."""
    percent = sum(one.weight for key, one in CRITERIA.items() if present[key])
    return Completeness(percent, tuple(str(one.label) for key, one in CRITERIA.items() if not present[key]))


def with_completeness(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Adds ``has_…`` for each criterion and ``completeness``, within the same query."""
    met = organisations.annotate(**{f"has_{key}": one.is_met for key, one in CRITERIA.items()})
    parts = [
        Case(When(**{f"has_{key}": True, "then": Value(one.weight)}), default=Value(0), output_field=IntegerField())
        for key, one in CRITERIA.items()
    ]
    return met.annotate(completeness=sum(parts[1:], parts[0]))


def less_complete_than(percent: int, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    annotated: Any = with_completeness(organisations)
    return annotated.filter(completeness__lt=percent)


def present_of(annotated: Any) -> dict[str, bool]:
    return {key: bool(getattr(annotated, f"has_{key}")) for key in CRITERIA}


def completeness_of(organisation: Organisation) -> Completeness:
    """One query."""
    return completeness(present_of(with_completeness(Organisation.objects.all()).get(pk=organisation.pk)))
