"""Databases for tests that start processes of their own: migrated once in a run, then copied.

The real migrations take half a minute of processor time; a copy of what they made takes a moment.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

#: The same in all workers of one run: they inherit it from the process that starts them.
RUN = os.environ.setdefault("LOKET_TEST_RUN", uuid.uuid4().hex[:12])
FOLDER = Path(tempfile.gettempdir()) / f"loket-tests-{RUN}"
TEMPLATE = f"loket_template_{RUN}"


def is_postgresql() -> bool:
    """Whether the run is on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def migrated_database(folder: Path, *, sqlite: bool = False) -> Iterator[str]:
    """The address of a database with all tables and no records: a file, or one on the PostgreSQL of the run."""
    if sqlite or not is_postgresql():
        yield f"sqlite:///{migrated_file(folder)}"
        return
    with _once("postgresql") as first:
        if first:
            _on_server(f"CREATE DATABASE {TEMPLATE}")
            _migrate(_address(TEMPLATE))
    name = f"loket_copy_{uuid.uuid4().hex[:12]}"
    with _once("copying"):  # a template is copied for one at a time
        _on_server(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    try:
        yield _address(name)
    finally:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def migrated_file(folder: Path) -> Path:
    """A copy of the migrated SQLite file in ``folder``."""
    template = FOLDER / "template.sqlite3"
    with _once("sqlite") as first:
        if first:
            _migrate(f"sqlite:///{template}")
            with closing(sqlite3.connect(template)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(template, folder / f"{uuid.uuid4().hex[:12]}.sqlite3"))


def drop_templates() -> None:
    """At the end of a run."""
    if (FOLDER / "postgresql").exists() and is_postgresql():
        _on_server(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
    shutil.rmtree(FOLDER, ignore_errors=True)


@contextmanager
def _once(name: str) -> Iterator[bool]:
    """One worker at a time; true for the first of the run that comes to an end."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = FOLDER / name
        yield not done.exists()
        done.touch()


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "loket.settings.test", "DATABASE_URL": url}
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, timeout=300)


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _on_server(statement: str) -> None:
    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
