"""The rows of a selection as a file: CSV, XLSX, GeoJSON or JSON, written row by row so that memory stays flat.

An app declares a :class:`Table` per kind; the API and the pages hand out the same files of the same rows.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any

import orjson
import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import override

from publication.queries import ListQuery
from publication.selection import documents

CSV, XLSX, GEOJSON, JSON = "csv", "xlsx", "geojson", "json"
MEDIA_TYPES = {
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    GEOJSON: "application/geo+json",
    JSON: "application/json",
}
CONTENT_CRS = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
# A file holds at most so many rows; who wants more asks in parts.
MOST_ROWS = 100_000
_BATCH = 500
SEVERAL = "; "
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Row = Mapping[str, Any]
Cell = str | int | float | bool | None


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how its value comes out of a list row.

    ``datatype`` is that of CSV on the Web; ``separator`` parts several values in one cell.
    """

    heading: str | Promise
    value: Callable[[Row], Cell]
    datatype: str = "string"
    separator: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """How rows of a kind look as a file. ``point`` names the member with a GeoJSON geometry, when there is one."""

    name: str | Promise
    columns: Sequence[Column]
    point: str = ""

    @property
    def formats(self) -> tuple[str, ...]:
        return (JSON, CSV, XLSX, GEOJSON) if self.point else (JSON, CSV, XLSX)


def at(path: str) -> Callable[[Row], Cell]:
    """The value at ``municipality.name``; nothing when a part of the way is missing."""
    parts = path.split(".")

    def value(row: Row) -> Cell:
        found: Any = row
        for part in parts:
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    return value


def each(path: str, key: str) -> Callable[[Row], Cell]:
    """One member of every object in a list, parted by semicolons."""
    members = at(path)
    return lambda row: SEVERAL.join(str(one[key]) for one in members(row) or ())  # type: ignore[union-attr, index]


def coordinate(member: str, axis: int) -> Callable[[Row], Cell]:
    """Longitude (0) or latitude (1) of a GeoJSON point."""

    def value(row: Row) -> Cell:
        point = row.get(member)
        return point["coordinates"][axis] if point else None

    return value


def listing_rows(query: ListQuery, language: str, *, paged: bool = False) -> Iterator[Row]:
    """The rows of a list request in its order: all of them, or those of its page alone."""
    index, pks = query.selection.index, iter(query.pks() if paged else query.all_pks())
    while batch := list(islice(pks, _BATCH)):
        yield from map(orjson.loads, documents(index, batch, f"row_{language}"))


def export(request: HttpRequest, rows: Iterator[Row], table: Table, form: str, language: str) -> HttpResponseBase:
    """The rows as a download. Nothing is read for a HEAD request."""
    response = _answer(request, rows, table, form, language)
    with override(language):
        name = f"{slugify(str(table.name))}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Language"] = language
    if table.point and form in (GEOJSON, JSON):
        response.headers["Content-Crs"] = CONTENT_CRS
    return response


def _answer(request: HttpRequest, rows: Iterator[Row], table: Table, form: str, language: str) -> HttpResponseBase:
    media_type = f"{MEDIA_TYPES[form]}; charset=utf-8" if form == CSV else MEDIA_TYPES[form]
    if request.method == "HEAD":
        return HttpResponse(content_type=media_type)
    if form == XLSX:
        return FileResponse(_workbook(rows, table, language), content_type=media_type)
    writers = {CSV: csv_lines, GEOJSON: geojson_parts, JSON: json_parts}
    return StreamingHttpResponse(_gathered(writers[form](rows, table, language)), content_type=media_type)


def csv_lines(rows: Iterator[Row], table: Table, language: str) -> Iterator[str]:
    """RFC 4180: comma, CRLF, a heading line, UTF-8 without a byte order mark."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(_headings(table, language))
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_plain(column.value(row)) for column in table.columns])
        yield line.getvalue()


def geojson_parts(rows: Iterator[Row], table: Table, language: str) -> Iterator[str]:
    """RFC 7946: a feature a row, with a null geometry where the place is not known."""
    yield '{"type":"FeatureCollection","features":['
    yield from _joined(feature(row, table.point) for row in rows)
    yield "]}"


def feature(row: Row, point: str) -> str:
    key = row.get("slug", row.get("id"))
    properties = {name: value for name, value in row.items() if name != point}
    return orjson.dumps({"type": "Feature", "id": key, "geometry": row.get(point), "properties": properties}).decode()


def json_parts(rows: Iterator[Row], table: Table, language: str) -> Iterator[str]:
    yield '{"results":['
    yield from _joined(orjson.dumps(row).decode() for row in rows)
    yield "]}"


def _workbook(rows: Iterator[Row], table: Table, language: str) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _headings(table, language), book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(table.columns):
                _write_cell(sheet, number, place, column.value(row))
    file.seek(0)
    return file


def _write_cell(sheet: Any, row: int, column: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value[:32_767])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def _headings(table: Table, language: str) -> list[str]:
    with override(language):
        return [str(column.heading) for column in table.columns]


def _plain(value: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.lstrip(" ").startswith(_DANGEROUS):
        return f"'{value}"
    return value


def _joined(parts: Iterator[str]) -> Iterator[str]:
    """Parts with commas between."""
    separator = ""
    for part in parts:
        yield separator + part
        separator = ","


def _gathered(parts: Iterator[str]) -> Iterator[bytes]:
    """Fewer and larger pieces: a write per row would cost more than the row."""
    while batch := list(islice(parts, _BATCH)):
        yield "".join(batch).encode()
