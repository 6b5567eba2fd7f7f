"""A portal of its own for a test: a database, a broker, and worker processes that can be killed."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

from tests.databases import migrated_database

DONE = "SELECT count(*) FROM imports_importchunk WHERE state = 'done'"
STATE = "SELECT state FROM imports_import"


def broker_of_its_own(url: str) -> str:
    """The filesystem broker gets a folder of its own; Redis the database that nothing else here uses."""
    return url if url.startswith("filesystem") else urlunsplit(urlsplit(url)._replace(path="/9"))


class Portal:
    """A database and a broker of its own, and processes that work on them."""

    def __init__(self, folder: Path, database_url: str, broker: str = "") -> None:
        broker = broker or broker_of_its_own(os.environ.get("CELERY_BROKER_URL", "filesystem://"))
        self.database_url = database_url
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "CELERY_BROKER_URL": broker,
            "BROKER_DIR": str(folder / "broker"),
            "BROKER_QUEUE": f"killed-{uuid.uuid4().hex[:12]}",
            "TEST_MEDIA_ROOT": str(folder / "media"),
            "IMPORT_CHUNK_ROWS": "100",
            "IMPORT_STALE_AFTER": "1",
            "CELERY_SKIP_CHECKS": "1",
        }  # fmt: skip

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "tests.imports.worker", "work"]
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(timeout=20)

    def query(self, sql: str) -> Any:
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.removeprefix("sqlite:///"), timeout=20)) as connection:
                return connection.execute(sql).fetchone()[0]
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(sql).fetchone()
            assert row is not None
            return row[0]

    def wait_for(self, condition: Callable[[], bool], seconds: float = 180) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.05)

    def prepare(self) -> None:
        self.run("-m", "tests.imports.worker", "start")

    def finish(self) -> dict[str, Any]:
        self.wait_for(lambda: self.query(STATE) == "applied")
        return json.loads(self.run("-m", "tests.imports.worker", "state"))

    def alone(self) -> dict[str, Any]:
        return json.loads(self.run("-m", "tests.imports.worker", "alone"))


@contextmanager
def portal(folder: Path) -> Iterator[Portal]:
    folder.mkdir()
    with migrated_database(folder) as database_url:
        yield Portal(folder, database_url)
