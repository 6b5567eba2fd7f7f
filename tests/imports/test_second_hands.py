"""A command that works with two processes: both take parts, and the end is that of one."""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from imports import actions, second_hands
from imports.models import Import
from imports.rows import ImportContext, Outcome
from imports.work import work_on, work_to_the_end
from tests.imports.toy import People, people_state

LIST = "naam;voornaam\n" + "".join(f"p{number:03};Name {number}\n" for number in range(120)) + ";Zonder\np001;Anders\n"


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the tests run on one."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1}, raising=False)


def brought(settings: Any) -> Import:
    settings.IMPORT_CHUNK_ROWS = 5
    job = actions.upload(kind="people", file=ContentFile(LIST.encode()), file_name="list.csv", start=False)
    work_on(job.pk)
    job.refresh_from_db()
    actions.take_in(job=job, start=False)
    return job


def slow_hands(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Each process that writes a part leaves a file with its number."""
    write = People.apply

    def slowly(self: People, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        (folder / str(os.getpid())).touch()
        write(self, outcomes, context)
        time.sleep(0.05)

    monkeypatch.setattr(People, "apply", slowly)


def hands(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if one.name.isdigit()}


@pytest.mark.django_db(transaction=True)
def test_both_take_parts_and_the_end_is_that_of_one(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow_hands(monkeypatch, tmp_path)
    job = brought(settings)
    work_to_the_end(job.pk)
    job.refresh_from_db()
    assert job.state == "applied"
    assert job.counts == {"created": 120, "updated": 0, "unchanged": 0, "rejected": 2, "review": 0}
    assert len(people_state()) == 120
    assert str(os.getpid()) in hands(tmp_path)
    assert len(hands(tmp_path)) == (2 if connection.vendor == "postgresql" else 1)
    assert gc.isenabled(), "who works on a part does not look for cycles; afterwards the process does again"
    assert not multiprocessing.active_children()


@pytest.mark.django_db(transaction=True)
def test_one_processor_gets_no_second_process(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0})
    slow_hands(monkeypatch, tmp_path)
    job = brought(settings)
    work_to_the_end(job.pk)
    job.refresh_from_db()
    assert job.state == "applied"
    assert hands(tmp_path) == {str(os.getpid())}


@pytest.mark.django_db(transaction=True)
def test_hands_that_fail_leave_the_work_to_the_first(settings: Any, tmp_path: Path) -> None:
    def fail() -> bool:
        (tmp_path / str(os.getpid())).touch()
        raise RuntimeError("no hands")

    job = brought(settings)
    with second_hands.second_hands(fail):
        work_on(job.pk)
        time.sleep(0.3)
    job.refresh_from_db()
    assert job.state == "applied"
    assert len(hands(tmp_path)) == (1 if connection.vendor == "postgresql" else 0), "it tried once"


@pytest.mark.django_db(transaction=True)
def test_a_hand_that_is_killed_leaves_its_part_to_the_first(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, write = os.getpid(), People.apply

    def die(self: People, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        write(self, outcomes, context)
        if os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)

    monkeypatch.setattr(People, "apply", die)
    settings.IMPORT_STALE_AFTER = 1
    job = brought(settings)
    work_to_the_end(job.pk)
    job.refresh_from_db()
    assert job.state == "applied"
    assert job.counts == {"created": 120, "updated": 0, "unchanged": 0, "rejected": 2, "review": 0}
    assert len(people_state()) == 120


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="there is no second process on SQLite")
def test_the_second_process_ends_with_a_command_that_is_killed(tmp_path: Path) -> None:
    def command() -> None:
        with second_hands.second_hands(idle):
            time.sleep(60)

    def idle() -> bool:
        (tmp_path / str(os.getpid())).touch()
        return False

    process = multiprocessing.get_context("fork").Process(target=command)
    connection.close()
    process.start()
    wait_until(lambda: bool(hands(tmp_path)))
    (second,) = hands(tmp_path)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    wait_until(lambda: not is_alive(int(second)))


def is_alive(pid: int) -> bool:
    """Not gone, and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds: Any, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
