"""The row report and the rejected rows, as files that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

import orjson
import xlsxwriter
from django.utils.translation import gettext

from imports.enums import FileFormat, RowOutcome, RowUndo, outcome_words
from imports.models import Import
from imports.reasons import Issue
from imports.rows import Changes

PLAIN_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
AT_ONCE = 2_000
NOTHING = [""] * 6
DANGEROUS = frozenset("=+-@\t\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before it. Our reader takes it off again."""
    body = cell[1:] if cell[:1] == "'" else cell
    if body and body[0] in DANGEROUS and not PLAIN_NUMBER.match(cell):
        return f"'{cell}"
    return cell


def row_report(job: Import) -> Iterator[list[str]]:
    """A header, then per row and issue (or changed field) one line, in the language of this moment.

    A row that makes a new record has one line: what it says stands in the line as given.
    """
    yield [
        gettext("row"), gettext("outcome"), gettext("record"), gettext("column"), gettext("value as given"),
        gettext("reason"), gettext("suggestion"), gettext("old value"), gettext("new value"), gettext("line as given"),
    ]  # fmt: skip
    telling = Telling(job)
    fields = ("number", "outcome", "undo", "label", "line", "changes", "issues")
    rows = job.rows.in_order().values_list(*fields).iterator(chunk_size=AT_ONCE)
    for number, outcome, undo, label, line, changes, issues in rows:
        start = [str(number), telling.outcome(outcome, undo), label]
        given = " | ".join(orjson.loads(line))
        details = telling.issues(issues) + ([] if outcome == RowOutcome.CREATED else telling.changes(changes))
        for detail in details or [NOTHING]:
            yield [*start, *detail, given]


class Telling:
    """Says outcomes, issues and changes of an import in the language of this moment."""

    def __init__(self, job: Import) -> None:
        self.outcomes = outcome_words(written=job.apply_started_at is not None)
        self._undone = {undo.value: str(undo.label) for undo in RowUndo}
        self._label = cache(job.importer.field_label)
        self._teller = job.importer.teller()

    def outcome(self, outcome: str, undo: str) -> str:
        """What became of a row; when its import was taken back also what became of it then."""
        return f"{self.outcomes[outcome]}, {self._undone[undo]}" if undo else self.outcomes[outcome]

    def issues(self, issues: list[dict[str, Any]]) -> list[list[str]]:
        """``[column, value, reason, suggestion, "", ""]`` each."""
        found = [Issue.from_json(stored) for stored in issues]
        return [[self._label(one.column), one.value, one.text(), one.suggestion, "", ""] for one in found]

    def changes(self, changes: Changes) -> list[list[str]]:
        """``[field, "", "", "", old, new]`` each."""
        say = self._teller.words
        return [[self._label(key), "", "", "", say(key, old), say(key, new)] for key, (old, new) in changes.items()]


def write_report(job: Import, target: TextIO) -> None:
    target.write("\ufeff")
    csv.writer(target, delimiter=";").writerows([harmless(cell) for cell in line] for line in row_report(job))


def rejected_rows(job: Import) -> Iterator[list[str]]:
    """Header and lines as the sender gave them, of the rows to correct and send again."""
    yield job.header
    for row in job.rows.to_correct().in_order().iterator(chunk_size=AT_ONCE):
        yield row.cells


def rejected_file(job: Import) -> bytes:
    """The rejected rows in the format of the list itself."""
    lines = ([harmless(cell) for cell in line] for line in rejected_rows(job))
    return _xlsx(lines) if job.file_format == FileFormat.XLSX else _csv(lines, job.delimiter)


def rejected_csv(job: Import) -> bytes:
    """The same as CSV, whatever the list was."""
    return _csv(([harmless(cell) for cell in line] for line in rejected_rows(job)), job.delimiter)


def _csv(lines: Iterable[list[str]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter or ";").writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterable[list[str]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
    return target.getvalue()
