"""After a restart of the database the first that asks gets an answer, however many connections lay idle."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection

from loket import pool

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the run is not on PostgreSQL"),
]
IDLE = 6


def ask(statement: str = "SELECT 1") -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone()
    connection.close()
    return found


def cut_all() -> None:
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_who_asks_after_a_restart_waits_a_moment_and_is_answered():
    with ThreadPoolExecutor(IDLE) as threads:  # so many at once leave so many idle
        list(threads.map(ask, ["SELECT pg_sleep(0.3)"] * IDLE))
    assert len(connection.pool._pool) >= IDLE
    cut_all()
    start = time.monotonic()
    assert ask() == (1,)
    assert time.monotonic() - start < 8  # one wait of a second; the pool gives up after ten
    assert ask() == (1,)


def test_many_at_once_are_answered_too():
    with ThreadPoolExecutor(IDLE) as threads:
        list(threads.map(ask, ["SELECT pg_sleep(0.3)"] * IDLE))
        cut_all()
        assert list(threads.map(ask, ["SELECT 1"] * IDLE)) == [(1,)] * IDLE


def test_the_pool_checks_so():
    ask()
    assert connection.pool._check is pool.look
