"""Keep what lists say, and forget it again when a list is taken back. In bulk: history of it is its own ``earlier``."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from companies.imports.known import Record
from companies.list_sources.weighing import Standing
from companies.models import ListSource, Statement
from imports.rows import ImportContext
from publication import bulk

__all__ = ["forget_statements", "keep_statements"]

NAMES = ["organisation", "subject", "source", "value", "stated_at", "import_number", "earlier"]
#: So many lists back can be taken back one after the other.
DEEPEST = 10


def keep_statements(records: Sequence[Record], context: ImportContext) -> None:
    """Write what the rows newly said, in the transaction of their part."""
    known = {record.organisation.id: record for record in records if record.said and not record.is_new}
    said = [(pk, subject, one) for pk, record in known.items() for subject, one in record.said.items()]
    source = ListSource.objects.made_for(context.source) if said else None
    if source is None:
        return
    now = timezone.now()
    by, number = source.pk, context.import_id
    new = [(pk, subject, by, one.value, now, number, None) for pk, subject, one in said if one.before is None]
    bulk.insert_rows(Statement, NAMES, new)
    changed = [
        (one.before.pk, one.value, now, context.import_id, _earlier(one.before, context))
        for _pk, _subject, one in said
        if one.before is not None
    ]
    bulk.update_rows(Statement, ["id", "value", "stated_at", "import_number", "earlier"], changed)
    for record in known.values():
        record.said.clear()


def _earlier(before: Standing, context: ImportContext) -> Any:
    if before.import_number == context.import_id:
        return before.earlier  # the list contradicts itself: what counts is what stood before it
    whole = {
        "value": before.value,
        "stated_at": before.stated_at.isoformat(),
        "import_number": before.import_number,
        "earlier": before.earlier,
    }
    return _cut(whole, DEEPEST)


def _cut(value: Any, depth: int) -> Any:
    if value is None or depth == 0:
        return None
    return {**value, "earlier": _cut(value["earlier"], depth - 1)}


def forget_statements(import_number: int, organisations: Collection[int] | None = None) -> None:
    """What this list said is said no more; what its source said before is back. Of these organisations, or of all."""
    rows = Statement.objects.filter(import_number=import_number)
    if organisations is not None:
        rows = rows.filter(organisation_id__in=list(organisations))
    rows.filter(earlier__isnull=True).delete()
    back = [
        (one.pk, before["value"], parse_datetime(before["stated_at"]), before["import_number"], before["earlier"])
        for one in rows
        if (before := one.earlier)
    ]
    bulk.update_rows(Statement, ["id", "value", "stated_at", "import_number", "earlier"], back)
