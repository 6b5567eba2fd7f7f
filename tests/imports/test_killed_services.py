"""The database and the broker killed in the middle: after a restart the end is that of an undisturbed run.

Both are started by the test, so that nobody else's are killed.
"""

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.databases import is_postgresql
from tests.imports.portal import DONE, STATE, Portal, portal
from tests.imports.servers import find_initdb, own_postgresql, own_redis

initdb = find_initdb()
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.xdist_group("services"),
    pytest.mark.skipif(
        not (is_postgresql() and os.environ.get("CELERY_BROKER_URL", "").startswith("redis")),
        reason="needs a run on PostgreSQL and Redis (DATABASE_URL, CELERY_BROKER_URL)",
    ),
    pytest.mark.skipif(
        initdb is None or shutil.which("redis-server") is None, reason="needs initdb and redis-server on this machine"
    ),
]


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, Any]:
    with portal(tmp_path / "calm") as calm:
        return calm.alone()


def test_a_killed_database_and_a_killed_broker_change_nothing_of_the_end(
    tmp_path: Path, undisturbed: dict[str, Any]
) -> None:
    assert initdb is not None
    with own_postgresql(initdb) as (database, database_url), own_redis(tmp_path) as (broker, broker_url):
        rough = Portal(tmp_path, database_url, broker_url)
        rough.run("manage.py", "migrate", "-v0")
        rough.prepare()
        with rough.worker():
            rough.wait_for(lambda: rough.query(DONE) >= 4)
            database.kill()
            time.sleep(0.5)
            database.start()
            assert rough.query(STATE) == "applying"
            assert 4 <= rough.query(DONE) < 26
            with rough.worker():
                rough.wait_for(lambda: rough.query(DONE) >= 12)
                broker.kill()
        assert rough.query(STATE) == "applying"
        broker.start()
        with rough.worker(), rough.worker():
            assert rough.finish() == undisturbed
