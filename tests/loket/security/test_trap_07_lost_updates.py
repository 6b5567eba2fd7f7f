"""Trap 7: writers wait for each other, so no change is lost: 4 processes, 200 changes, on the database of this run."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from loket.settings.databases import database_from_url
from tests.databases import migrated_file

# Real processes on one broker and one cache: such tests take turns.
pytestmark = pytest.mark.xdist_group("services")

PROCESSES, CHANGES = 4, 50
#: The processes part before any of them has a connection.
WORK = f"""
import django; django.setup()
from multiprocessing import get_context
from django.db import connection, transaction
from loket.models import User

def change():
    for _ in range({CHANGES}):
        with transaction.atomic():
            user = User.objects.select_for_update().get(username="teller")
            user.first_name = str(int(user.first_name) + 1)
            user.save()

User.objects.create(username="teller", first_name="0")
connection.close()
writers = [get_context("fork").Process(target=change) for _ in range({PROCESSES})]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
assert [writer.exitcode for writer in writers] == [0] * {PROCESSES}
print(User.objects.get(username="teller").first_name)
"""


def test_sqlite_takes_its_write_lock_at_once_and_waits():
    options = database_from_url("sqlite:////tmp/loket-options.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_two_hundred_changes_by_four_processes_are_all_there(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{migrated_file(tmp_path)}"}
    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, check=True
    )
    kept = int(done.stdout)
    print(f"{PROCESSES} processes, {PROCESSES * CHANGES} changes: {kept} kept")
    assert kept == PROCESSES * CHANGES


@pytest.mark.parametrize(
    "url", ["postgresql://web:x@localhost/loket", "postgresql://web:x@localhost/loket?sslmode=verify-full"]
)
def test_postgresql_has_a_pool_with_a_limit(url):
    pool = database_from_url(url)["OPTIONS"]["pool"]
    assert pool["max_size"] <= 8
    assert pool["timeout"] <= 10
