"""Write many rows at once: ``COPY`` on PostgreSQL, prepared statements elsewhere, with the same result.

No signals are sent and no ``save`` is called: who uses this also writes history (``publication.history.record_many``)
and touches listings. Names of tables and columns come from models, never from a visitor.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import orjson
from django.db import connection, models
from django.db.models.base import ModelState

Row = Sequence[Any]
Model = TypeVar("Model", bound=models.Model)
_packs_quickly: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


@cache
def mould(model: type[Model]) -> Callable[..., Model]:
    """Makes records of a model that are not in the database yet, as its constructor does but for the signals.

    The defaults are asked for once, so no field may have one that differs from record to record.
    """
    blank = model().__dict__
    plain = {name for field in model._meta.concrete_fields for name in {field.name, field.attname}}
    links = {field.name: field.attname for field in model._meta.concrete_fields if field.many_to_one}
    plain -= links.keys()

    def make(**values: Any) -> Model:
        one = model.__new__(model)
        state = ModelState()
        given = one.__dict__
        given.update(blank, _state=state)
        for name, value in values.items():
            if name in plain:
                given[name] = value
            elif value is not None and name in links:  # as its descriptor does, which asks much first
                state.fields_cache[name] = value
                given[links[name]] = value.pk
            else:
                setattr(one, name, value)
        return one

    return make


def insert(objects: Sequence[models.Model]) -> None:
    """Insert new records of one model and give each its number."""
    if not objects:
        return
    model = type(objects[0])
    fields = model._meta.concrete_fields
    own = [field for field in fields if type(field).pre_save is not models.Field.pre_save]
    key = str(model._meta.pk.attname)  # "pk" would ask the model each time
    for pk, one in zip(reserve(model, len(objects)), objects, strict=True):
        setattr(one, key, pk)
        one._state.adding = False
        for field in own:
            field.pre_save(one, True)
    values = attrgetter(*(field.attname for field in fields))
    insert_rows(model, [field.name for field in fields], [values(one) for one in objects])


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows of plain values, one for each of the fields ``names``; all fields without a default are named."""
    if rows:
        _fill(model._meta.db_table, _columns(model, names), _prepared(model, names, rows))


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Numbers for so many new records, that nobody else gets. Call it in the transaction that uses them."""
    pk = model._meta.pk
    assert pk is not None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(model._meta.db_table)
            # The name of the sequence is looked up once, not for each number. Mostly nobody else counts meanwhile: then
            # first and last say it all.
            cursor.execute(
                "WITH counter AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name), "
                "given AS MATERIALIZED (SELECT nextval(counter.name) AS n FROM counter, generate_series(1, %s)) "
                "SELECT min(n), max(n), CASE WHEN max(n) - min(n) + 1 > count(n) THEN array_agg(n ORDER BY n) END "
                "FROM given",
                [table, pk.column, count],
            )
            first, last, numbers = cursor.fetchone()
            return numbers or list(range(first, last + 1)) if count else []
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + 1 + count))


def update_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Set the fields ``names`` of known records; the first of them is the primary key."""
    if not rows:
        return
    columns, prepared = _columns(model, names), _prepared(model, names, rows)
    table, key = connection.ops.quote_name(model._meta.db_table), columns[0]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            staging = _staging(model)
            _fill(staging, columns, prepared)
            settings = ", ".join(f"{column} = staged.{column}" for column in columns[1:])
            cursor.execute(
                f"UPDATE {table} SET {settings} FROM {staging} staged WHERE {table}.{key} = staged.{key}"  # noqa: S608
            )
            cursor.execute(f"TRUNCATE {staging}")
            return
        settings = ", ".join(f"{column} = %s" for column in columns[1:])
        moved = [(*row[1:], row[0]) for row in prepared]
        cursor.executemany(f"UPDATE {table} SET {settings} WHERE {key} = %s", moved)  # noqa: S608


def delete_rows(model: type[models.Model], pks: Iterable[int]) -> None:
    """Delete records that nothing else points to."""
    model._base_manager.filter(pk__among=list(pks))._raw_delete(connection.alias)


class Upsert:
    """Rows that are brought to the database first, and take the place of those with the same key later.

    What lies between is time without a lock on what others wait for. Rows that are known to be new wait here, and go to
    the table itself without a stop: that is half the work.
    """

    #: So many new rows wait here at most; the others go by way of the database.
    MOST_WAITING = 2000

    def __init__(self, model: type[models.Model], names: Sequence[str]) -> None:
        self._model = model
        self._names = list(names)
        self._kept: list[Row] = []
        self._staged = 0

    @property
    def count(self) -> int:
        return len(self._kept) + self._staged

    def add(self, rows: Sequence[Row], *, are_new: bool = False) -> None:
        """``are_new`` says that no row seems to have their keys."""
        if not rows:
            return
        prepared = _prepared(self._model, self._names, rows)
        waits = are_new and len(self._kept) + len(rows) <= self.MOST_WAITING
        if waits or connection.vendor != "postgresql":
            self._kept.extend(prepared)
        else:
            self._staged += len(rows)
            _fill(_staging(self._model), _columns(self._model, self._names), prepared)

    def write(self, **constants: Any) -> None:
        """Insert or replace; ``constants`` are fields with one value for all rows. Keyed by the primary key.

        Nobody else may write rows of these keys meanwhile: the caller holds a lock.
        """
        self._stage_known()
        table = connection.ops.quote_name(self._model._meta.db_table)
        columns, fixed = _columns(self._model, self._names), _columns(self._model, constants)
        pk = self._model._meta.pk
        assert pk is not None
        key = connection.ops.quote_name(str(pk.column))
        everything = [*columns, *fixed]
        updates = ", ".join(f"{column} = excluded.{column}" for column in everything if column != key)
        into = f"INSERT INTO {table} ({', '.join(everything)})"
        otherwise = f"ON CONFLICT ({key}) DO UPDATE SET {updates}"
        values = list(constants.values())
        rows, self._kept = [(*row, *values) for row in self._kept], []
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                marks = ", ".join(["%s"] * len(everything))
                cursor.executemany(f"{into} VALUES ({marks}) {otherwise}", rows)
                return
            if rows:
                if packing := _quick_packing(cursor):
                    cursor.execute(packing)
                _fill(self._model._meta.db_table, everything, rows)
            if self._staged:
                staging = _staging(self._model)
                chosen = ", ".join([*columns, *(["%s"] * len(fixed))])
                # "ORDER BY" gives every writer the same order, in which locks are taken.
                cursor.execute(f"{into} SELECT {chosen} FROM {staging} ORDER BY {key} {otherwise}", values)  # noqa: S608
                cursor.execute(f"TRUNCATE {staging}")
        self._staged = 0

    def _stage_known(self) -> None:
        """Of the rows that seemed new, those that somebody else made since are replaced as others are."""
        if connection.vendor != "postgresql" or not self._kept:
            return
        pk = self._model._meta.pk
        assert pk is not None
        place = self._names.index(pk.name)
        keys = [row[place] for row in self._kept]
        known = set(self._model._base_manager.filter(pk__among=keys).values_list("pk", flat=True))
        if known:
            rows = [row for row in self._kept if row[place] in known]
            self._kept = [row for row in self._kept if row[place] not in known]
            self._staged += len(rows)
            _fill(_staging(self._model), _columns(self._model, self._names), rows)


def _quick_packing(cursor: Any) -> str:
    """The statement after which long texts of this transaction are packed with LZ4, where the server has it: that is
    half the work. A connection is asked once."""
    known = _packs_quickly.get(connection.connection)
    if known is None:
        cursor.execute(
            "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
        )
        known = _packs_quickly[connection.connection] = bool(cursor.fetchone()[0])
    return "SET LOCAL default_toast_compression = lz4; " if known else ""


def _staging(model: type[models.Model]) -> str:
    """A table of this session, emptied at the end of each transaction, with the columns of the model's own."""
    table = connection.ops.quote_name(model._meta.db_table)
    staging = connection.ops.quote_name(f"staged_{model._meta.db_table}"[:60])
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_quick_packing(cursor)}CREATE TEMP TABLE IF NOT EXISTS {staging} ON COMMIT DELETE ROWS "  # noqa: S608
            f"AS SELECT * FROM {table} WITH NO DATA"
        )
    return str(staging)


def _fill(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    table, names = connection.ops.quote_name(table), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                write = copy.write_row
                for row in rows:
                    write(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    return [connection.ops.quote_name(str(model._meta.get_field(name).column)) for name in names]  # type: ignore[union-attr]


def _prepared(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> Sequence[Row]:
    """Rows with what the driver does not take as it is made plain: JSON, and on SQLite moments and days."""
    special = {
        place: convert
        for place, name in enumerate(names)
        if (convert := _converter(model._meta.get_field(name))) is not None
    }
    if not special or not rows:
        return rows
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, convert in special.items():
        columns[place] = [value if value is None else convert(value) for value in columns[place]]
    return list(zip(*columns, strict=True))


def _converter(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return lambda value: orjson.dumps(value).decode()
    if connection.vendor != "postgresql" and isinstance(field, models.DateField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None
