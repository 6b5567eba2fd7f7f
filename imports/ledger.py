"""Keep the outcomes of many rows at once: ``COPY`` on PostgreSQL, one upsert elsewhere, with the same result."""

from collections.abc import Iterator, Sequence

import orjson
from django.db import connection

from imports.models import ImportRow
from imports.rows import Outcome

COLUMNS = ("job_id", "number", "line", "outcome", "label", "changes", "issues", "record_id")
REPLACED = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in {"job_id", "number"})
ONCE = f"ON CONFLICT (job_id, number) DO UPDATE SET {REPLACED}"


def store(import_id: int, outcomes: Sequence[Outcome]) -> None:
    """Keep line and outcome of each row; a second time overwrites the first. Call it in a transaction."""
    table, names = connection.ops.quote_name(ImportRow._meta.db_table), ", ".join(COLUMNS)
    into = f"INSERT INTO {table} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"{into} VALUES ({marks}) {ONCE}", list(_rows(import_id, outcomes)))
            return
        empty = f"SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 - names of our own
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS staged_rows ON COMMIT DELETE ROWS AS {empty}")
        with connection.wrap_database_errors, cursor.copy(f"COPY staged_rows ({names}) FROM STDIN") as copy:
            for row in _rows(import_id, outcomes):
                copy.write_row(row)
        cursor.execute(f"{into} SELECT {names} FROM staged_rows {ONCE}")  # noqa: S608 - the same
        cursor.execute("TRUNCATE staged_rows")


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
