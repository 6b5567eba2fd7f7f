"""Keep what lists say, and forget it again when a list is taken back. In bulk: history of it is its own ``earlier``."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from companies.imports.known import Record
from companies.list_sources.standing import COLUMNS, Standing, packed, spread
from companies.models import ListSource, Statement
from imports.enums import ImportState
from imports.models import ColumnChoice, Import
from imports.rows import ImportContext
from publication import bulk
from publication.enums import Door
from publication.history import change_door
from publication.rewinding import points_at, relations_to

__all__ = ["forget_source", "forget_statements", "keep_statements"]


def keep_statements(records: Sequence[Record], context: ImportContext) -> None:
    """Write what the rows newly said, in the transaction of their part."""
    known = {record.organisation.id: record for record in records if record.said and not record.is_new}
    with change_door(Door.IMPORT, str(context.import_id)):
        source = ListSource.objects.made_for(context.source) if known else None
    if source is None:
        return
    now, number = timezone.now(), context.import_id
    own = Statement.objects.filter(organisation_id__among=known, source=source).order_by()
    standing = {row[0]: (row[1], spread(*row[2:])) for row in own.values_list("organisation_id", "pk", *COLUMNS)}
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for organisation, record in known.items():
        if organisation not in standing:
            new.append((organisation, source.pk, record.said, now, number, None, None))
        else:
            pk, before = standing[organisation]
            changed.append((pk, *packed(before | _replaced(record.said, before, now, number))))
        record.said = {}
    bulk.insert_rows(Statement, ["organisation", "source", *COLUMNS], new)
    bulk.update_rows(Statement, ["id", *COLUMNS], changed)


def _replaced(said: dict[str, Any], before: dict[str, Standing], now: Any, number: int) -> dict[str, Standing]:
    return {
        subject: before[subject].replaced_by(value, now, number) if subject in before else Standing(value, now, number)
        for subject, value in said.items()
    }


def forget_statements(import_number: int, organisations: Collection[int] | None = None) -> None:
    """What this list said is said no more; what its source said before is back. Of these organisations, or of all."""
    rows = Statement.objects.order_by()
    if organisations is not None:
        rows = rows.filter(organisation_id__in=list(organisations))
    # The usual row is of one list alone, and nothing came before it.
    rows.filter(import_number=import_number, since__isnull=True, earlier__isnull=True).delete()
    gone: list[int] = []
    back: list[tuple[Any, ...]] = []
    mixed = rows.filter(Q(import_number=import_number) | Q(since__isnull=False))
    for pk, *row in mixed.values_list("pk", *COLUMNS).iterator():
        standing = spread(*row)
        left = {subject: one for subject, told in standing.items() if (one := _without(told, import_number))}
        if not left:
            gone.append(pk)
        elif left != standing:
            back.append((pk, *packed(left)))
    bulk.update_rows(Statement, ["id", *COLUMNS], back)
    bulk.delete_rows(Statement, gone)


def _without(told: Standing, import_number: int) -> Standing | None:
    return told.before() if told.import_number == import_number else told


def forget_source(import_number: int) -> None:
    """The source of lists that this list was the first of goes with it, when nobody filled it in since, nothing is left
    of what it said, and no other list of it stands."""
    door = {"door": Door.IMPORT, "door_reference": str(import_number)}
    made = ListSource.history.filter(**door, history_type="+").values("id")
    for source in ListSource.objects.filter(pk__in=made):
        used = any(points_at(relation, [source.pk]) for relation in relations_to(ListSource))
        if not used and source.history.count() == 1 and not _has_other_list(source, import_number):
            source.delete()


def _has_other_list(source: ListSource, import_number: int) -> bool:
    others = Import.objects.filter(state=ImportState.APPLIED).exclude(pk=import_number)
    return any(
        ColumnChoice.source_key(name) == source.key for name in others.values_list("source", flat=True).distinct()
    )
