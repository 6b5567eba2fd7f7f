"""What it costs to take in a long list, side by side on PostgreSQL.

``python -m benchmarks.imports --rows 100000`` makes a database for each way on the server that ``BENCH_SERVER`` names
(default ``postgresql://postgres@127.0.0.1:5432``), takes in the same list with each, and prints rates and ratios. Ours
is end to end: parse, validate, match, compare, write with history and provenance, listings, row report; also with the
preview that the admin makes before (``previewed``).
django-import-export is measured where ``IMPORT_EXPORT`` names a folder that it was installed in (``pip install --target
FOLDER --no-deps django-import-export tablib diff-match-patch``), on the first rows of the list only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import raw_copy

SERVER = os.environ.get("BENCH_SERVER", "postgresql://postgres@127.0.0.1:5432")
IMPORT_EXPORT = os.environ.get("IMPORT_EXPORT", "")
PREFIX = "loket_bench_import"
#: How many rows of the list each slow way gets.
SAMPLES = {"default": 400, "default-bare": 2_000, "bulk": 10_000, "bulk-no-links": 10_000}
SMALL = 10_000
#: What may be left out of a long run; ours and its small list are always taken.
OTHERS = (*SAMPLES, "previewed", "again", "raw", "workers")


class Bench:
    """Databases and processes of one run; the folder holds lists and uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.secret = secrets.token_urlsafe(60)
        self.fresh("base", template="template0")
        for command in (["manage.py", "migrate", "-v0"], ["manage.py", "load_reference"]):
            self.run("base", *command)
        with psycopg.connect(self.url("base"), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")

    def url(self, name: str) -> str:
        return f"{SERVER}/{PREFIX}_{name}"

    def fresh(self, name: str, template: str = f"{PREFIX}_base") -> str:
        """A database with the reference data and nothing else."""
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{PREFIX}_{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{PREFIX}_{name}" TEMPLATE {template}')
            connection.execute("CHECKPOINT")
        return name

    def environment(self, name: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "BENCH_MEDIA": str(self.folder / "media"),
            "DATABASE_URL": self.url(name),
            "SECRET_KEY": self.secret,
            "CELERY_BROKER_URL": "memory://",
        }

    def run(self, name: str, *command: str, path: str = "") -> Any:
        environment = self.environment(name) | ({"PYTHONPATH": path} if path else {})
        done = subprocess.run(
            [sys.executable, *command], check=True, env=environment, stdout=subprocess.PIPE, text=True
        )
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(done.stdout.strip().rpartition("\n")[2])

    def worker(self, name: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "benchmarks.import_worker", "work"], env=self.environment(name),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def make_list(self, rows: int) -> Path:
        path = self.folder / f"list-{rows}.csv"
        self.run("base", "-m", "benchmarks.import_worker", "list", str(path), str(rows))
        return path

    def drop(self) -> None:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}_%"])
            for (name,) in found.fetchall():
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def shared(bench: Bench, path: Path, workers: int) -> float:
    """Seconds that so many workers need to check and apply a list that has been uploaded."""
    name = bench.fresh(f"workers_{workers}")
    bench.run(name, "-m", "benchmarks.import_worker", "upload", str(path))
    seconds = 0.0
    for step in ("plan", "apply"):
        bench.run(name, "-m", "benchmarks.import_worker", step)
        processes = [bench.worker(name) for _number in range(workers)]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        start = time.perf_counter()
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            process.wait()
        seconds += time.perf_counter() - start
    return seconds


def measure(
    bench: Bench, rows: int, rounds: int, part: float, wanted: Collection[str]
) -> dict[str, list[dict[str, Any]]]:
    """All ways that are wanted in turns, as often as asked."""
    path, small = bench.make_list(rows), bench.make_list(SMALL)
    found: dict[str, list[dict[str, Any]]] = {}

    def keep(name: str, figures: dict[str, Any]) -> None:
        found.setdefault(name, []).append(figures)
        print(name, json.dumps(figures), file=sys.stderr, flush=True)

    for _round in range(rounds):
        for way, most in SAMPLES.items():
            if not IMPORT_EXPORT or way not in wanted:
                continue
            name, sample = bench.fresh("export"), str(round(most * part))
            keep(way, bench.run(name, "-m", "benchmarks.import_export", way, str(path), sample, path=IMPORT_EXPORT))
        name = bench.fresh("small")
        keep("ours, small", flat(bench.run(name, "-m", "benchmarks.import_worker", "once", str(small))))
        name = bench.fresh("ours")
        keep("ours", flat(bench.run(name, "-m", "benchmarks.import_worker", "once", str(path))))
        raw_copy.save(bench.url(name), bench.folder)
        if "previewed" in wanted:
            seen = bench.fresh("previewed")
            keep("ours, previewed", flat(bench.run(seen, "-m", "benchmarks.import_worker", "previewed", str(path))))
        if "again" in wanted:
            keep("ours again", flat(bench.run(name, "-m", "benchmarks.import_worker", "once", str(path))))
        for way, tables in {"raw": raw_copy.ALL, "raw, four tables": raw_copy.REGISTER}.items():
            if "raw" not in wanted:
                continue
            seconds = raw_copy.load(bench.url(bench.fresh("raw")), bench.folder, tables)
            keep(way, {"rows": rows, "seconds": seconds})
        for workers in (1, 2) if "workers" in wanted else ():
            keep(f"{workers} workers", {"rows": rows, "seconds": shared(bench, path, workers)})
    return found


def flat(figures: dict[str, Any]) -> dict[str, Any]:
    return {**figures, "steps": figures["seconds"], "seconds": figures["seconds"]["all"]}


def report(found: dict[str, list[dict[str, Any]]], rows: int, server: str) -> None:
    print(f"Python {platform.python_version()}, Django {version('django')}, PostgreSQL {server}", end=", ")
    print(f"{os.cpu_count()} cores, {rows:,} rows, load {os.getloadavg()[0]:.1f}\n")
    rates = {name: [one["rows"] / one["seconds"] for one in runs] for name, runs in found.items()}
    print("| way | rows/s, median (least–most) | rows measured |\n|---|---|---|")
    for name, values in rates.items():
        median = statistics.median(values)
        print(f"| {name} | {median:,.0f} ({min(values):,.0f}–{max(values):,.0f}) | {found[name][0]['rows']:,} |")
    print("\n| ratio | median |\n|---|---|")
    pairs = {f"ours against {way}": ("ours", way) for way in (*SAMPLES, "raw", "raw, four tables")}
    pairs |= {"ours, previewed, against bulk-no-links": ("ours, previewed", "bulk-no-links")}
    pairs |= {"the same list again": ("ours again", "ours"), "two workers against one": ("2 workers", "1 workers")}
    for title, (one, other) in pairs.items():
        if one in rates and other in rates:
            ratio = statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True))
            print(f"| {title} | {ratio:.2f} |")
    large, small = (statistics.median(run["peak_mb"] for run in found[name]) for name in ("ours", "ours, small"))
    print(f"| peak memory | {large:.0f} MB, {large / small:.2f} × that of {SMALL:,} rows |")
    print("\nseconds by step:", json.dumps(found["ours"][-1]["steps"]))
    if "ours again" in found:
        print("the same list again:", json.dumps(found["ours again"][-1]["steps"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--part", type=float, default=1.0, help="of the rows of the slow ways; less is quicker")
    parser.add_argument("--ways", nargs="+", choices=OTHERS, default=OTHERS, help="beside ours; all when left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        with psycopg.connect(bench.url("base")) as connection:
            server = str(connection.info.server_version // 10_000)
        try:
            found = measure(bench, options.rows, options.rounds, options.part, options.ways)
            report(found, options.rows, server)
        finally:
            bench.drop()


if __name__ == "__main__":
    main()
