"""The ground of the suite itself: groups of tests share a worker, copies of the migrated database are real ones."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import migrated_file


@pytest.mark.xdist_group("services")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="the run is not split over workers")
def test_tests_of_a_group_go_to_one_worker(request: pytest.FixtureRequest) -> None:
    """pytest-xdist writes the group behind the name; when it cannot, tests with processes of their own run at once."""
    assert request.node.nodeid.endswith("@services")


@pytest.mark.xdist_group("services")
def test_a_copy_has_all_tables_and_is_its_own(tmp_path: Path) -> None:
    first, second = migrated_file(tmp_path), migrated_file(tmp_path)
    assert first != second
    with closing(sqlite3.connect(first)) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        copy.execute("DELETE FROM django_migrations")
        copy.commit()
    assert {"companies_organisation", "permits_trajectory", "desk_inquiry", "django_migrations"} <= tables
    with closing(sqlite3.connect(second)) as copy:
        assert copy.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 30
