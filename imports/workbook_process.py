"""Reads one workbook and prints its rows as JSON lines; runs alone, with its memory and time capped.

Usage: ``python -m imports.workbook_process PATH MEMORY SECONDS COLUMNS UNZIPPED NAMES``, the last a list of titles as
JSON. Needs no Django, and nothing of the portal is in its memory but how titles are written. The last line is
``{"end": "done"}`` or the reason of refusal.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from imports.titles import LOOKED_AT, is_header

BLOCK = 1 << 20


class Refused(Exception):
    """Ends the reading with one of the words that the other side has a message for."""


def main(path: str, memory: int, seconds: int, columns: int, unzipped: int, names: frozenset[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        scan(path, unzipped)
        for row in rows(path, columns, names):
            print(json.dumps(row))
        end = "done"
    except Refused as refused:
        end = str(refused)
    except MemoryError:
        end = "heavy"
    except (CalamineError, zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError):
        end = "broken"
    print(json.dumps({"end": end}))


def scan(path: str, unzipped: int) -> None:
    """Unpack each part in blocks, keeping nothing: the directory may lie about sizes, and XML may hold a DOCTYPE."""
    total = 0
    with zipfile.ZipFile(path) as package:
        for entry in package.infolist():
            with package.open(entry) as part:
                tail = b""
                while block := part.read(BLOCK):
                    total += len(block)
                    if total > unzipped:
                        raise Refused("heavy")
                    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                        seen = tail + block
                        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                            raise Refused("doctype")
                        tail = seen[-16:]


def rows(path: str, columns: int, names: frozenset[str]) -> Iterator[tuple[int, list[str]]]:
    with CalamineWorkbook.from_path(path) as workbook:
        sheet = first_with_header(workbook, names)
        first_row, first_column = sheet.start or (0, 0)
        padding = [""] * min(first_column, columns + 1)
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                yield number, padding + [as_text(cell) for cell in cells]


def first_with_header(workbook: CalamineWorkbook, names: frozenset[str]) -> CalamineSheet:
    """A sheet before the list may hold its title and what it is for: that one is read when no other has a header."""
    first = None
    for sheet in filled(workbook):
        if not names or any(is_header([as_text(cell) for cell in row], names) for row in start_of(sheet)):
            return sheet
        first = first or sheet
    if first is None:
        raise Refused("empty")
    return first


def filled(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for meta in workbook.sheets_metadata:
        if meta.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.height:
                yield sheet


def start_of(sheet: CalamineSheet) -> list[list[Any]]:
    return [row for row in sheet.to_python(skip_empty_area=True, nrows=LOOKED_AT * 3) if any(row)][:LOOKED_AT]


def as_text(cell: Any) -> str:
    """A cell as somebody would type it: whole numbers without a point, days as 2026-03-31."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    memory, seconds, columns, unzipped = (int(value) for value in sys.argv[2:6])
    main(sys.argv[1], memory, seconds, columns, unzipped, frozenset(json.loads(sys.argv[6])))
