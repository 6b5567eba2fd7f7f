"""A PostgreSQL and a Redis of a test's own, which it may kill and start again on what they left on the disk."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from tests.loket.security.servers import free_port

PATIENCE = 60


def find_initdb() -> Path | None:
    """Debian keeps it outside the path."""
    found = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found) if found else next(reversed(kept), None)


class Killable:
    """A server process that is killed without notice, and started again."""

    def __init__(self, command: list[str], folder: Path, answers: Callable[[], Any], **options: Any) -> None:
        self._command, self._folder, self._answers, self._options = command, folder, answers, options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """PostgreSQL refuses to start while processes of the killed one are still there: it is tried again."""
        end = time.monotonic() + PATIENCE
        while True:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    self._command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    **self._options,
                )  # fmt: skip
            try:
                self._answers()
            except (psycopg.OperationalError, redis.ConnectionError):
                assert time.monotonic() < end, f"{self._command[0]} does not start"
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=20)


@contextmanager
def own_postgresql(initdb: Path) -> Iterator[tuple[Killable, str]]:
    """PostgreSQL does not run as root: then it runs as the user that Debian made for it."""
    options = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-"))
    if options:
        shutil.chown(folder, **options)
    try:
        data = folder / "data"
        make = [str(initdb), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(make, cwd=folder, check=True, capture_output=True, timeout=120, **options)  # type: ignore[call-overload]
        port = free_port()
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        command = [str(initdb.with_name("postgres")), "-D", str(data), "-p", str(port), "-k", str(folder)]
        server = Killable(command, folder, lambda: psycopg.connect(url).close(), **options)
        server.start()
        try:
            yield server, url
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_redis(folder: Path) -> Iterator[tuple[Killable, str]]:
    """Keeps nothing on the disk: what it held is lost when it is killed."""
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    client = redis.Redis(port=port)
    server = Killable(command, folder, client.ping)
    server.start()
    try:
        yield server, url
    finally:
        client.close()
        server.kill()
