import csv
import io
import json

import pytest
import python_calamine
from django.test import RequestFactory

from publication.exports import Column, Table, at, coordinate, csv_lines, each, export

TABLE = Table(
    "dingen",
    [
        Column("slug", at("slug")),
        Column("naam", at("name")),
        Column("gemeente", at("municipality.name")),
        Column("lengte", coordinate("location", 0)),
        Column("klaar", at("done")),
        Column("delen", each("parts", "name")),
    ],
    point="location",
)
PLACED = {
    "slug": "a",
    "name": 'Zeg "ja", Ömer\nB.V.',
    "municipality": {"name": "Delft"},
    "location": {"type": "Point", "coordinates": [-4.5, 52]},
    "done": True,
    "parts": [{"name": "een"}, {"name": "twee"}],
}
UNPLACED = {"slug": "b", "name": "B", "municipality": None, "location": None, "done": False, "parts": []}


def read_csv(rows):
    return list(csv.reader(io.StringIO("".join(csv_lines(iter(rows), TABLE, "nl")), newline="")))


def read_xlsx(rows):
    response = export(RequestFactory().get("/"), iter(rows), TABLE, "xlsx", "nl")
    content = b"".join(response.streaming_content)
    response.file_to_stream.close()
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_csv_keeps_quotes_commas_line_ends_and_letters():
    assert read_csv([PLACED, UNPLACED]) == [
        ["slug", "naam", "gemeente", "lengte", "klaar", "delen"],
        ["a", 'Zeg "ja", Ömer\nB.V.', "Delft", "-4.5", "true", "een; twee"],
        ["b", "B", "", "", "false", ""],
    ]


def test_csv_ends_lines_as_rfc_4180_asks():
    assert next(csv_lines(iter([]), TABLE, "nl")).endswith("delen\r\n")


@pytest.mark.parametrize("value", ["=1+1", "+31 10 123", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_csv_takes_the_danger_out_of_formulas(value):
    assert read_csv([{**UNPLACED, "name": value}])[1][1] == f"'{value}"


@pytest.mark.parametrize("value", ["a=b", "", "3-weg", "'s-Gravenhage"])
def test_csv_leaves_harmless_text_alone(value):
    assert read_csv([{**UNPLACED, "name": value}])[1][1] == value


def test_xlsx_keeps_formulas_and_addresses_as_text_and_numbers_as_numbers():
    rows = read_xlsx([{**PLACED, "name": "=1+1"}, {**UNPLACED, "name": "https://example.org"}])
    assert rows[1][:5] == ["a", "=1+1", "Delft", -4.5, True]
    assert rows[2][1] == "https://example.org"


def test_xlsx_cuts_text_that_a_cell_cannot_hold():
    assert len(read_xlsx([{**UNPLACED, "name": "x" * 40_000}])[1][1]) == 32_767


def test_geojson_has_a_null_geometry_where_the_place_is_unknown():
    response = export(RequestFactory().get("/"), iter([PLACED, UNPLACED]), TABLE, "geojson", "nl")
    placed, unplaced = json.loads(b"".join(response.streaming_content))["features"]
    assert placed["geometry"] == PLACED["location"]
    assert placed["properties"]["name"] == PLACED["name"]
    assert "location" not in placed["properties"]
    assert (unplaced["id"], unplaced["geometry"]) == ("b", None)


@pytest.mark.parametrize(
    ("form", "empty"),
    [("json", {"results": []}), ("geojson", {"type": "FeatureCollection", "features": []})],
)
def test_nothing_is_still_a_whole_document(form, empty):
    response = export(RequestFactory().get("/"), iter([]), TABLE, form, "nl")
    assert json.loads(b"".join(response.streaming_content)) == empty


def test_the_file_has_a_name_of_ours():
    response = export(RequestFactory().get("/"), iter([]), TABLE, "csv", "nl")
    assert response["Content-Disposition"] == 'attachment; filename="dingen.csv"'


def test_a_head_request_reads_no_rows():
    def rows():
        raise AssertionError("read")
        yield

    for form in TABLE.formats:
        response = export(RequestFactory().head("/"), rows(), TABLE, form, "nl")
        assert response.content == b""


def test_a_table_without_places_is_no_geojson():
    assert "geojson" not in Table("dingen", TABLE.columns).formats
