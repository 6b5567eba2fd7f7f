"""How fast the desk answers, what people ask about, and for which cells of the matrix nobody is there."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies import coverage
from companies.coverage_cells import Cell, CellState
from desk.days import working_days_between
from desk.enums import Service
from desk.models import Inquiry
from publication.counts import Known, narrowed
from publication.index import names_of
from publication.models import ListingState
from valuechains.pages import language

TOO_FEW = 5
CELLS = 30
PERCENT = 80
Matrix = Mapping[tuple[str, str], Cell]


def figures(today: datetime.date | None = None) -> dict[str, Any]:
    """Of the last twelve months, examples and merged duplicates left out."""
    since = timezone.now() - datetime.timedelta(days=365)
    asked: Any = Inquiry.objects.filter(received_at__gte=since, is_example=False, merged_into=None)
    times = answer_times(asked)
    day = today or timezone.localdate()
    return {
        "asked": asked.count(),
        "open": asked.open().count(),
        "overdue": asked.overdue(day).count(),
        "times": summary(times),
        "services": by_service(asked),
        "cells": cells(asked),
        "topics": [(_("Stage"), by_topic(asked, "stages")), (_("Material"), by_topic(asked, "materials"))],
        "too_few": TOO_FEW,
    }


def answer_times(asked: Any) -> list[int]:
    """Working days from receipt to first answer, of those that have one."""
    moments = asked.exclude(first_answered_at=None).values_list("received_at", "first_answered_at")
    return [working_days_between(timezone.localdate(a), timezone.localdate(b)) for a, b in moments.iterator()]


def summary(times: Sequence[int]) -> dict[str, Any]:
    """Median and the time within which 80 % had an answer; under five they would tell of single people."""
    if len(times) < TOO_FEW:
        return {"n": len(times), "median": None, "p80": None}
    return {"n": len(times), "median": median(times), "p80": percentile(times, PERCENT)}


def percentile(values: Sequence[int], percent: int) -> int:
    """The smallest value that at least so many percent do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * percent // 100) - 1]


def by_service(asked: Any) -> list[tuple[str, int]]:
    found = dict(asked.order_by().values_list("service").annotate(number=Count("pk")))
    return [(str(service.label), found.get(service.value, 0)) for service in Service]


def by_topic(asked: Any, kind: str) -> list[tuple[str, int]]:
    """Public stages or materials by how many questions name them, also those that name no cell of the matrix."""
    named = asked.order_by().values_list(f"{kind}__listing__slug").annotate(number=Count("pk", distinct=True))
    known = {state.kind: state for state in ListingState.objects.all()}
    names = names_of(kind, known)
    found = [(names[slug][language()], number) for slug, number in named if slug in names]
    return sorted(found, key=lambda one: (-one[1], one[0]))[:CELLS]


def cells(asked: Any) -> list[dict[str, Any]]:
    """Stage × material by how often it was asked about, with how many organisations the directory has there."""
    pairs = asked.exclude(stages=None).exclude(materials=None).order_by()
    rows = pairs.values_list("pk", "stages__listing__slug", "materials__listing__slug").distinct()
    counted = Counter((stage, material) for _pk, stage, material in rows.iterator() if stage and material)
    most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:CELLS]
    known = {state.kind: state for state in ListingState.objects.all()}
    matrix = {(one.stage, one.material): one for one in coverage.cells(known, coverage.Wanted())} if most else {}
    return [_cell(known, matrix, stage, material, number) for (stage, material), number in most]


def _cell(known: Known, matrix: Matrix, stage: str, material: str, number: int) -> dict[str, Any]:
    """A gap leads to the page that says what it means. The matrix has listed materials alone."""
    one = matrix.get((stage, material))
    there = one.organisations if one else narrowed("companies", known, stage=[stage], material=[material]).count
    directory = f"{reverse('companies:directory')}?{urlencode({'stage': stage, 'material': material})}"
    gap = reverse("agenda:white-spot", kwargs={"stage": stage, "material": material})
    return {
        "stage": stage, "material": material, "asked": number, "organisations": there,
        "gap": one.state.label if one and one.state.is_gap else "" if there else CellState.NONE.label,
        "stage_name": names_of("stages", known).get(stage, {}).get(language(), stage),
        "material_name": names_of("materials", known).get(material, {}).get(language(), material),
        "url": gap if one and one.state.is_gap else directory,
    }  # fmt: skip
