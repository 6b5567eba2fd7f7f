"""An import that ends half-way tells which of its rows were applied, and gives the others back to be sent again."""

import pytest
from django.utils import translation

from imports import actions
from imports.enums import ImportState
from imports.models import Import
from imports.reports import rejected_rows, row_report
from imports.work import step, work_on
from tests.imports.conftest import Bring
from tests.imports.toy import people_state

LIST = "naam;voornaam\nann;Ann\nbob;Bob\ncas;Cas\n;Zonder\n"


@pytest.fixture
def half(bring: Bring, settings) -> Import:
    """One row of three is applied; a fourth was rejected."""
    settings.IMPORT_CHUNK_ROWS = 1
    job = bring(LIST)
    actions.apply(job=job, start=False)
    step(job.pk)
    job.refresh_from_db()
    return job


def told(job: Import) -> list[tuple[str, str]]:
    with translation.override("en"):
        lines = list(row_report(job))[1:]
    return [(line[1], line[5]) for line in lines]


NOT_REACHED = ("rejected", "was not applied: the import ended before it came to this row")


def test_a_cancelled_import_tells_what_it_did_not_come_to(half: Import) -> None:
    actions.cancel(job=half)
    assert [state[0] for state in people_state()] == ["ann"]
    assert half.counts == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 3, "review": 0}
    assert told(half) == [("created", ""), NOT_REACHED, NOT_REACHED, ("rejected", "is required and empty")]
    assert list(rejected_rows(half))[1:] == [["bob", "Bob"], ["cas", "Cas"], ["", "Zonder"]]


def test_one_that_failed_tells_the_same_until_it_is_taken_up_again(half: Import, monkeypatch, caplog) -> None:
    monkeypatch.setattr("imports.work.MOST_ATTEMPTS", 0)
    monkeypatch.setattr("tests.imports.toy.People.apply", lambda *_given: 1 / 0)
    work_on(half.pk)
    half.refresh_from_db()
    assert half.state == ImportState.FAILED
    assert half.counts["created"] == 1
    assert told(half)[1:3] == [NOT_REACHED, NOT_REACHED]
    monkeypatch.undo()
    actions.resume(job=half, start=False)
    work_on(half.pk)
    half.refresh_from_db()
    assert half.counts == {"created": 3, "updated": 0, "unchanged": 0, "rejected": 1, "review": 0}
    assert told(half)[1:3] == [("created", ""), ("created", "")]


def test_a_preview_that_is_cancelled_keeps_what_it_said(bring: Bring) -> None:
    job = bring(LIST)
    actions.cancel(job=job)
    job.refresh_from_db()
    assert job.counts["created"] == 3
