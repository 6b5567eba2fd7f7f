"""All that waits for a decision about the register: reports, claims, and rows of lists in doubt, the oldest first."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, Value

from companies.models import Case, RowMatch
from companies.models.assigned import AssignedQuerySet

__all__ = ["CASE", "MATCH", "MINE", "UNASSIGNED", "may_look", "visible_to", "waiting"]

CASE, MATCH = "case", "match"
MINE, UNASSIGNED = "mine", "unassigned"


def may_look(user: Any) -> bool:
    return bool(visible_to(user))


def waiting(user: Any, kind: str = "", of: str = "") -> QuerySet:
    """``(since, which, number)`` of what waits for staff and this person may see, the oldest first; one query."""
    parts = []
    for which, records in visible_to(user).items():
        if kind and (which == MATCH) != (kind == MATCH):
            continue
        if kind and which == CASE:
            records = records.filter(kind=kind)
        if of:
            records = records.of(user) if of == MINE else records.of_nobody()
        named = records.order_by().annotate(which=Value(which, output_field=CharField()))
        parts.append(named.values_list("created_at", "which", "pk"))
    first, *others = parts or [Case.objects.none().values_list("created_at", "kind", "pk")]
    return first.union(*others, all=True).order_by("created_at", "pk") if others else first.order_by("created_at", "pk")


def visible_to(user: Any) -> dict[str, AssignedQuerySet]:
    """What waits for staff, of the kinds that this person may see."""
    found: dict[str, AssignedQuerySet] = {}
    if user.has_perm("companies.view_case"):
        found[CASE] = Case.objects.waiting()
    if user.has_perm("companies.view_rowmatch"):
        found[MATCH] = RowMatch.objects.waiting()
    return found
