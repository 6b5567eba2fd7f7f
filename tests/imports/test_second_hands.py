"""A command that works with two threads: both take parts, and the end is that of one."""

import gc
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from imports import actions
from imports.models import Import
from imports.rows import ImportContext, Outcome
from imports.second_hands import second_hands
from imports.work import work_on, work_to_the_end
from tests.imports.toy import People, people_state

LIST = "naam;voornaam\n" + "".join(f"p{number:03};Name {number}\n" for number in range(120)) + ";Zonder\np001;Anders\n"


def brought(settings: Any) -> Import:
    settings.IMPORT_CHUNK_ROWS = 5
    job = actions.upload(kind="people", file=ContentFile(LIST.encode()), file_name="list.csv", start=False)
    work_on(job.pk)
    job.refresh_from_db()
    actions.take_in(job=job, start=False)
    return job


@pytest.mark.django_db(transaction=True)
def test_both_take_parts_and_the_end_is_that_of_one(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hands: set[str] = set()
    write = People.apply

    def slowly(self: People, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        hands.add(threading.current_thread().name)
        write(self, outcomes, context)
        time.sleep(0.05)

    monkeypatch.setattr(People, "apply", slowly)
    job = brought(settings)
    work_to_the_end(job.pk)
    job.refresh_from_db()
    assert job.state == "applied"
    assert job.counts == {"created": 120, "updated": 0, "unchanged": 0, "rejected": 2, "review": 0}
    assert len(people_state()) == 120
    assert len(hands) == (2 if connection.vendor == "postgresql" else 1)
    assert gc.isenabled(), "who works on a part does not look for cycles; afterwards the process does again"
    assert not [one for one in threading.enumerate() if one.name == "second hands"]


@pytest.mark.django_db(transaction=True)
def test_hands_that_fail_leave_the_work_to_the_first(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> bool:
        raise RuntimeError("no hands")

    job = brought(settings)
    with second_hands(fail):
        work_on(job.pk)
        time.sleep(0.2)
    job.refresh_from_db()
    assert job.state == "applied"
    assert ("the second hands stopped" in caplog.text) == (connection.vendor == "postgresql")
