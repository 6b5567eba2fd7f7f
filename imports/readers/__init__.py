"""Readers: what a file is, and its rows as text. Anything that is not a clean table is refused with a reason."""

from collections.abc import Collection, Iterator
from pathlib import Path

from imports.enums import FileFormat
from imports.readers.delimited import read_delimited
from imports.readers.limits import Limits, TableRow, checked
from imports.readers.sniff import Sniffed, sniff
from imports.readers.workbook import read_workbook

__all__ = ["Limits", "Sniffed", "TableRow", "read_table", "sniff"]


def read_table(path: Path, *, file_format: str, delimiter: str, names: Collection[str] = ()) -> Iterator[TableRow]:
    """The rows that hold anything, the header first, each with its number as a spreadsheet counts it.

    ``names`` are titles of columns, made plain: of a workbook the sheet is read that has such a header.
    """
    limits = Limits.from_settings()
    if file_format == FileFormat.XLSX:
        return checked(read_workbook(path, limits, names), limits)
    return checked(read_delimited(path, delimiter, limits), limits)
