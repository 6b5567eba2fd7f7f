"""CSV as offices send it: comma, semicolon, tab or bar; UTF-8 with or without BOM, UTF-16 with BOM, else cp1252."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_noop

from imports.readers.limits import Limits, TableRow
from imports.reasons import ImportRefused

DELIMITERS = ";,\t|"
#: Lines that hold anything, and lines at all.
LOOKED_AT, PASSED_OVER = 20, 5_000


def find_delimiter(path: Path) -> str:
    """The sign that parts the most cells, the same number of times in most rows."""
    first = islice(_text_lines(path), PASSED_OVER)
    lines = list(islice((line for line in first if line.strip()), LOOKED_AT))
    return max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (Counter(widths)[widths[0]] * widths[0], widths[0])


def read_delimited(path: Path, delimiter: str, limits: Limits) -> Iterator[TableRow]:
    """Rows with their number; the whole file is never in memory."""
    # The module's limit is one for the process; ours tells the row and the column, and is checked on each cell.
    csv.field_size_limit(max(limits.cell + 1, 131_072))
    lines = _QuoteCount(_text_lines(path))
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    cells: list[str] = []
    try:
        for cells in reader:
            number += 1
            if lines.since_even > 1 and any(len(cell) > limits.cell for cell in cells):
                raise _long_and_open(number, limits)
            yield number, [_unguarded(cell) for cell in cells]
    except csv.Error as error:
        if "field limit" in str(error):
            if lines.since_even > 1:
                raise _long_and_open(number + 1, limits) from error
            raise ImportRefused(
                gettext_noop("Row %(row)d has a cell that holds more than %(cell)d characters."),
                row=number + 1, cell=limits.cell,
            ) from error  # fmt: skip
        if "new-line character" in str(error):
            raise ImportRefused(
                gettext_noop(
                    "Row %(row)d has a line end of another kind than lists have, as old Macintosh files do. "
                    "Save the list as CSV UTF-8."
                ),
                row=number + 1,
            ) from error
        raise ImportRefused(
            gettext_noop("Row %(row)d cannot be read as CSV (%(detail)s)."), row=number + 1, detail=str(error)
        ) from error
    if lines.quotes % 2 and (lines.since_even > 1 or _stays_open(lines.last, delimiter, cells)):
        raise ImportRefused(
            gettext_noop("A quotation mark opened in row %(row)d is never closed: the file may be cut off."), row=number
        )


def _long_and_open(row: int, limits: Limits) -> ImportRefused:
    """The rest of the list is in one cell; who looks for a long text finds none."""
    return ImportRefused(
        gettext_noop(
            "Row %(row)d has a cell over several lines that holds more than %(cell)d characters: perhaps a quotation "
            "mark before it is never closed."
        ),
        row=row, cell=limits.cell,
    )  # fmt: skip


def _stays_open(line: str, delimiter: str, cells: list[str]) -> bool:
    """Whether the last cell of the last line begins with a quotation mark; one within a cell is an inch."""
    body = '"' + cells[-1].replace('"', '""') if cells else ""
    return bool(body) and (line == body or line.endswith(delimiter + body))


def _unguarded(cell: str) -> str:
    """Our own downloads put an apostrophe before what a spreadsheet would run as a formula; take it off again."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell


class _QuoteCount:
    """Counts quotation marks on the way: an odd number at the end means that one was never closed."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.quotes = 0
        self.since_even = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.last = line
        self.quotes += line.count('"')
        self.since_even = self.since_even + 1 if self.quotes % 2 else 0
        return line


def _text_lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        start = file.read(3)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield from _utf16_lines(path)
        return
    with path.open("rb") as file:
        if start == b"\xef\xbb\xbf":
            file.seek(3)
        for number, line in enumerate(file, start=1):
            if b"\0" in line:
                raise ImportRefused(gettext_noop("Row %(row)d contains a null byte: this is not a text."), row=number)
            yield _decoded(line, number)


def _decoded(line: bytes, number: int) -> str:
    # Line by line: lists pasted together from several offices hold both encodings, and both are read right.
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        raise ImportRefused(
            gettext_noop("Line %(row)d is neither UTF-8 nor Windows-1252. Save the list as CSV UTF-8."), row=number
        ) from None


def _utf16_lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-16", newline="") as file:
            yield from file
    except UnicodeError:
        raise ImportRefused(gettext_noop("The file says it is UTF-16, but cannot be read as such.")) from None
