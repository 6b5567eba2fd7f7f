"""Start servers for a benchmark, load them, and end them again. Everything stays on this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

CONNECTIONS = 8
WORKERS = 2


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def gunicorn(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a WSGI application with two workers; gives its address."""
    address = f"127.0.0.1:{free_port()}"
    # An empty configuration: the portal and the bare program are served alike, by the portal's kind of worker.
    command = [sys.executable, "-m", "gunicorn", "--config", os.devnull, "--no-control-socket", "-b", address]
    command += ["--worker-class", "loket.workers.EvenWorker"]
    with running([*command, "-w", str(WORKERS), "--threads=4", "--keep-alive=30", application], environment):
        yield f"http://{address}"


@contextlib.contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=10).read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def etag_of(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.headers["ETag"])


def requests_per_second(url: str, seconds: int, headers: Mapping[str, str] | None = None) -> float:
    """Load one address with ``wrk`` (Debian's package) over eight connections; refuses answers that are errors."""
    options = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
    return _wrk(url, seconds, options, may_be_304="If-None-Match" in (headers or {}))[0]


class Walk:
    """Addresses that are each asked once: a later load goes on where the one before ended."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._file = tempfile.NamedTemporaryFile("w", suffix=".txt")  # noqa: SIM115 - it lives as long as the walk
        self._file.write("\n".join(paths))
        self._file.flush()
        self._length = len(paths)
        self.asked = 0

    def requests_per_second(self, url: str, seconds: int) -> float:
        script = str(Path(__file__).with_name("walk.lua"))
        rate, asked = _wrk(url, seconds, ["-s", script], more=["--", self._file.name, str(self.asked)])
        self.asked += asked + CONNECTIONS
        if self.asked > self._length:
            raise SystemExit("Addresses were asked twice: make the list of them longer, or the rounds fewer.")
        return rate


def _wrk(
    url: str, seconds: int, options: Sequence[str], *, more: Sequence[str] = (), may_be_304: bool = False
) -> tuple[float, int]:
    """Requests per second, and how many there were."""
    if shutil.which("wrk") is None:
        raise SystemExit("This benchmark loads its servers with wrk: apt-get install wrk")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, url, *more]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output and not may_be_304:
        raise SystemExit(f"{url} answered with errors:\n{output}")
    rate, asked = re.search(r"Requests/sec:\s+([\d.]+)", output), re.search(r"(\d+) requests in", output)
    if not rate or not asked:
        raise SystemExit(output)
    return float(rate.group(1)), int(asked.group(1))


def median_ratio(upper: Sequence[float], lower: Sequence[float]) -> float:
    """Median of the ratios of figures taken in the same round."""
    return statistics.median(one / other for one, other in zip(upper, lower, strict=True))
