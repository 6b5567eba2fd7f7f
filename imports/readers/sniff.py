"""What a file is by its content; its name has to agree."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop

from imports.enums import FileFormat
from imports.readers.delimited import find_delimiter
from imports.readers.limits import Limits
from imports.readers.workbook import check_package
from imports.reasons import ImportRefused

HEAD = 4096
TEXT_ENDINGS = {".csv", ".txt", ".tsv", ".tab"}
#: First bytes of what people send by mistake.
FOREIGN = [
    (b"%PDF-", gettext_noop("This is a PDF document, not a table. Save the table itself as CSV or XLSX.")),
    (b"\xd0\xcf\x11\xe0", gettext_noop("This is an old or an encrypted workbook. Save it as XLSX without a password.")),
    (b"{\\rtf", gettext_noop("This is a text document (RTF), not a table.")),
    (b"\x89PNG", gettext_noop("This is an image, not a table.")),
    (b"\xff\xd8\xff", gettext_noop("This is an image, not a table.")),
    (b"GIF8", gettext_noop("This is an image, not a table.")),
    (b"\x1f\x8b", gettext_noop("This is a compressed file. Unpack it first.")),
    (b"MZ", gettext_noop("This is a program, not a table.")),
    (b"\x7fELF", gettext_noop("This is a program, not a table.")),
]
#: What the first part of such a package holds, packed or not.
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"<table")


@dataclass(frozen=True, slots=True)
class Sniffed:
    file_format: FileFormat
    delimiter: str = ""


def sniff(path: Path, name: str) -> Sniffed:
    """The format of the file at ``path`` that its sender calls ``name``; ``ImportRefused`` when it is none of ours."""
    limits = Limits.from_settings()
    size = path.stat().st_size
    if size > limits.size:
        raise ImportRefused(
            gettext_noop("The file is larger than %(most)d MB; split the list."), most=limits.size // 1024**2
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    ending = Path(name.lower()).suffix
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n"):
        raise ImportRefused(gettext_noop("The file is empty."))
    if head.startswith(b"PK\x03\x04"):
        if OPEN_DOCUMENT in head:
            raise ImportRefused(
                gettext_noop("This is a file of LibreOffice (ODS or ODT). Save the table as XLSX or CSV.")
            )
        if ending != ".xlsx":
            raise ImportRefused(
                gettext_noop("The content is a workbook or a ZIP file, but the name “%(name)s” does not end in .xlsx."),
                name=name,
            )
        check_package(path, limits)
        return Sniffed(FileFormat.XLSX)
    _refuse_foreign(head)
    if ending == ".xlsx":
        raise ImportRefused(
            gettext_noop("The name “%(name)s” ends in .xlsx, but the content is no workbook."), name=name
        )
    if ending not in TEXT_ENDINGS:
        raise ImportRefused(
            gettext_noop("Files named “%(name)s” are not read. Send CSV (.csv, .txt, .tsv) or a workbook (.xlsx)."),
            name=name,
        )
    return Sniffed(FileFormat.CSV, find_delimiter(path))


def _refuse_foreign(head: bytes) -> None:
    for start, reason in FOREIGN:
        # A PDF reader looks for its mark in the first kilobyte; a file that is both is refused too.
        if head.startswith(start) or (start == b"%PDF-" and start in head[:1024]):
            raise ImportRefused(reason)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise ImportRefused(gettext_noop("This is a web page or XML, not a table. Save the table as CSV or XLSX."))
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefused(gettext_noop("The file contains null bytes: this is not a text."))
