"""What pages and lists cost at 1,000 and at 100,000 organisations, side by side on PostgreSQL.

``python -m benchmarks.pages`` makes the registers in databases ``loket_bench_1000`` and ``loket_bench_100000`` of the
server that ``BENCH_SERVER`` names (default ``postgresql://postgres@127.0.0.1:5432``) unless they stand already, serves
each with gunicorn, and beside them a bare WSGI program with one ``json_agg`` query and, when ``datasette`` (or what
``DATASETTE`` names) is installed, Datasette with hand-written SQL on the same rows. All are loaded in turns; the ratios
are medians over the rounds.

The portal keeps answers that it gave (``publication/kept.py``), so each figure says which kind of answer it is about:

- *made anew*: the same question each time, of a portal that keeps nothing;
- *never asked*: another question each time, of the portal as it is: pages of lists of a hundred, filtered by stage;
- *asked before*: the same question each time, of the portal as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import random
import secrets
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version

import psycopg

from benchmarks import datasette
from benchmarks.serving import (
    CONNECTIONS,
    WORKERS,
    Walk,
    etag_of,
    gunicorn,
    median_ratio,
    requests_per_second,
    wait_for,
)

SIZES = (1_000, 100_000)
SERVER = os.environ.get("BENCH_SERVER", "postgresql://postgres@127.0.0.1:5432")
PAGES = {
    "directory page, filtered": "/nl/bedrijven/?stage=refining",
    "directory page, searched": "/nl/bedrijven/?q=kobalt",
    "organisation page": "/nl/bedrijven/synthetisch-500/",
    "API list of 100, filtered": "/api/v1/companies?stage=refining&pageSize=100",
    "map clusters": "/nl/bedrijven/kaart/punten.json?bbox=3.8,51.6,5.2,52.4&stage=refining",
}
LIST = "API list of 100, filtered"
UNCHANGED = ("directory page, filtered", LIST)
AGAIN = ("directory page, filtered", "organisation page", LIST, "map clusters")
NEVER = f"{LIST}, never asked"
WARM = 3  # seconds, in which both workers read what they keep in memory
STAGES = (
    "extraction", "production", "refining", "services-trade", "knowledge", "recycling-pretreatment",
    "recycling-recovery",
)  # fmt: skip


def database(size: int) -> str:
    return f"{SERVER}/loket_bench_{size}"


def prepare(size: int) -> None:
    """Make the register of a size, once; the same size always holds the same organisations."""
    name = f"loket_bench_{size}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    environment = {**os.environ, **settings_for(size)}
    for command in (
        ["manage.py", "translations", "--compile"],
        ["manage.py", "migrate", "-v0"],
        ["manage.py", "load_reference"],
        ["-m", "benchmarks.synthetic", str(size)],
    ):
        subprocess.run([sys.executable, *command], check=True, env=environment, stdout=subprocess.DEVNULL)
    with psycopg.connect(database(size), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def settings_for(size: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "loket.settings.development",
        "DATABASE_URL": database(size),
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "API_RATE": "100000000/min",
    }


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Addresses by name: the portal at both sizes, the bare program, and Datasette when it is there."""
    with contextlib.ExitStack() as stack:
        addresses = {}
        for size in SIZES:
            forgetful = {**settings_for(size), "KEPT_ANSWERS_BYTES": "0"}
            addresses[f"portal {size}"] = stack.enter_context(gunicorn("loket.wsgi:application", forgetful))
        addresses["keeping portal"] = stack.enter_context(gunicorn("loket.wsgi:application", settings_for(SIZES[-1])))
        dsn = {"BARE_DSN": database(SIZES[-1])}
        addresses["bare"] = stack.enter_context(gunicorn("benchmarks.bare_wsgi:application", dsn))
        if shutil.which(datasette.COMMAND):
            addresses["datasette"] = stack.enter_context(datasette.serve(database(SIZES[-1])))
        for name, address in addresses.items():
            wait_for(address + ("/healthz" if "portal" in name else datasette.PATH if name == "datasette" else "/"))
        yield addresses


def questions() -> list[str]:
    """Pages of lists of a hundred organisations, filtered by stage: each another one, in no order, always the same."""
    parts = [(stage, kind) for stage in STAGES for kind in ("", "&kind=company")]
    paths = [
        f"/api/v1/companies?stage={stage}{kind}&pageSize=100&lang={language}&sort={order}&page={page}"
        for stage, kind in parts
        for language in ("nl", "en")
        for order in ("name", "-name", "updated", "-updated")
        for page in range(1, 135)
    ]
    random.Random(20240703).shuffle(paths)
    return paths


def measure(addresses: dict[str, str], rounds: int, seconds: int) -> dict[str, list[float]]:
    """Requests per second of everything, each thing once a round, so that drift falls on all alike."""
    jobs: dict[str, tuple[str, dict[str, str]]] = {}
    for size in SIZES:
        for name, path in PAGES.items():
            jobs[f"{name} | {size}"] = (addresses[f"portal {size}"] + path, {})
    keeping = addresses["keeping portal"]
    for name in AGAIN:
        jobs[f"{name}, asked before"] = (keeping + PAGES[name], {})
    for name in UNCHANGED:
        jobs[f"{name}, unchanged (304)"] = (keeping + PAGES[name], {"If-None-Match": etag_of(keeping + PAGES[name])})
    jobs["bare json_agg"] = (addresses["bare"], {})
    if "datasette" in addresses:
        jobs["Datasette, own SQL"] = (addresses["datasette"] + datasette.PATH, {})
    for url, headers in jobs.values():
        wait_for(url)
        requests_per_second(url, WARM, headers)
    walk = Walk(questions())
    requests_per_second(keeping + PAGES[LIST] + "&sort=updated", WARM)
    walk.requests_per_second(keeping, WARM)
    figures: dict[str, list[float]] = {name: [] for name in [*jobs, NEVER]}
    for number in range(rounds):
        for name, (url, headers) in jobs.items():
            figures[name].append(requests_per_second(url, seconds, headers))
        figures[NEVER].append(walk.requests_per_second(keeping, seconds))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return figures


def report(figures: dict[str, list[float]]) -> None:
    print(f"Python {platform.python_version()}, Django {version('django')}, gunicorn {version('gunicorn')}", end=", ")
    print(f"{WORKERS} workers, {CONNECTIONS} connections, {os.cpu_count()} cores\n")
    print("| what | requests/s, median (least–most) |\n|---|---|")
    for name, values in figures.items():
        print(f"| {name.replace(' |', ',')} | {statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f}) |")
    print("\n| ratio | median |\n|---|---|")
    small, large = SIZES
    for name in PAGES:
        growth = median_ratio(figures[f"{name} | {small}"], figures[f"{name} | {large}"])
        print(f"| cost of {name} made anew, {large:,} against {small:,} | {growth:.2f} |")
    listed = {"made anew": f"{LIST} | {large}", "never asked": NEVER, "asked before": f"{LIST}, asked before"}
    for other in ("bare json_agg", "Datasette, own SQL"):
        for kind, name in listed.items():
            if other in figures:
                print(f"| API list {kind} against {other} | {median_ratio(figures[name], figures[other]):.2f} |")
    for name in AGAIN:
        gain = median_ratio(figures[f"{name}, asked before"], figures[f"{name} | {large}"])
        print(f"| {name}: asked before against made anew | {gain:.1f} |")
    for name in UNCHANGED:
        gain = median_ratio(figures[f"{name}, unchanged (304)"], figures[f"{name} | {large}"])
        print(f"| {name}: 304 against made anew | {gain:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    options = parser.parse_args()
    for size in SIZES:
        prepare(size)
    with servers() as addresses:
        report(measure(addresses, options.rounds, options.seconds))


if __name__ == "__main__":
    main()
