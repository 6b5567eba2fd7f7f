"""Start the portal's own commands as real processes, and leave none behind."""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=1).close()
    except OSError:
        return False
    return True


def redis_url(database: int) -> str:
    """A database of its own in the Redis that this run has: where that stands is said once, in CELERY_BROKER_URL."""
    broker = os.environ.get("CELERY_BROKER_URL", "")
    given = broker if broker.startswith("redis") else "redis://127.0.0.1:6379/0"
    return urlsplit(given)._replace(path=f"/{database}").geturl()


def needs_redis(url: str) -> pytest.MarkDecorator:
    """``.ci/run`` starts Redis and sets CELERY_BROKER_URL; then its absence is a failure, not a reason to go on."""
    wanted = os.environ.get("CELERY_BROKER_URL", "").startswith("redis")
    return pytest.mark.skipif(not wanted and not answers(url), reason="no Redis on this machine")


class Server:
    """One command in a process group of its own.

    What it says of faults goes to a file: a pipe that nobody empties would hold up a process once it is full.
    """

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.command = command
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 (closed in __exit__)

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=self.said,
            start_new_session=True,
        )
        return self

    def __exit__(self, *details: Any) -> None:
        assert self.process
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(timeout=20)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self.process.wait()
        self.said.close()

    def wait_for(self, url: str, seconds: float = 90, headers: dict[str, str] | None = None) -> bytes:
        """What ``url`` answers, once it does."""
        assert self.process
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"{self.command} ended: {self._errors()}"
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=5) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                with error:
                    if error.code != 503:
                        raise
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError(f"{url} does not answer: {self._errors()}")

    def processes(self) -> list[int]:
        assert self.process
        return processes_of_group(self.process.pid)

    def wait_for_processes(self, count: int, seconds: float = 30) -> None:
        """The first child that stands answers for the rest: who needs all waits here. The leader counts too."""
        deadline = time.monotonic() + seconds
        while len(self.processes()) < count:
            assert time.monotonic() < deadline, f"{len(self.processes())} of {count} processes: {self._errors()}"
            time.sleep(0.05)

    def _errors(self) -> str:
        self.said.seek(0)
        return self.said.read().decode(errors="replace")[-2000:]


def processes_of_group(group: int) -> list[int]:
    """Living processes of a group, as /proc tells; a process that only waits to be noticed as dead does not count."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
