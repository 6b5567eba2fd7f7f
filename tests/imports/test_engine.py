"""From upload to applied: outcomes, idempotence, and steps that cannot be skipped."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports import actions
from imports.enums import ImportState, RowOutcome
from imports.models import Import, ImportChunk, ImportRow
from imports.readers import read_table
from imports.reasons import ImportRefused, StepNotPossible
from imports.work import work_on
from loket.models import User
from tests.imports.conftest import Bring
from tests.imports.toy import people_state

LIST = "naam;voornaam;e-mail;taal\nann;Ann;ann@example.org;Nederlands\nbob;Bob;bob@example.org;Engels\n"


def counts(job: Import) -> dict[str, int]:
    return {outcome: number for outcome, number in job.counts.items() if number}


def row(job: Import, number: int) -> ImportRow:
    return job.rows.get(number=number)


def test_a_preview_writes_nothing(bring: Bring) -> None:
    job = bring(LIST)
    assert job.state == ImportState.PLANNED
    assert counts(job) == {"created": 2}
    assert job.row_count == 2
    assert not User.objects.exists()
    assert row(job, 2).changes["first_name"] == [None, "Ann"]


def test_applying_writes_what_the_preview_shows(bring: Bring) -> None:
    job = bring(LIST, to="applied")
    assert job.state == ImportState.APPLIED
    assert counts(job) == {"created": 2}
    assert people_state() == [
        ("ann", "Ann", "ann@example.org", "nl", True),
        ("bob", "Bob", "bob@example.org", "en", True),
    ]
    assert row(job, 2).record_id == User.objects.get(username="ann").pk


def test_the_same_file_twice_changes_nothing(bring: Bring) -> None:
    bring(LIST, to="applied")
    before = list(User.objects.order_by("pk").values())
    again = bring(LIST, to="applied")
    assert counts(again) == {"unchanged": 2}
    assert list(User.objects.order_by("pk").values()) == before


def test_an_update_names_the_changed_fields(bring: Bring) -> None:
    bring(LIST, to="applied")
    job = bring("naam,voornaam,taal\nann,Anna,nl\nbob,,en\n", to="applied")
    assert counts(job) == {"updated": 1, "unchanged": 1}
    assert row(job, 2).changes == {"first_name": ["Ann", "Anna"]}
    assert User.objects.get(username="bob").first_name == "Bob", "an empty cell erases nothing"


def test_a_rejected_row_keeps_line_value_reason_and_way_out(bring: Bring) -> None:
    job = bring("naam;e-mail;taal\nann;geen adres;Nederlandsch\n;x@example.org;en\n")
    first, second = row(job, 2), row(job, 3)
    assert counts(job) == {"rejected": 2}
    assert first.cells == ["ann", "geen adres", "Nederlandsch"]
    mail, language = first.issue_list
    assert (mail.column, mail.value) == ("mail", "geen adres")
    assert language.suggestion == "Nederlands"
    assert "Nederlandsch" in language.text()
    assert second.issue_list[0].column == "name"


def test_a_row_to_review_is_left_alone(bring: Bring) -> None:
    User.objects.create(username="ann", is_staff=True)
    job = bring(LIST, to="applied")
    assert counts(job) == {"created": 1, "review": 1}
    assert User.objects.get(username="ann").first_name == ""


def test_identical_rows_and_rows_about_the_same_record_name_the_first(bring: Bring) -> None:
    job = bring("naam;voornaam\nann;Ann\nbob;Bob\nann;Ann\nANN;Anna\n")
    assert counts(job) == {"created": 2, "rejected": 2}
    assert row(job, 4).issues[0]["params"] == {"row": 2}
    assert row(job, 5).issues[0]["params"] == {"row": 2}
    assert row(job, 4).issues[0]["reason"] != row(job, 5).issues[0]["reason"]


def test_row_numbers_are_those_of_the_spreadsheet(bring: Bring) -> None:
    job = bring("naam;voornaam\n\nann;Ann\n;;\nbob;Bob\n")
    assert list(job.rows.in_order().values_list("number", flat=True)) == [3, 5]


def test_cells_beyond_the_header_are_refused_with_the_row(bring: Bring) -> None:
    job = bring("naam,voornaam\nann,Ann,too,much\n")
    assert row(job, 2).issues[0]["value"] == "too"


def test_options_reach_the_importer(bring: Bring) -> None:
    bring(LIST, to="applied", options={"active": "no"})
    assert {state[-1] for state in people_state()} == {False}
    with pytest.raises(ImportRefused, match="active=perhaps"):
        bring(LIST, options={"active": "perhaps"})


@pytest.mark.parametrize("to", ["read", "applied"])
def test_only_a_previewed_import_is_applied(bring: Bring, to: str) -> None:
    job = bring(LIST, to=to)
    before = people_state()
    with pytest.raises(StepNotPossible):
        actions.apply(job=job, start=False)
    assert people_state() == before


def test_a_file_that_changed_after_its_preview_is_refused(bring: Bring) -> None:
    job = bring(LIST)
    Path(job.file.path).write_text("naam;voornaam\neve;Eve\n")
    with pytest.raises(ImportRefused):
        actions.apply(job=job, start=False)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert job.error_text
    assert not User.objects.exists()


def test_a_row_that_became_wrong_meanwhile_is_not_written(bring: Bring) -> None:
    job = bring(LIST)
    User.objects.create(username="ann", is_staff=True)
    actions.apply(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert counts(job) == {"created": 1, "review": 1}
    assert row(job, 2).outcome == RowOutcome.REVIEW
    assert row(job, 2).changes == {}


def test_a_cancelled_import_does_nothing_more(bring: Bring) -> None:
    job = bring(LIST)
    actions.apply(job=job, start=False)
    actions.cancel(job=job)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.CANCELLED
    assert not User.objects.exists()
    with pytest.raises(StepNotPossible):
        actions.cancel(job=job)


def test_an_error_in_the_middle_writes_nothing_of_that_part(bring: Bring, settings, monkeypatch, caplog) -> None:
    settings.IMPORT_CHUNK_ROWS = 2
    job = bring("naam\n" + "".join(f"p{n}\n" for n in range(6)))
    real = User.objects.bulk_create

    def breaks_on_third_part(users: list[User]) -> list[User]:
        made = real(users)
        if any(user.username == "p4" for user in users):
            raise RuntimeError("half-way")
        return made

    monkeypatch.setattr(type(User.objects), "bulk_create", lambda _self, users, **_k: breaks_on_third_part(users))
    actions.apply(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert "half-way" not in job.error_text
    assert "6" in job.error_text
    assert [state[0] for state in people_state()] == ["p0", "p1", "p2", "p3"]
    monkeypatch.undo()
    actions.resume(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.APPLIED
    assert counts(job) == {"created": 6}
    assert len(people_state()) == 6


def test_rows_about_one_record_are_never_in_two_parts_at_once(bring: Bring, settings) -> None:
    settings.IMPORT_CHUNK_ROWS = 3
    names = ["a", "b", "a", "c", "b", "d", "e", "b", "a"]
    job = bring("naam;voornaam\n" + "".join(f"{name};{n}\n" for n, name in enumerate(names)))
    chunks = [
        (chunk.wave, [row.cells["name"] for row in chunk.rows(job.mapping)])
        for chunk in ImportChunk.objects.filter(job=job).order_by("number")
    ]
    assert chunks == [(1, ["a", "b", "a"]), (1, ["c", "d", "e"]), (2, ["b", "b", "a"])]


def test_changing_the_mapping_forgets_the_old_preview(bring: Bring) -> None:
    job = bring(LIST)
    actions.set_mapping(job=job, mapping=["name", "", "", ""])
    assert not ImportRow.objects.exists()
    with pytest.raises(StepNotPossible):
        actions.apply(job=job, start=False)
    actions.plan(job=job, start=False)
    work_on(job.pk)
    assert set(row(job, 2).changes) == {"username"}


def queries_of(job: Import) -> tuple[int, int]:
    """Inserts, and all other queries, that planning and applying take."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        actions.plan(job=job, start=False)
        work_on(job.pk)
        actions.apply(job=job, start=False)
        work_on(job.pk)
    inserts = sum(query["sql"].startswith("INSERT") for query in captured)
    return inserts, len(captured) - inserts


def test_queries_do_not_grow_with_the_rows(bring: Bring) -> None:
    def people(many: int) -> str:
        return "naam;voornaam\n" + "".join(f"p{many}-{n};Name {n}\n" for n in range(many))

    few_inserts, few = queries_of(bring(people(10), to="read"))
    many_inserts, many = queries_of(bring(people(500), to="read"))
    assert many == few
    # SQLite takes at most 999 values at once; PostgreSQL writes all rows with one statement.
    assert many_inserts <= few_inserts * (1 if connection.vendor == "postgresql" else 500 * 15 // 999 + 1)


@pytest.mark.django_db(transaction=True)
def test_nobody_who_writes_waits_while_a_file_is_read(bring: Bring, monkeypatch) -> None:
    """On SQLite one writer keeps out all others, and a file takes as long as its sender likes."""
    seen = []

    def reading(*given: object, **named: object):
        seen.append(connection.in_atomic_block)
        return read_table(*given, **named)

    monkeypatch.setattr("imports.reading.read_table", reading)
    assert bring("naam;voornaam\nann;Ann\n").counts["created"] == 1
    assert seen == [False, False], "the header, and the rows"
