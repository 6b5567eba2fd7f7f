"""What is read as a table, and what is refused, by content rather than by name."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.utils.translation import override

from imports.models import Import
from imports.readers import read_table, sniff
from imports.reasons import ImportRefused
from tests.imports.conftest import Bring

Write = Callable[[str, bytes], Path]


@pytest.fixture(autouse=True)
def _in_english():
    """Reasons are told in the language of the reader; here in that of the code."""
    with override("en"):
        yield


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def run(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return run


def workbook(rows: list[list[object]], *, sheets: int = 1) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for number in range(sheets):
            sheet = book.add_worksheet()
            for index, row in enumerate(rows if number == sheets - 1 else []):
                sheet.write_row(index, 0, row)
    return target.getvalue()


def book_of(**sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return target.getvalue()


def with_part(content: bytes, name: str, part: bytes, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with one part replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", compress) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return target.getvalue()


def table(path: Path) -> list[list[str]]:
    found = sniff(path, path.name)
    return [cells for _number, cells in read_table(path, file_format=found.file_format, delimiter=found.delimiter)]


WANTED = [["naam", "plaats"], ["Zoë's bedrijf", "’s-Gravenhage"], ["B", "Delft"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_delimiters_and_encodings_of_offices(write: Write, delimiter: str, encoding: str, newline: str) -> None:
    text = newline.join(delimiter.join(row) for row in WANTED) + newline
    assert table(write("list.csv", text.encode(encoding))) == WANTED


def test_two_encodings_pasted_together_are_both_read(write: Write) -> None:
    content = "naam\nCafé één\n".encode() + "Zoë\n".encode("cp1252")
    assert table(write("list.csv", content)) == [["naam"], ["Café één"], ["Zoë"]]


def test_quoted_cells_may_hold_delimiters_and_lines(write: Write) -> None:
    content = b'naam;tekst\n"a;b";"een\ntwee ""drie"""\n'
    assert table(write("list.csv", content)) == [["naam", "tekst"], ["a;b", 'een\ntwee "drie"']]


def test_an_inch_at_the_very_end_is_no_open_quotation_mark(write: Write) -> None:
    assert table(write("list.csv", b'naam;maat\na;5"'))[1] == ["a", '5"']


def test_commas_within_text_do_not_win_from_semicolons(write: Write) -> None:
    assert table(write("list.csv", b"naam;tekst\na;x, y, z\nb;p, q, r\n"))[1] == ["a", "x, y, z"]


def test_a_workbook_is_read_as_people_see_it(write: Write) -> None:
    content = workbook([["naam", "kvk", "deel"], ["A", 12345678, 0.5], ["B", True, None]], sheets=2)
    assert table(write("list.xlsx", content)) == [["naam", "kvk", "deel"], ["A", "12345678", "0.5"], ["B", "true"]]


def test_a_sheet_with_a_title_before_the_list_is_passed_over(write: Write) -> None:
    title = [["Ministerie", ""], ["Versie", "2.1"], ["naam", "Van wie de lijst is"]]
    rows = [["naam", "Taal (verplicht)"], ["A", "nl"]]
    path = write("list.xlsx", book_of(Toelichting=title, Lijst=[[], *rows], Keuzes=rows[:1]))

    def read(*names: str) -> list[list[str]]:
        return [cells for _number, cells in read_table(path, file_format="xlsx", delimiter="", names=names)]

    assert read("naam", "taal") == rows
    assert read("bedrijf", "taal") == read() == [["Ministerie"], *title[1:]], "no sheet has such a header: the first"


def test_a_workbook_with_its_last_row_far_down_is_read(write: Write) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["naam"])
        sheet.write_row(1_048_575, 0, ["ver"])
    path = write("list.xlsx", target.getvalue())
    assert list(read_table(path, file_format="xlsx", delimiter="")) == [(1, ["naam"]), (1_048_576, ["ver"])]


ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as package:
    package.writestr("list.csv", "naam\na\n")
OPEN_DOCUMENT = io.BytesIO()
with zipfile.ZipFile(OPEN_DOCUMENT, "w") as package:
    package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    package.writestr("content.xml", "<office:document-content/>")

REFUSED = {
    "empty": ("list.csv", b"", "empty"),
    "spaces": ("list.csv", b"\xef\xbb\xbf \r\n\n", "empty"),
    "PDF": ("list.csv", b"%PDF-1.7\n%...", "PDF"),
    "PDF later": ("list.csv", b"naam;x\n%PDF-1.7\n", "PDF"),
    "HTML": ("list.csv", b"<!DOCTYPE html><table>", "web page"),
    "HTML as workbook": ("list.xlsx", b"<html><table>", "web page"),
    "old workbook": ("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "encrypted"),
    "null bytes": ("list.csv", b"naam\nA\0B\n", "null byte"),
    "cut off in its last row": ("list.csv", b'naam;tekst\na;"b"\nc;"half', "never closed"),
    "null bytes late": ("list.csv", b"naam\n" + b"a\n" * 5000 + b"A\0B\n", "null byte"),
    "image": ("list.csv", b"\x89PNG\r\n\x1a\n", "image"),
    "text as workbook": ("list.xlsx", b"naam\nA\n", "no workbook"),
    "wrong ending": ("list.docx", b"naam\nA\n", "are not read"),
    "no ending": ("list", b"naam\nA\n", "are not read"),
    "ZIP as CSV": ("list.csv", ZIP.getvalue(), "does not end in"),
    "ZIP as workbook": ("list.xlsx", ZIP.getvalue(), "not an Excel workbook"),
    "half a workbook": ("list.xlsx", workbook([["naam"], ["a"]])[:2000], "damaged"),
    "macros": ("list.xlsx", with_part(workbook([["naam"]]), "xl/vbaProject.bin", b"x"), "macros"),
    "bomb": ("list.xlsx", with_part(workbook([["naam"]]), "xl/big.xml", b"0" * 60_000_000), "unpacks to"),
    "document type": (
        "list.xlsx",
        with_part(workbook([["naam"], ["a"]]), "xl/x.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/">]>'),
        "document type",
    ),
    "damaged sheet": (
        "list.xlsx", with_part(workbook([["naam"], ["a"]]), "xl/worksheets/sheet1.xml", b"<x"), "damaged|no sheet",
    ),
    "nothing in it": ("list.xlsx", workbook([]), "no sheet"),
    "never closed": ("list.csv", b'naam;tekst\n"a;b\nc;d\ne;f\n', "never closed"),
    "never closed in a long list": ("list.csv", b'naam;tekst\n"a;b\n' + b"c;d\n" * 20_000, "over several lines"),
    "never closed in a longer one": ("list.csv", b'naam;tekst\n"a;b\n' + b"c;d\n" * 60_000, "over several lines"),
    "lines without end": ("list.csv", b"naam;tekst\na;b\n" + b"\n" * 1_100_000, "more than 1048576 rows"),
    "LibreOffice": ("list.ods", OPEN_DOCUMENT.getvalue(), "LibreOffice"),
    "LibreOffice under another name": ("list.xlsx", OPEN_DOCUMENT.getvalue(), "LibreOffice"),
    "old Macintosh": ("list.csv", b"naam;tekst\rA;b\rC;d\r", "line end of another kind"),
    "unknown bytes": ("list.csv", b"naam\nA\x81\x8d\n", "neither UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_is_refused_with_the_reason(write: Write, case: str) -> None:
    name, content, reason = REFUSED[case]
    with pytest.raises(ImportRefused, match=reason):
        table(write(name, content))


def test_a_refused_upload_leaves_nothing(bring: Bring, media: Path) -> None:
    with pytest.raises(ImportRefused):
        bring(b"%PDF-1.7", to="read")
    assert not Import.objects.exists()
    assert not list(media.rglob("*.*"))


@pytest.mark.parametrize(
    "name", ["../../etc/x.csv", "C:\\temp\\x.csv", "a\0b\r\n.csv", "x" * 300 + ".csv", '"<svg>.csv']
)
def test_the_stored_name_is_ours_and_the_given_one_a_text(bring: Bring, media: Path, name: str) -> None:
    job = bring("naam\nann\n", name=name, to="read")
    stored = Path(job.file.path)
    assert stored.parent == media / "imports"
    assert stored.suffix == ".csv"
    assert len(stored.stem) == 32
    assert "/" not in job.file_name
    assert "\\" not in job.file_name
    assert job.file_name.isprintable()
    assert len(job.file_name) <= 255


@pytest.mark.parametrize(
    ("setting", "value", "content", "reason"),
    [
        ("IMPORT_MAX_BYTES", 10, b"naam\naaaaaa\n", "larger"),
        ("IMPORT_MAX_ROWS", 2, b"naam\na\nb\nc\n", "more than 2 rows"),
        ("IMPORT_MAX_COLUMNS", 2, b"naam;b;c\na;b;c\n", "3 columns"),
        ("IMPORT_MAX_CELL_LENGTH", 5, b"naam\nabcdef\n", "Row 2, column 1"),
    ],
)
def test_the_limit_passes_and_one_more_is_refused(
    write: Write, settings, setting: str, value: int, content: bytes, reason: str
) -> None:
    path = write("list.csv", content)
    setattr(settings, setting, value)
    with pytest.raises(ImportRefused, match=reason):
        table(path)
    setattr(settings, setting, value + 2)
    assert table(path)


def test_ten_megabytes_in_one_cell_is_an_answer(write: Write) -> None:
    with pytest.raises(ImportRefused, match="Row 2 has a cell that holds more than 32767"):
        table(write("list.csv", b"naam;x\na;" + b"y" * 10_000_000 + b"\n"))


def test_a_workbook_that_takes_too_much_memory_is_refused(write: Write) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["naam"])
        sheet.write(1_048_575, 16_383, "far away")
    with pytest.raises(ImportRefused, match="more memory or time"):
        table(write("list.xlsx", target.getvalue()))


def test_a_workbook_that_takes_too_long_is_refused(write: Write, settings) -> None:
    path = write("list.xlsx", workbook([[f"naam {n}"] for n in range(60_000)]))
    settings.IMPORT_WORKBOOK_SECONDS = 0.05
    with pytest.raises(ImportRefused, match="more memory or time"):
        table(path)


def test_a_header_without_rows_is_refused_with_the_reason(bring: Bring) -> None:
    job = bring("naam;voornaam\n", to="read")
    assert job.state == "failed"
    assert "no rows" in job.error_text or "geen rijen" in job.error_text
