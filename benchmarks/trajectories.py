"""What the officer's pages cost with 1,000 and with 100,000 trajectories, on PostgreSQL.

Run ``python -m benchmarks.trajectories``. ``BENCH_SERVER`` names the server (``postgresql://postgres@127.0.0.1:5432``).
Each size has a database of its own, kept for the next run; the same number always gives the same trajectories. Both are
asked in turns by processes of their own, through Django's test client: wall time, the database's part included.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

SERVER = os.environ.get("BENCH_SERVER", "postgresql://postgres@127.0.0.1:5432")
SIZES = (1_000, 100_000)
ROUNDS, REQUESTS = 3, 15
CEILING = 1.5
OFFICERS = 5
BATCH = 2_000
HISTORIES = 600
PAGES = {
    "workspace": "/admin/permits/trajectory/work/",
    "list": "/admin/permits/trajectory/",
    "list of the late": "/admin/permits/trajectory/?work=late",
    "list of mine": "/admin/permits/trajectory/?work=mine",
    "list of the stale": "/admin/permits/trajectory/?work=stale",
    "one trajectory": "",
}


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.test")
    import django

    django.setup()


def database(size: int) -> str:
    return f"{SERVER}/bench_trajectories_{size}"


def child(command: str, size: int) -> str:
    variables = os.environ | {"DATABASE_URL": database(size)}
    arguments = [sys.executable, "-m", "benchmarks.trajectories", command, str(size)]
    return subprocess.run(arguments, env=variables, check=True, stdout=subprocess.PIPE, text=True).stdout


def make_database(size: int) -> None:
    import psycopg

    name = database(size).rsplit("/", 1)[-1]
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    child("fill", size)


def fill(size: int) -> None:
    """Migrate, load the law, and write the trajectories that are missing."""
    from django.core.management import call_command
    from django.db import connection

    from companies.reference import load_municipalities
    from permits.law.loading import load_law
    from permits.models import Trajectory

    call_command("migrate", verbosity=0)
    load_municipalities()
    load_law(replace=True)
    if Trajectory.objects.exists():
        return
    officers = make_officers()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE permits_procedureevent DISABLE TRIGGER USER")
    write(size, officers)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE permits_procedureevent ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


def make_officers() -> list[Any]:
    from django.contrib.auth.models import Group

    from loket.models import User
    from loket.roles import Role

    group = Group.objects.get(name=Role.PERMIT_OFFICER)
    found = []
    for number in range(OFFICERS):
        user, _made = User.objects.get_or_create(username=f"officer{number}", defaults={"is_staff": True})
        user.groups.add(group)
        found.append(user)
    return found


def histories(today: datetime.date) -> list[tuple[list[Any], Any]]:
    """Events and state of regular procedures, each possible, in every stage; the engine computes the states."""
    from permits.terms import CURRENT
    from permits.trajectories import Event, EventKind, Facts, Outcome, ProcedureKind, Remedy, replay

    chance = random.Random(20261122)
    facts = Facts(ProcedureKind.REGULAR, "regular", remedy=Remedy.OBJECTION)
    found = []
    for _number in range(HISTORIES):
        ago = chance.randint(1, 500)
        received = today - datetime.timedelta(days=ago)
        events = [Event(EventKind.RECEIVED, received, 1)]

        def later(days: int, received: datetime.date = received) -> datetime.date:
            return received + datetime.timedelta(days=days)

        if chance.random() < 0.3 and ago > 10:
            events.append(Event(EventKind.COMPLETION_ASKED, later(5), 2, until=later(40)))
            if ago > 30:
                events.append(Event(EventKind.COMPLETED, later(25), 3))
        elif ago > 60 and chance.random() < 0.85:
            days = chance.randint(30, 60)
            events.append(Event(EventKind.DECIDED, later(days), 2, outcome=Outcome.GRANTED))
            if ago > 70:
                events.append(Event(EventKind.PUBLISHED, later(days + 2), 3))
                events.append(Event(EventKind.IN_FORCE, later(days + 4), 4))
        found.append((events, replay(events, facts, CURRENT)))
    return found


def write(size: int, officers: list[Any]) -> None:
    from django.utils import timezone

    from companies.models import Municipality
    from permits.models import LawVersion, Procedure, ProcedureEvent, Trajectory
    from permits.trajectories.actions import _values
    from permits.trajectories.records import put_columns, put_summary

    version = LawVersion.objects.in_force().first() or LawVersion.objects.available().get()
    permit_types = list(version.permit_types.filter(procedure="regular").order_by("order"))
    municipalities = list(Municipality.objects.order_by("pk"))
    known, chance = histories(timezone.localdate()), random.Random(1)
    for batch in batches(size):
        trajectories, procedures, events = [], [], []
        for number in batch:
            trajectory = Trajectory(
                slug=f"traject-{number}", title_nl=f"Fabriek {number}", title_en=f"Plant {number}",
                initiative=f"Initiatief {number}", law_version=version, municipality=chance.choice(municipalities),
                assignee=officers[number % OFFICERS] if number % 7 else None,
            )  # fmt: skip
            own = []
            for order in range(chance.randint(1, 3)):
                past, state = chance.choice(known)
                law = permit_types[(number + order) % len(permit_types)]
                procedure = Procedure(
                    trajectory=trajectory, order=order, permit_type=law, kind="regular", rule="regular",
                    remedy="objection",
                )  # fmt: skip
                put_columns(procedure, state)
                own.append(procedure)
                events += [ProcedureEvent(procedure=procedure, **_values(one)) for one in past]
            put_summary(trajectory, own)
            trajectories.append(trajectory)
            procedures += own
        Trajectory.objects.bulk_create(trajectories)
        Procedure.objects.bulk_create(procedures)
        ProcedureEvent.objects.bulk_create(events, batch_size=5_000)


def batches(size: int) -> Iterator[range]:
    for start in range(0, size, BATCH):
        yield range(start, min(start + BATCH, size))


def measure() -> dict[str, dict[str, float]]:
    """Milliseconds and queries of each page; the median of the requests after two to warm up."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from loket.models import User
    from permits.models import Trajectory

    client = Client()
    client.force_login(User.objects.get(username="officer1"))
    one = Trajectory.objects.filter(total=2).order_by("pk")[0]
    found = {}
    for name, address in PAGES.items():
        url = address or one.get_absolute_url()
        for _number in range(2):
            assert client.get(url).status_code == 200
        times = []
        for _number in range(REQUESTS):
            begun = time.perf_counter()
            client.get(url)
            times.append((time.perf_counter() - begun) * 1000)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found[name] = {"ms": statistics.median(times), "queries": len(queries)}
    return found


def main() -> int:
    for size in SIZES:
        make_database(size)
    seen: dict[int, list[dict[str, Any]]] = {size: [] for size in SIZES}
    for _round in range(ROUNDS):
        for size in SIZES:
            seen[size].append(json.loads(child("measure", size).splitlines()[-1]))
    few, many = SIZES
    good = True
    print(f"{'page':20} {few:>10,} {many:>10,}  ratio  queries")
    for name in PAGES:
        small, large = (min(one[name]["ms"] for one in seen[size]) for size in SIZES)
        queries = [seen[size][0][name]["queries"] for size in SIZES]
        good = good and large / small < CEILING and queries[0] >= queries[1]
        print(f"{name:20} {small:8.1f}ms {large:8.1f}ms {large / small:6.2f}  {queries[0]} and {queries[1]}")
    return 0 if good else 1


if __name__ == "__main__":
    setup()
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
    elif sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure()))
    else:
        raise SystemExit(main())
