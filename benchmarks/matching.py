"""What it costs to recognise rows that name nobody by number: against a small register and a large one, in turns.

``python -m benchmarks.matching`` makes a database for each size on the server that ``BENCH_SERVER`` names (default
``postgresql://postgres@127.0.0.1:5432``), fills it with made-up organisations (always the same ones), and judges the
same 10,000 new rows against both: half are firms of the register with a typing error, half are other firms. Prints
milliseconds per row and the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg

SERVER = os.environ.get("BENCH_SERVER", "postgresql://postgres@127.0.0.1:5432")
PREFIX = "loket_bench_matching"
CHUNK = 1_000
_BEGIN, _MIDDLE, _END, _TRADES = (
    words.split()
    for words in (
        "ver van bak kuip rijs ket net krom geel stein wijn brou haver linden oster vlaar schip dijk molen berg",
        "der en el is man ster hoe ring la ma ru ti vo ne ka si",
        "hoek dijk veld sen stra ing ma sma burg wijk horst kamp meer beek laar donk",
        "Metaal Recycling Groep Techniek Chemie Staal Handel Energie Materialen Logistiek",
    )
)
_FORMS = ["B.V.", "N.V.", "V.O.F.", "", "Holding B.V."]


def firms(count: int, seed: int) -> Iterator[tuple[str, str, int]]:
    """Name, website and place (a number) of so many firms; the first n of a longer run are those of a shorter one."""
    chance = random.Random(seed)
    for number in range(count):
        surname = "".join(chance.choice(part) for part in (_BEGIN, _MIDDLE, _MIDDLE, _END)).capitalize()
        name = f"{surname} {chance.choice(_TRADES)} {chance.choice(_FORMS)}".strip()
        site = f"https://{surname.lower()}{number}.example" if chance.random() < 0.5 else ""
        yield name, site, chance.randrange(50)


def slipped(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, 8)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def fill(count: int) -> None:
    from companies.matching.register import keep_keys
    from companies.models import Municipality, Organisation, Site
    from publication import bulk

    places = list(Municipality.objects.order_by("cbs_code"))
    rows = list(enumerate(firms(count, 7)))
    for start in range(0, count, 5_000):
        part = rows[start : start + 5_000]
        made = [
            Organisation(slug=f"firma-{number}", name=name, website=site, kind="company")
            for number, (name, site, _place) in part
        ]
        bulk.insert(made)
        bulk.insert(
            [
                Site(organisation=one, municipality=places[where], town=places[where].name, is_main=True)
                for one, (_number, (_name, _site, where)) in zip(made, part, strict=True)
            ]
        )
        keep_keys([one.pk for one in made])


def judge(rows: int, rounds: int) -> None:
    """Waits for a line, judges all rows, prints the seconds; as often as asked."""
    from companies.matching.candidates import judge_all
    from companies.matching.subject import place, subject
    from companies.models import Municipality

    places = list(Municipality.objects.order_by("cbs_code").values_list("slug", "name"))
    chance = random.Random(11)
    known = [(slipped(name, chance), site, where) for name, site, where in firms(rows // 2, 7)]
    given = [*known, *firms(rows - len(known), 13)]
    for _round in range(rounds):
        sys.stdin.readline()
        start, sure, doubtful = time.perf_counter(), 0, 0
        for first in range(0, len(given), CHUNK):
            part = [
                subject(
                    names=[name], website=site, places=[place(municipality=places[where][0], town=places[where][1])],
                    towns=places[where][1],
                )
                for name, site, where in given[first : first + CHUNK]
            ]  # fmt: skip
            found = judge_all(part)
            sure += sum(one.sure is not None for one in found)
            doubtful += sum(bool(one.candidates) for one in found)
        print(json.dumps({"seconds": time.perf_counter() - start, "sure": sure, "doubtful": doubtful}), flush=True)


def environment(name: str) -> dict[str, str]:
    return {
        **os.environ, "DJANGO_SETTINGS_MODULE": "loket.settings.development", "DATABASE_URL": f"{SERVER}/{name}",
        "DEBUG": "false",
    }  # fmt: skip


def prepare(name: str, count: int) -> None:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    for command in (["manage.py", "migrate", "-v0"], ["manage.py", "load_reference"]):
        subprocess.run([sys.executable, *command], check=True, env=environment(name), stdout=subprocess.DEVNULL)
    subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", "--fill", str(count)], check=True, env=environment(name)
    )
    with psycopg.connect(f"{SERVER}/{name}", autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def compare(sizes: list[int], rows: int, rounds: int) -> None:
    workers = {}
    for size in sizes:
        prepare(f"{PREFIX}_{size}", size)
        command = [sys.executable, "-m", "benchmarks.matching", "--judge", "--rows", str(rows), "--rounds", str(rounds)]
        workers[size] = subprocess.Popen(
            command, env=environment(f"{PREFIX}_{size}"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    for _round in range(rounds):
        for size, worker in workers.items():
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
            found = json.loads(worker.stdout.readline())
            seconds[size].append(found["seconds"])
            print(size, json.dumps(found), file=sys.stderr, flush=True)
    for worker in workers.values():
        worker.wait()
    medians = {size: statistics.median(values) for size, values in seconds.items()}
    print(f"load {os.getloadavg()[0]:.1f}, {rows:,} new rows, {rounds} rounds\n")
    print("| organisations | ms per row |\n|---|---|")
    for size, value in medians.items():
        print(f"| {size:,} | {1000 * value / rows:.2f} |")
    ratio = statistics.median(b / a for a, b in zip(seconds[sizes[0]], seconds[sizes[-1]], strict=True))
    print(f"\nratio {ratio:.2f} (wanted: less than 1.5)")
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        for size in sizes:
            connection.execute(f'DROP DATABASE "{PREFIX}_{size}" WITH (FORCE)')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--fill", type=int)
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    if options.fill is None and not options.judge:
        compare(options.sizes, options.rows, options.rounds)
        return
    import django

    django.setup()
    if options.judge:
        judge(options.rows, options.rounds)
    else:
        fill(options.fill)


if __name__ == "__main__":
    main()
