"""Read the rows of a list through each of its doors, to see that they say the same."""

import csv
import io
import json

import python_calamine
from django.test import Client

API = "/api/v1"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def get(client: Client, path: str, **headers: str):
    return client.get(f"{API}{path}", headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def with_format(path: str, form: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}format={form}"


def csv_rows(client: Client, path: str) -> list[dict[str, str]]:
    response = get(client, with_format(path, "csv"))
    assert response.status_code == 200, body(response)
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8"), newline="")))


def xlsx_rows(client: Client, path: str) -> list[list]:
    """All cells, headings first."""
    response = get(client, with_format(path, "xlsx"))
    assert response.status_code == 200
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body(response)))
    return book.get_sheet_by_index(0).to_python()


def features(client: Client, path: str) -> list[dict]:
    response = get(client, with_format(path, "geojson"))
    assert response.status_code == 200
    collection = json.loads(body(response))
    assert collection["type"] == "FeatureCollection"
    return collection["features"]


def api_rows(client: Client, path: str) -> list[dict]:
    """The rows of all pages, following ``next``."""
    address, rows = f"{API}{path}", []
    while address:
        page = client.get(address).json()
        rows += page["results"]
        address = page["next"]
        assert len(rows) <= page["count"]
    assert len(rows) == page["count"]
    return rows


def slugs_everywhere(client: Client, path: str, key: str = "slug") -> dict[str, list[str]]:
    """The records of one query string as the API, CSV, XLSX and GeoJSON give them, in their order."""
    found = {
        "json": [str(row[key]) for row in api_rows(client, path)],
        "csv": [row[key] for row in csv_rows(client, path)],
        "xlsx": [str(cells[0]).removesuffix(".0") for cells in xlsx_rows(client, path)[1:]],
    }
    if path.startswith(("/companies", "/sites", "/municipalities")):
        found["geojson"] = [str(feature["id"]) for feature in features(client, path)]
    return found
