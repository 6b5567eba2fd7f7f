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
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence

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
    # An empty configuration: the portal and the bare program are served in the same way.
    command = [sys.executable, "-m", "gunicorn", "--config", os.devnull, "--no-control-socket", "-b", address]
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
    if shutil.which("wrk") is None:
        raise SystemExit("This benchmark loads its servers with wrk: apt-get install wrk")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output and "If-None-Match" not in (headers or {}):
        raise SystemExit(f"{url} answered with errors:\n{output}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if not found:
        raise SystemExit(output)
    return float(found.group(1))


def median_ratio(upper: Sequence[float], lower: Sequence[float]) -> float:
    """Median of the ratios of figures taken in the same round."""
    return statistics.median(one / other for one, other in zip(upper, lower, strict=True))
