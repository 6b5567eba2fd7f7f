"""``manage.py import_list``: dry run by default, words and exit codes that scripts can rely on."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from imports.management.commands import import_list
from imports.models import ColumnChoice, Import
from loket.models import User

LIST = "naam;voornaam;e-mail\nann;Ann;ann@example.org\nbob;Bob;geen adres\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    return file


def report(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_dry_run_tells_and_leaves_nothing_but_the_report(db, path: Path, capsys, media: Path) -> None:
    with translation.override("en"):
        call_command("import_list", "people", str(path))
    printed = capsys.readouterr().out.splitlines()
    assert printed[:5] == ["created: 1", "updated: 0", "unchanged: 0", "rejected: 1", "to-review: 0"]
    assert not User.objects.exists()
    assert not Import.objects.exists()
    assert not list(media.rglob("*.csv"))
    assert [line["line as given"] for line in report(path.with_name("list.report.csv"))][-1].startswith("bob | Bob")


def test_the_same_file_again_is_told(db, path: Path, capsys) -> None:
    with translation.override("en"):
        call_command("import_list", "people", str(path), "--apply")
        assert "very same file" not in capsys.readouterr().err
        call_command("import_list", "people", str(path))
    assert f"import {Import.objects.get().pk} (applied)" in capsys.readouterr().err


def test_apply_writes_and_keeps_the_import_once(db, path: Path, capsys) -> None:
    call_command("import_list", "people", str(path), "--apply", "--source", "DCMR")
    call_command("import_list", "people", str(path), "--apply", "--source", "DCMR")
    assert "unchanged: 1" in capsys.readouterr().out
    job = Import.objects.get()
    assert (job.state, job.source, job.user) == ("applied", "DCMR", None)
    assert [user.username for user in User.objects.all()] == ["ann"]


def test_the_report_goes_where_it_is_asked_and_runs_nothing(db, path: Path, tmp_path: Path) -> None:
    path.write_text("naam;voornaam\n\"=cmd|' /C calc'!A0\";-2+3\n+31 10 1234567;-5,5\n")
    target = tmp_path / "elders.csv"
    call_command("import_list", "people", str(path), "--report", str(target))
    cells = [cell for line in report(target) for cell in line.values() if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@" and cell != "-5,5"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("list.csv", b"", "empty"),
        ("list.csv", b"naam;voornaam\n", "no rows"),
        ("list.csv", b"%PDF-1.7", "PDF"),
        ("list.csv", b"kleur;maat\nrood;2\n", "User name"),
        ("list.csv", b"naam;gebruiker\na;b\n", "gebruiker"),
    ],
)
def test_an_unreadable_file_ends_with_two_and_says_why(
    db, tmp_path: Path, capsys, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with translation.override("en"), pytest.raises(SystemExit) as ended:
        call_command("import_list", "people", str(path))
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err
    assert not Import.objects.exists()


def test_a_file_that_is_not_there(db, tmp_path: Path, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("import_list", "people", str(tmp_path / "nothing.csv"))
    assert ended.value.code == 2


def test_columns_that_are_left_out_are_named(db, path: Path, capsys) -> None:
    path.write_text("naam;kleur;voornaamm\nann;rood;Ann\n")
    call_command("import_list", "people", str(path), "--apply")
    assert "kleur, voornaamm" in capsys.readouterr().err
    assert User.objects.get().first_name == "", "a guessed column is not taken without a person"


def test_what_the_command_left_out_is_no_choice_for_the_next_list(db, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("naam;voornam\nann;Ann\n")
    for more in ([], ["--apply"]):
        call_command("import_list", "people", str(file), "--source", "DCMR", *more)
    assert not ColumnChoice.objects.exists()


def test_options_and_their_faults(db, path: Path, capsys) -> None:
    call_command("import_list", "people", str(path), "--apply", "--option", "active=no")
    assert not User.objects.get().is_active
    with pytest.raises(SystemExit):
        call_command("import_list", "people", str(path), "--option", "colour=red")
    assert "colour=red" in capsys.readouterr().err
    with pytest.raises(CommandError):
        call_command("import_list", "people", str(path), "--option", "colour")


def test_the_help_and_the_manual_say_what_is_printed() -> None:
    manual = (settings.BASE_DIR / "docs" / "import-format.md").read_text(encoding="utf-8")
    words = list(import_list.PRINTED.values())
    assert [word for word in words if f"{word} (" not in import_list.Command.help] == []
    assert [word for word in words if f"| `{word}` |" not in manual] == []
