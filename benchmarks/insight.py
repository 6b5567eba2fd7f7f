"""What the matrix of white spots costs at 1,000 and at 100,000 organisations, side by side on PostgreSQL.

``python -m benchmarks.insight`` uses the registers of ``benchmarks.pages`` (``BENCH_SERVER``), which are made unless
they stand. Each size is asked in turns by a process of its own, through Django's test client: wall time, the
database's part included. *Counted* forgets the cells before every request, so that they are counted anew; *held* does
not.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from benchmarks.pages import SIZES, prepare, settings_for

ROUNDS, REQUESTS = 3, 15
CEILING = 1.5
PAGES = {
    "matrix, counted": "/nl/witte-vlekken/",
    "matrix, held": "/nl/witte-vlekken/",
    "matrix of a municipality, counted": "/nl/witte-vlekken/?municipality=rotterdam",
    "picture, counted": "/nl/witte-vlekken/beeld.svg",
    "a box": "/nl/witte-vlekken/refining/cobalt/",
    "API coverage, counted": "/api/v1/coverage",
    "suppliers and buyers": "/nl/bedrijven/leveranciers-en-afnemers/zoeken/?stage=refining&material=cobalt"
    "&municipality=rotterdam",
    "material page": "/nl/grondstoffen/cobalt/",
}


def main() -> int:
    for size in SIZES:
        prepare(size)
    seen: dict[int, list[dict[str, Any]]] = {size: [] for size in SIZES}
    for _round in range(ROUNDS):
        for size in SIZES:
            seen[size].append(json.loads(_child(size)))
    dear = []
    for name in PAGES:
        small, large = (min(one[name]["ms"] for one in seen[size]) for size in SIZES)
        queries = [seen[size][0][name]["queries"] for size in SIZES]
        print(f"{name}: {small:.1f} ms, {large:.1f} ms, ratio {large / small:.2f}, queries {queries}")
        if large / small >= CEILING or queries[0] != queries[1]:
            dear.append(name)
    print(f"over {CEILING} or with more queries: {', '.join(dear) or 'none'}")
    return bool(dear)


def _child(size: int) -> str:
    arguments = [sys.executable, "-m", "benchmarks.insight", "ask"]
    environment = os.environ | settings_for(size)
    return subprocess.run(arguments, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def ask() -> str:
    """Median time and number of queries of each page, as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from companies import coverage

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    found = {}
    for name, path in PAGES.items():
        assert client.get(path).status_code == 200, path
        times = []
        for _request in range(REQUESTS):
            if "counted" in name:
                coverage._held.clear()
            start = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - start) * 1000)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        found[name] = {"ms": statistics.median(times), "queries": len(captured)}
    return json.dumps(found)


if __name__ == "__main__":
    if sys.argv[1:] == ["ask"]:
        print(ask())
    else:
        raise SystemExit(main())
