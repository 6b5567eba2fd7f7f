"""The file of the register says what its columns mean, and its cells are what it says."""

import csv
import datetime
import io
import json

import pytest
from django.test import Client

from publication.publishing import publishing
from tests.factories import ActivityFactory, ActivityMaterialFactory, OrganisationFactory, SiteFactory

pytestmark = pytest.mark.django_db
READERS = {
    "string": str,
    "anyURI": str,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
    "dateTime": datetime.datetime.fromisoformat,
}


@pytest.fixture
def register() -> None:
    with publishing():
        found = OrganisationFactory(name="=1+1 metalen", public=True)
        SiteFactory(organisation=found)
        ActivityMaterialFactory(activity=ActivityFactory(organisation=found))
        OrganisationFactory(public=True)


def described(client: Client, language: str, folder: str) -> tuple[dict, str]:
    file = client.get(f"/{language}/{folder}/download.csv")
    link = file.headers["Link"]
    assert 'rel="describedby"; type="application/csvm+json"' in link
    metadata = client.get(link[1 : link.index(">")])
    assert metadata.headers["Content-Type"] == "application/csvm+json"
    return json.loads(metadata.content), b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "folder"), [("nl", "bedrijven"), ("en", "organisations")])
def test_every_column_is_described_and_every_cell_can_be_read_so(client, register, language, folder) -> None:
    known, text = described(client, language, folder)
    heading, *lines = csv.reader(io.StringIO(text))
    columns = known["tableSchema"]["columns"]
    assert heading == [one["titles"] for one in columns]
    assert len({one["name"] for one in columns}) == len(columns)
    assert len(lines) == 2
    for line in lines:
        for column, cell in zip(columns, line, strict=True):
            if cell:
                READERS[column["datatype"]](cell)
    keys = [line[[one["name"] for one in columns].index(known["tableSchema"]["primaryKey"])] for line in lines]
    assert len(set(keys)) == len(keys)
    assert known["url"] == "download.csv"
    assert known["dc:license"]["@id"].startswith("https://")


def test_the_names_of_columns_are_the_same_in_both_languages(client, register) -> None:
    dutch, _text = described(client, "nl", "bedrijven")
    english, _more = described(client, "en", "organisations")
    names = [[one["name"] for one in known["tableSchema"]["columns"]] for known in (dutch, english)]
    assert names[0] == names[1]
    assert "confirmedOn" in names[0]


def test_other_files_have_no_description(client, register) -> None:
    assert "Link" not in client.get("/nl/bedrijven/download.json").headers
    assert client.get("/nl/bedrijven/download.csv-metadata").status_code == 404
