"""Ctrl-C in the middle of a command: said in words, nothing left at work, and nobody goes on by themselves."""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import translation

from imports import actions, undoing
from imports.models import Import
from imports.rows import ImportContext, Outcome, Reversal
from imports.work import step, work_on
from loket.models import User
from tests.imports.toy import People, people_state

LIST = "naam;voornaam\n" + "".join(f"p{number:02};Name {number}\n" for number in range(20))


@pytest.fixture
def path(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.IMPORT_CHUNK_ROWS = 5
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0}, raising=False)
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    return file


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def can_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of people can be taken back: who came with them goes."""

    def plan_undo(
        _self: People, record_ids: Sequence[int], _context: ImportContext, *, changed_too: bool
    ) -> list[Reversal]:
        return [Reversal(pk, "", removes=True) for pk in record_ids]

    def undo(_self: People, reversals: Sequence[Reversal], _context: ImportContext) -> None:
        User.objects.filter(pk__in=[one.record_id for one in reversals]).delete()

    monkeypatch.setattr(People, "cannot_undo", "")
    monkeypatch.setattr(People, "plan_undo", plan_undo)
    monkeypatch.setattr(People, "undo", undo)


def stop_in(monkeypatch: pytest.MonkeyPatch, method: str, time: int) -> None:
    """Press Ctrl-C when ``method`` of the importer has written for the so many-th time."""
    write, times = getattr(People, method), iter(range(1, 100))

    def interrupted(self: People, work: Sequence[Outcome] | Sequence[Reversal], context: ImportContext) -> None:
        write(self, work, context)
        if next(times) == time:
            raise KeyboardInterrupt

    monkeypatch.setattr(People, method, interrupted)


def stopped(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[str, str]:
    with pytest.raises(SystemExit) as ended:
        call_command(*command)
    assert ended.value.code == 1
    printed = capsys.readouterr()
    return printed.out, printed.err


@pytest.mark.django_db(transaction=True)
def test_a_list_that_is_stopped_is_cancelled_and_the_same_command_brings_the_rest(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_in(monkeypatch, "apply", 3)
    out, err = stopped(capsys, "import_list", "people", str(path), "--apply", "--source", "DCMR")
    job = Import.objects.get()
    assert (job.state, job.has_turn, len(people_state())) == ("cancelled", False, 10)
    assert out.splitlines()[:5] == ["created: 10", "updated: 0", "unchanged: 0", "rejected: 10", "to-review: 0"]
    assert f"import_undo {job.pk}" in err
    with path.with_name("list.report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum("was not applied" in line["reason"] for line in csv.DictReader(file, delimiter=";")) == 10

    call_command("import_list", "people", str(path), "--apply", "--source", "DCMR")
    assert capsys.readouterr().out.splitlines()[:3] == ["created: 10", "updated: 0", "unchanged: 10"]
    assert len(people_state()) == 20


@pytest.mark.django_db(transaction=True)
def test_the_list_ahead_that_it_helped_with_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ahead = actions.upload(kind="people", file=ContentFile(LIST.encode()), file_name="ahead.csv", start=False)
    work_on(ahead.pk)
    ahead.refresh_from_db()
    actions.take_in(job=ahead, start=False)
    step(ahead.pk)  # split
    step(ahead.pk)  # the first part, and with it the turn
    path.write_text(LIST.replace("Name", "Naam"))
    stop_in(monkeypatch, "apply", 1)
    stopped(capsys, "import_list", "people", str(path), "--apply")
    ahead.refresh_from_db()
    assert (ahead.state, ahead.has_turn) == ("applying", True)
    assert set(ahead.chunks.values_list("state", flat=True)) == {"done", "waiting"}
    assert Import.objects.exclude(pk=ahead.pk).get().state == "cancelled"
    monkeypatch.undo()
    work_on(ahead.pk)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.counts["created"]) == ("applied", 20)


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_that_is_stopped_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(People, "plan", interrupted)
    out, err = stopped(capsys, "import_list", "people", str(path))
    assert (out, err.strip()) == ("", "Stopped. Nothing was written.")
    assert not Import.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("can_undo")
def test_taking_back_that_is_stopped_goes_on_with_the_same_command(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_list", "people", str(path), "--apply")
    job = Import.objects.get()
    monkeypatch.setattr(undoing, "AT_ONCE", 5)
    stop_in(monkeypatch, "undo", 3)
    _out, err = stopped(capsys, "import_undo", str(job.pk), "--apply")
    job.refresh_from_db()
    assert (job.state, len(people_state())) == ("failed", 10)
    assert "stopped half-way" in err

    call_command("import_undo", str(job.pk), "--apply")
    assert capsys.readouterr().out.splitlines()[0] == "taken-back: 20"
    assert people_state() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("can_undo")
def test_taking_back_whose_process_was_killed_goes_on_with_the_same_command(
    path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_list", "people", str(path), "--apply")
    job = Import.objects.get()
    settings.IMPORT_STALE_AFTER = 0
    undoing.take_back(job=job, start=False)
    Import.objects.filter(pk=job.pk).update(claim="of one that is gone", heartbeat=job.created_at)
    call_command("import_undo", str(job.pk), "--apply")
    assert "taken-back: 20" in capsys.readouterr().out
    assert people_state() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("can_undo")
def test_a_preview_that_does_not_look_at_every_record_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_list", "people", str(path), "--apply")
    job = Import.objects.get()
    call_command("import_undo", str(job.pk))
    assert "first" not in capsys.readouterr().out
    monkeypatch.setattr(undoing, "LOOKED_AT", 7)
    call_command("import_undo", str(job.pk))
    printed = capsys.readouterr().out
    assert printed.splitlines()[:2] == ["records: 20", "remove: 7"]
    assert "its first 7 records" in printed
