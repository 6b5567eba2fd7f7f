"""Files made to hurt, or broken on the way: each is an answer, none takes the portal down."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.utils.translation import override

from imports.readers import read_table
from imports.reasons import ImportRefused
from imports.reports import rejected_file, row_report
from tests.imports.conftest import Bring
from tests.imports.test_readers import Write, table, with_part, workbook, write

__all__ = ["write"]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def encrypted() -> bytes:
    """A ZIP whose entries say that they are encrypted."""
    content = bytearray(workbook([["naam"], ["a"]]))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(signature, start + 1)) >= 0:
            content[start + place] |= 1
    return bytes(content)


def lying_bomb() -> bytes:
    """Forty megabytes of which the directory says that they are ten bytes."""
    content = bytearray(with_part(workbook([["naam"], ["a"]]), "xl/big.xml", b"0" * 200_000_000))
    start = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, start + 24, 10)
    return bytes(content)


def made(write_sheet: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        write_sheet(book)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(encrypted, "encrypted"), (lying_bomb, "damaged|more than is allowed|more memory")],
)
def test_encrypted_and_lying_packages_are_refused(write: Write, content: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        table(write("list.xlsx", content()))


def test_links_to_other_files_are_not_followed(write: Write) -> None:
    links = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" TargetMode="External" Target="file:///etc/passwd" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"/></Relationships>'
    )
    content = with_part(workbook([["naam"], ["a"]]), "xl/externalLinks/_rels/externalLink1.xml.rels", links)
    assert table(write("list.xlsx", content)) == [["naam"], ["a"]]


def test_a_formula_counts_as_its_last_value_and_is_never_run(write: Write) -> None:
    def sheet(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["naam", "som", "buiten"])
        page.write_string(1, 0, "a")
        page.write_formula(1, 1, "=1+1", None, 2)
        page.write_formula(1, 2, "='[elders.xlsx]Blad1'!A1", None, "van elders")

    assert table(write("list.xlsx", made(sheet))) == [["naam", "som", "buiten"], ["a", "2", "van elders"]]


def test_a_formula_in_a_csv_is_a_text_and_leaves_harmless(bring: Bring) -> None:
    job = bring('naam;voornaam;e-mail\nann;"=HYPERLINK(""http://x"")";geen adres\nbob;+31;b@example.org\n')
    assert job.rows.get(number=2).cells[1] == '=HYPERLINK("http://x")'
    assert b"'=HYPERLINK" in rejected_file(job)
    assert not [cell for line in row_report(job) for cell in line if cell.startswith("@")]


def test_a_million_formatted_empty_rows_are_no_rows(write: Write) -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(3, 1_048_577))
    content = workbook([["naam"], ["a"]])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    filled = with_part(content, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", rows + b"</sheetData>"))
    path = write("list.xlsx", filled)
    assert list(read_table(path, file_format="xlsx", delimiter="")) == [(1, ["naam"]), (2, ["a"])]


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_million_columns_are_refused_with_the_row(write: Write, name: str) -> None:
    if name.endswith("csv"):
        content = b"naam" + b";x" * 1_000_000 + b"\na\n"
    else:
        content = workbook([[f"k{number}" for number in range(16_384)], ["a"]])
    with pytest.raises(ImportRefused, match="Row 1 has"):
        table(write(name, content))


def test_ten_megabytes_in_one_cell_of_a_workbook(write: Write) -> None:
    text = b'<c r="A2" t="inlineStr"><is><t>' + b"abcdefghij" * 1_000_000 + b"</t></is></c>"
    content = workbook([["naam"], ["a"]])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b'<c r="A2"')
    end = sheet.index(b"</c>", start) + 4
    huge = with_part(content, "xl/worksheets/sheet1.xml", sheet[:start] + text + sheet[end:], zipfile.ZIP_STORED)
    with pytest.raises(ImportRefused, match="Row 2, column 1"):
        table(write("list.xlsx", huge))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_workbook_cut_off_half_way_is_refused(write: Write, share: float) -> None:
    content = workbook([[f"naam {number}", "x"] for number in range(500)])
    with pytest.raises(ImportRefused, match="damaged"):
        table(write("list.xlsx", content[: int(len(content) * share)]))


def test_a_list_cut_off_within_a_row_rejects_what_lacks(bring: Bring) -> None:
    job = bring("naam;voornaam;e-mail\nann;Ann;ann@example.org\nbob;Bob;bob@exa")
    assert job.counts["created"] == 2, "a shorter address is an address: only a person can see this"
    job = bring(b"naam;voornaam;e-mail\nann;Ann;ann@example.org\n;")
    assert job.counts["created"] == 1


def test_a_sender_who_stops_half_way_leaves_nothing(bring: Bring, media: Path) -> None:
    from django.core.files.base import ContentFile

    from imports import actions
    from imports.models import Import

    class Stops(ContentFile):
        def chunks(self, chunk_size: int | None = None):
            yield b"naam;voornaam\nann;"
            raise OSError("connection lost")

    with pytest.raises(OSError, match="connection lost"):
        actions.upload(kind="people", file=Stops(b"x"), file_name="people.csv", start=False)
    assert not Import.objects.exists()
    assert not list(media.rglob("*.csv"))
