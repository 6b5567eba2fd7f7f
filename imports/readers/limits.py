"""How much one file may bring."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from imports.configuration import configured
from imports.reasons import ImportRefused

TableRow = tuple[int, list[str]]
#: As many as a sheet has: empty ones are passed over, but somebody has to look at each.
MOST_LINES = 1_048_576


@dataclass(frozen=True, slots=True)
class Limits:
    """All sizes are in bytes, but cells, which count characters."""

    size: int
    rows: int
    columns: int
    cell: int
    unzipped: int
    ratio: int
    entries: int
    memory: int
    seconds: int

    @classmethod
    def from_settings(cls) -> "Limits":
        return cls(
            size=configured("IMPORT_MAX_BYTES"),
            rows=configured("IMPORT_MAX_ROWS"),
            columns=configured("IMPORT_MAX_COLUMNS"),
            cell=configured("IMPORT_MAX_CELL_LENGTH"),
            unzipped=configured("IMPORT_MAX_UNZIPPED_BYTES"),
            ratio=configured("IMPORT_MAX_UNZIP_RATIO"),
            entries=configured("IMPORT_MAX_ZIP_ENTRIES"),
            memory=configured("IMPORT_WORKBOOK_MEMORY"),
            seconds=configured("IMPORT_WORKBOOK_SECONDS"),
        )


def checked(rows: Iterable[TableRow], limits: Limits) -> Iterator[TableRow]:
    """The rows that hold anything, empty cells at their end left out, as long as they keep within the limits."""
    count = 0
    most_lines = max(MOST_LINES, limits.rows + 1)
    for number, cells in rows:
        if number > most_lines:
            raise ImportRefused(gettext_noop("The list has more than %(rows)d rows; split it."), rows=most_lines)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.rows + 1:
            raise ImportRefused(gettext_noop("The list has more than %(rows)d rows; split it."), rows=limits.rows)
        if len(cells) > limits.columns:
            raise ImportRefused(
                gettext_noop("Row %(row)d has %(found)d columns; at most %(columns)d are read."),
                row=number, found=len(cells), columns=limits.columns,
            )  # fmt: skip
        for index, cell in enumerate(cells):
            if len(cell) > limits.cell:
                raise too_long(number, index + 1, limits)
            if "\0" in cell:
                raise ImportRefused(gettext_noop("Row %(row)d contains a null byte: this is not a text."), row=number)
        yield number, cells


def too_long(row: int, column: int, limits: Limits) -> ImportRefused:
    return ImportRefused(
        gettext_noop("Row %(row)d, column %(column)d holds more than %(cell)d characters."),
        row=row, column=column, cell=limits.cell,
    )  # fmt: skip
