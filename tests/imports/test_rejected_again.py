"""Rejected rows are downloaded in the sender's own layout, corrected, brought again, and only those are taken in."""

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from imports.reasons import IS_A_TOTAL
from imports.reports import rejected_file
from tests.imports.conftest import Bring
from tests.imports.toy import people_state

HEADER = ["Opmerking", "E-mail", "naam", "Extra; kolom"]
ROWS = [
    ["eerste", "ann@example.org", "ann", "x"],
    ["tweede", "geen adres", "bob", "-1"],
    ["=derde", "ook geen", "eve", "y"],
]


def as_csv() -> bytes:
    return "\n".join("|".join(row) for row in [HEADER, *ROWS]).encode("cp1252")


def as_xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER, *ROWS]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return target.getvalue()


def corrected(content: bytes, name: str) -> bytes:
    if name.endswith("csv"):
        text = content.decode("utf-8-sig")
        assert text.splitlines()[0] == "|".join(HEADER)
        return text.replace("geen adres", "bob@example.org").encode()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == HEADER
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, str(cell).replace("geen adres", "bob@example.org"))
    return target.getvalue()


@pytest.mark.parametrize(("name", "content"), [("people.csv", as_csv), ("people.xlsx", as_xlsx)])
def test_only_what_was_rejected_comes_back(bring: Bring, name: str, content) -> None:
    first = bring(content(), name=name, to="applied")
    assert (first.counts["created"], first.counts["rejected"]) == (1, 2)
    second = bring(corrected(rejected_file(first), name), name=name, to="applied")
    assert second.row_count == 2
    assert (second.counts["created"], second.counts["rejected"]) == (1, 1)
    assert [state[0] for state in people_state()] == ["ann", "bob"]
    (left,) = second.rows.with_outcome("rejected").with_text("derde")
    assert left.cells[0] == "=derde", "what was made harmless comes back as it was"


def test_a_total_row_is_told_and_does_not_come_back(bring: Bring) -> None:
    job = bring("naam;e-mail\nann;geen adres\nbob;bob@example.org\nTotaal;2\n", to="applied")
    assert job.counts["rejected"] == 2
    assert rejected_file(job).decode("utf-8-sig").splitlines() == ["naam;e-mail", "ann;geen adres"]
    (total,) = job.rows.with_outcome("rejected").with_text("Totaal")
    assert [issue.reason for issue in total.issue_list] == [IS_A_TOTAL]
