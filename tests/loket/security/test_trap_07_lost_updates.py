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
SETUP = """
import django; django.setup()
from loket.models import User
User.objects.create(username="teller", first_name="0")
"""
CHANGE = f"""
import django; django.setup()
from django.db import transaction
from loket.models import User
for _ in range({CHANGES}):
    with transaction.atomic():
        user = User.objects.select_for_update().get(username="teller")
        user.first_name = str(int(user.first_name) + 1)
        user.save()
"""
COUNT = """
import django; django.setup()
from loket.models import User
print(User.objects.get(username="teller").first_name)
"""


def test_sqlite_takes_its_write_lock_at_once_and_waits():
    options = database_from_url("sqlite:////tmp/loket-options.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_two_hundred_changes_by_four_processes_are_all_there(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{migrated_file(tmp_path)}"}

    def python(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)

    with python("-c", SETUP) as step:
        assert step.wait() == 0
    writers = [python("-c", CHANGE) for _ in range(PROCESSES)]
    for writer in writers:
        with writer:
            assert writer.wait() == 0
    with python("-c", COUNT) as step:
        kept = int(step.communicate()[0])
    print(f"{PROCESSES} processes, {PROCESSES * CHANGES} changes: {kept} kept")
    assert kept == PROCESSES * CHANGES


@pytest.mark.parametrize(
    "url", ["postgresql://web:x@localhost/loket", "postgresql://web:x@localhost/loket?sslmode=verify-full"]
)
def test_postgresql_has_a_pool_with_a_limit(url):
    pool = database_from_url(url)["OPTIONS"]["pool"]
    assert pool["max_size"] <= 8
    assert pool["timeout"] <= 10
