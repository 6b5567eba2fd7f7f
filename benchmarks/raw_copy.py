"""The limit: the rows that an import wrote, by bare ``COPY`` and ``INSERT … ON CONFLICT`` into tables as they are.

Nothing is checked, matched, compared or built: the rows come ready from the database that the portal filled.
"""

from __future__ import annotations

import time
from pathlib import Path

import psycopg

REGISTER = [
    "companies_organisation",
    "companies_site",
    "companies_activity",
    "companies_activitymaterial",
]
ALL = [
    *REGISTER,
    "companies_provenance",
    "companies_historicalorganisation",
    "companies_historicalsite",
    "companies_historicalactivity",
    "companies_historicalactivitymaterial",
    "companies_historicalprovenance",
    "companies_statement",
    "companies_matchkey",
    "companies_organisationlisting",
    "companies_sitelisting",
    "imports_importrow",
]
BEFORE = ["valuechains_source", "companies_listsource", "imports_import"]


def save(database: str, folder: Path) -> None:
    """Keep the rows of all tables as ``COPY`` text."""
    with psycopg.connect(database) as connection:
        for table in [*BEFORE, *ALL]:
            statement = f"COPY {table} ({columns(connection, table)}) TO STDOUT"
            with (folder / f"{table}.copy").open("wb") as file, connection.cursor().copy(statement) as copy:
                for block in copy:
                    file.write(block)


def load(database: str, folder: Path, tables: list[str]) -> float:
    """Seconds to write the rows of ``tables``; all in one transaction, as fast as the server takes it."""
    with psycopg.connect(database) as connection:
        for table in BEFORE:
            _upsert(connection, table, folder)
        connection.commit()
        start = time.perf_counter()
        for table in tables:
            _upsert(connection, table, folder)
        connection.commit()
        return time.perf_counter() - start


def _upsert(connection: psycopg.Connection, table: str, folder: Path) -> None:
    names = columns(connection, table)
    key = key_of(connection, table)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names.split(", ") if name not in key.split(", "))
    otherwise = f"UPDATE SET {updates}" if updates else "NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY staged ({names}) FROM STDIN") as copy, (folder / f"{table}.copy").open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM staged ON CONFLICT ({key}) DO {otherwise}")
        cursor.execute("DROP TABLE staged")


def columns(connection: psycopg.Connection, table: str) -> str:
    found = connection.execute(
        "SELECT quote_ident(column_name) FROM information_schema.columns "
        "WHERE table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return ", ".join(name for (name,) in found)


def key_of(connection: psycopg.Connection, table: str) -> str:
    found = connection.execute(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
        "WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum",
        [table],
    )
    return ", ".join(name for (name,) in found)
