"""A worker killed in the middle: another takes over, and the end is that of an undisturbed run.

Runs on the embedded default, or on the database and the broker that the environment names.
"""

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.imports.portal import DONE, STATE, portal

# Real processes on one broker and one cache: such tests take turns.
pytestmark = pytest.mark.xdist_group("services")


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, Any]:
    with portal(tmp_path / "calm") as calm:
        return calm.alone()


def test_killed_workers_leave_the_state_of_an_undisturbed_run(tmp_path: Path, undisturbed: dict[str, Any]) -> None:
    assert undisturbed["counts"]["created"] > 1_500
    assert undisturbed["counts"]["updated"] > 300
    assert undisturbed["counts"]["rejected"] > 100
    with portal(tmp_path / "rough") as rough:
        rough.prepare()
        for parts in (4, 12):
            with rough.worker() as worker:
                rough.wait_for(lambda parts=parts: rough.query(DONE) >= parts)
                os.kill(worker.pid, signal.SIGKILL)
            assert rough.query(STATE) == "applying"
            time.sleep(1.2)
        with rough.worker(), rough.worker():
            assert rough.finish() == undisturbed
