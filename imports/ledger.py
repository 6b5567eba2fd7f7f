"""Keep the outcomes of many rows at once: ``COPY`` on PostgreSQL, one upsert elsewhere, with the same result but for
the numbers of the rows in the database, by which nobody knows them."""

from collections.abc import Iterator, Sequence

import orjson
from django.db import connection

from imports.models import ImportRow
from imports.rows import Outcome

COLUMNS = ("job_id", "number", "line", "outcome", "label", "changes", "issues", "record_id")
REPLACED = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in {"job_id", "number"})
ONCE = f"ON CONFLICT (job_id, number) DO UPDATE SET {REPLACED}, undo = ''"


def store(import_id: int, outcomes: Sequence[Outcome]) -> None:
    """Keep line and outcome of each row; a second time overwrites the first. Call it in a transaction that holds the
    part of the list that they stand in."""
    table, names = connection.ops.quote_name(ImportRow._meta.db_table), ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(COLUMNS))
            into = f"INSERT INTO {table} ({names}) VALUES ({marks}) {ONCE}"  # noqa: S608 - names of our own
            cursor.executemany(into, list(_rows(import_id, outcomes)))
            return
        numbers = [one.row.number for one in outcomes]
        # The bounds follow from the numbers, and let PostgreSQL read no more of the list than this part.
        cursor.execute(
            f"DELETE FROM {table} WHERE job_id = %s AND number BETWEEN %s AND %s "  # noqa: S608 - names of our own
            "AND number = ANY(%s::integer[])",
            [import_id, min(numbers, default=0), max(numbers, default=0), "{" + ",".join(map(str, numbers)) + "}"],
        )
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in _rows(import_id, outcomes):
                copy.write_row(row)


def _rows(import_id: int, outcomes: Sequence[Outcome]) -> Iterator[tuple[int | str | None, ...]]:
    for one in outcomes:
        yield (
            import_id,
            one.row.number,
            orjson.dumps(one.row.raw).decode(),
            one.kind.value,
            one.label[:200],
            orjson.dumps(one.changes).decode(),
            orjson.dumps([issue.as_json() for issue in one.issues]).decode() if one.issues else "[]",
            one.record_id,
        )
