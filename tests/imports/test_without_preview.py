"""A list that is taken in without a preview: judged and written once, with the end of one that was looked at first."""

import pytest
from django.utils import translation

from imports import actions
from imports.enums import ImportState
from imports.models import Import
from imports.reports import row_report
from imports.work import step, work_on
from loket.models import User
from tests.imports.conftest import Bring
from tests.imports.toy import people_state

LIST = "naam;voornaam\nann;Ann\nbob;Bob\nann;Anna\n;Zonder\ncas;Cas\n"


@pytest.fixture
def taken(bring: Bring):
    def run(content: str, **options: object) -> Import:
        job = bring(content, to="mapped", **options)
        actions.take_in(job=job, start=False)
        return job

    return run


def lines(job: Import) -> list[tuple[str, ...]]:
    with translation.override("en"):
        return [(line[0], line[1], *line[3:]) for line in row_report(job)]


def test_it_ends_as_one_that_was_looked_at(bring: Bring, taken, settings) -> None:
    settings.IMPORT_CHUNK_ROWS = 2
    looked_at = bring(LIST, to="applied", source="A")
    people, report = people_state(), lines(looked_at)
    actions.discard(job=looked_at)
    User.objects.filter(is_staff=False).delete()
    job = taken(LIST, source="A")
    work_on(job.pk)
    job.refresh_from_db()
    assert (job.state, job.at_once) == (ImportState.APPLIED, True)
    assert job.counts == looked_at.counts
    assert people_state() == people
    assert lines(job) == report


def test_nothing_is_written_before_it_is_its_turn(bring: Bring, taken) -> None:
    first = bring("naam;voornaam\nzoe;Zoe\n", source="B")
    actions.apply(job=first, start=False)
    step(first.pk)
    job = taken(LIST)
    work_on(job.pk)
    assert "ann" not in [state[0] for state in people_state()]
    work_on(first.pk)
    work_on(job.pk)
    assert [state[0] for state in people_state()] == ["ann", "bob", "cas", "zoe"]


def test_one_that_is_cancelled_tells_every_row_it_did_not_come_to(taken, settings) -> None:
    settings.IMPORT_CHUNK_ROWS = 1
    job = taken(LIST)
    for _step in ("split", "first part"):
        step(job.pk)
    actions.cancel(job=job)
    job.refresh_from_db()
    told = lines(job)[1:]
    assert [line[0] for line in told] == ["2", "3", "4", "5", "6"]
    assert [line[1] for line in told].count("created") == 1
    assert job.counts == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 4, "review": 0}


def test_one_that_breaks_off_is_taken_up_where_it_stopped(taken, settings, monkeypatch, caplog) -> None:
    settings.IMPORT_CHUNK_ROWS = 1
    job = taken(LIST)
    for _step in ("split", "first part"):
        step(job.pk)
    monkeypatch.setattr("imports.work.MOST_ATTEMPTS", 0)
    monkeypatch.setattr("tests.imports.toy.People.apply", lambda *_given: 1 / 0)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    monkeypatch.undo()
    actions.resume(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.APPLIED
    assert [state[0] for state in people_state()] == ["ann", "bob", "cas"]


def test_the_very_same_list_at_the_same_time_is_refused(bring: Bring, taken) -> None:
    first = bring(LIST, source="A")
    actions.apply(job=first, start=False)
    job = taken(LIST, source="A")
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    with translation.override("en"):
        assert f"import {first.pk}" in job.error_text


def test_a_file_that_changed_since_it_was_brought_is_refused(taken) -> None:
    job = taken(LIST)
    job.path.write_text(LIST + "dan;Dan\n")
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert people_state() == []
