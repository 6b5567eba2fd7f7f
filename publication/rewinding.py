"""Rows as they stood before a change through one door, as it left them, and as they stand now: by their history."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from publication.enums import Door
from publication.models import Listing

__all__ = [
    "STAMPS", "Touched", "Values", "Versions", "attnames", "points_at", "relations_to", "same", "set_back", "touched",
    "versions_of",
]  # fmt: skip

Values = Mapping[str, Any]
#: Moments that a save sets by itself tell nothing about who changed what.
STAMPS = frozenset({"updated_at"})


@dataclass(slots=True)
class Touched:
    """One row that the change made, altered or removed; None stands for "was not there".

    Values are by field; of a many-to-many field that history keeps they are the numbers that it links, in order.
    """

    model: type[models.Model]
    pk: int
    before: Values | None = None
    is_known: bool = True
    left: Values | None = None
    now: Values | None = None

    @property
    def was_made(self) -> bool:
        return self.is_known and self.before is None

    @property
    def is_changed_since(self) -> bool:
        return not same(self.left, self.now)


def same(one: Values | None, other: Values | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(other[name] == value for name, value in one.items() if name not in STAMPS)


def touched(model: Any, links: Mapping[str, Any], door: Door, reference: str, *, lock: bool) -> list[Touched]:
    """The rows that fit ``links`` and were touched through this door; three queries, and two for each link kept.

    ``lock`` keeps others from changing these rows until the end of the transaction.
    """
    found = versions_of(model, links, door, reference, lock=lock)
    _add_links(model, found.now, found.rows)
    return [
        _from_versions(model, pk, rows, (door, reference), found.now.get(pk)) for pk, rows in sorted(found.rows.items())
    ]


@dataclass(slots=True)
class Versions:
    """By primary key: the versions of a row in their order, and what stands now."""

    rows: dict[int, list[dict[str, Any]]]
    now: dict[int, dict[str, Any]]


def versions_of(model: Any, links: Mapping[str, Any], door: Door, reference: str, *, lock: bool) -> Versions:
    """Of the rows that fit ``links`` and were touched through this door; three queries."""
    mine = {"door": door, "door_reference": reference}
    pks = set(model.history.filter(**mine, **links).order_by().values_list("id", flat=True))
    if not pks:
        return Versions({}, {})
    names = attnames(model)
    standing = model._base_manager.filter(pk__in=pks)
    now = {row["id"]: row for row in (standing.select_for_update() if lock else standing).values(*names)}
    told = ("history_id", "history_type", "door", "door_reference")
    versions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in model.history.filter(id__in=pks).order_by("history_id").values(*names, *told):
        versions[row["id"]].append(row)
    return Versions(dict(versions), now)


def _add_links(model: Any, now: dict[int, dict[str, Any]], versions: Mapping[int, list[dict[str, Any]]]) -> None:
    every = {row["history_id"]: row for rows in versions.values() for row in rows}
    for field in _kept_links(model):
        other = f"{field.m2m_reverse_field_name()}_id"
        own = f"{field.m2m_field_name()}_id"
        stands = getattr(model, field.name).through._base_manager.filter(**{f"{own}__in": list(now)})
        _fill(now, field.name, stands.values_list(own, other))
        stood = getattr(model.history.model, field.name).model._default_manager.filter(history__in=list(every))
        _fill(every, field.name, stood.values_list("history_id", other))


def _fill(rows: Mapping[int, dict[str, Any]], name: str, pairs: Iterable[tuple[int, int]]) -> None:
    for row in rows.values():
        row[name] = []
    for key, linked in sorted(pairs):
        rows[key][name].append(linked)


def _from_versions(
    model: Any, pk: int, rows: list[dict[str, Any]], door: tuple[Door, str], now: Values | None
) -> Touched:
    mine = [place for place, row in enumerate(rows) if (row["door"], row["door_reference"]) == door]
    first, last = rows[mine[0]], rows[mine[-1]]
    earlier = rows[mine[0] - 1] if mine[0] else None
    if earlier is None and first["history_type"] == "-":
        earlier = first  # what is removed is told as it stood
    is_known = earlier is not None or first["history_type"] == "+"
    there = earlier is not None and (earlier["history_type"] != "-" or earlier is first)
    return Touched(
        model,
        pk,
        before=_values(model, earlier) if there else None,
        is_known=is_known,
        left=None if last["history_type"] == "-" else _values(model, last),
        now=now,
    )


def _values(model: Any, row: Any) -> Values:
    return {name: row[name] for name in (*attnames(model), *(field.name for field in _kept_links(model)))}


def attnames(model: Any) -> list[str]:
    """The fields that history keeps, as columns of the model."""
    return [field.attname for field in model.history.model.tracked_fields]


def _kept_links(model: Any) -> list[Any]:
    return list(getattr(model.history.model, "_history_m2m_fields", ()))


def set_back(rows: Collection[Touched], user: Any = None) -> None:
    """Bring each row back to where it stood before, one by one, with history: for short lists. What others hang on
    comes first in ``rows``."""
    for row in reversed(list(rows)):
        if row.before is None and (one := row.model._base_manager.filter(pk=row.pk).first()) is not None:
            one._history_user = user  # type: ignore[attr-defined]
            one.delete()
    for row in rows:
        if row.before is not None and not same(row.before, row.now):
            _restore(row, user)


def _restore(row: Touched, user: Any) -> None:
    one = row.model._base_manager.filter(pk=row.pk).first() or row.model(pk=row.pk)
    values, links = dict(row.before or {}), {field.name for field in _kept_links(row.model)}
    for name in values.keys() - links - STAMPS:
        setattr(one, name, values[name])
    one._history_user = user  # type: ignore[attr-defined]
    one.save(force_insert=row.now is None)
    for name in links:
        if row.now is None or row.now[name] != values[name]:
            getattr(one, name).set(values[name])


def relations_to(model: Any) -> Iterator[Any]:
    """All that may point at a record of this model, but for history and listings."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            other = relation.related_model
            if not other.__name__.startswith("Historical") and not issubclass(other, Listing):
                yield relation


def points_at(relation: Any, pks: Collection[int]) -> list[int]:
    """Which of these records something points at by this relation."""
    name = relation.field.attname
    rows = relation.related_model._base_manager.filter(**{f"{name}__in": list(pks)})
    return list(rows.values_list(name, flat=True).distinct())
