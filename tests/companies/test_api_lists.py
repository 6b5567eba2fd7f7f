"""The collections of organisations in the API: rows, pages, forms, what stays hidden."""

import json

import pytest

from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)
from tests.reading import api_rows, body, features, get, slugs_everywhere, with_format, xlsx_rows
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _register(fill_once: FillOnce) -> None:
    fill_once(make_register)


@pytest.fixture
def register(_register: None, db: None) -> None:
    """Six organisations: at two stages, with and without a material, with and without a place."""


def make_register():
    refining, recycling = (StageFactory(public=True, slug=slug) for slug in ("refining", "recycling"))
    lithium = MaterialFactory(public=True, slug="lithium", listed=True)
    delft = MunicipalityFactory(public=True, slug="delft", name="Delft")
    with publishing():
        for number, name in enumerate(["Zeta", "alfa", "Émile", "Beta", "=cmd", "Gamma"]):
            organisation = OrganisationFactory(public=True, slug=f"org-{number}", name=name)
            stage = refining if number % 2 else recycling
            ActivityFactory(organisation=organisation, stage=stage, materials=[lithium] if number < 3 else [])
            if number < 4:
                SiteFactory(
                    organisation=organisation,
                    located=True,
                    municipality=delft,
                    latitude=51.5 + number / 4,
                    longitude=4.0,
                )


QUESTIONS = {
    "": ["org-4", "org-1", "org-3", "org-2", "org-5", "org-0"],
    "?sort=-name": ["org-0", "org-5", "org-2", "org-3", "org-1", "org-4"],
    "?stage=refining": ["org-1", "org-3", "org-5"],
    "?stage=refining&material=lithium": ["org-1"],
    "?stage=refining&stage=recycling&municipality=delft": ["org-1", "org-3", "org-2", "org-0"],
    "?bbox=3.5,51.4,4.5,51.8": ["org-1", "org-0"],
    "?located=no": ["org-4", "org-5"],
    "?q=emile": ["org-2"],
    "?material=lithium&located=no": [],
    "?updatedSince=2100-01-01": [],
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_door_gives_the_same_records(client, register, question):
    found = slugs_everywhere(client, f"/companies{question}")
    assert found == dict.fromkeys(("json", "csv", "xlsx", "geojson"), QUESTIONS[question])


def test_pages_hang_together(client, register):
    first = get(client, "/companies?pageSize=4&stage=refining&stage=recycling")
    page = first.json()
    assert (page["count"], page["previous"], len(page["results"])) == (6, None, 4)
    assert page["next"].endswith("/api/v1/companies?pageSize=4&stage=refining&stage=recycling&page=2")
    assert {part.partition("; ")[2] for part in first["Link"].split(", ")} == {
        'rel="first"',
        'rel="next"',
        'rel="last"',
    }
    last = client.get(page["next"])
    assert (last.json()["next"], len(last.json()["results"])) == (None, 2)
    assert 'page=1>; rel="prev"' in last["Link"]


def test_a_file_holds_all_rows_unless_a_page_is_named(client, register):
    assert len(features(client, "/companies")) == 6
    assert len(features(client, "/companies?pageSize=4")) == 4
    assert len(features(client, "/companies?pageSize=4&page=2")) == 2


def test_a_file_of_too_many_rows_is_refused_with_a_way_out(client, register, monkeypatch):
    monkeypatch.setattr("publication.api.views.MOST_ROWS", 5)
    response = get(client, "/companies?format=csv")
    assert response.status_code == 400
    assert response.json()["errors"][0]["name"] == "format"
    assert get(client, "/companies?format=csv&stage=refining").status_code == 200
    assert get(client, "/companies?format=csv&page=1").status_code == 200


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/geo+json", "application/geo+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv;q=0.5, application/geo+json", "application/geo+json"),
    ],
)
def test_accept_chooses_the_form(client, register, accept, media_type):
    response = get(client, "/companies", accept=accept)
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert {"Accept", "Accept-Language"} <= set(response["Vary"].split(", "))
    body(response)


def test_format_wins_from_accept(client, register):
    assert body(get(client, "/companies?format=csv", accept="application/json")).startswith(b"slug,")


def test_formulas_are_harmless_in_csv_and_plain_in_xlsx(client, register):
    assert b"\r\norg-4,'=cmd," in body(get(client, with_format("/companies", "csv")))
    assert ["org-4", "=cmd"] in [row[:2] for row in xlsx_rows(client, "/companies")]


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [("", "", "nl"), ("", "en", "en"), ("", "fr, en-GB;q=0.8", "en"), ("?lang=nl", "en", "nl"), ("", "xx", "nl")],
)
def test_texts_are_in_the_language_asked_for(client, register, query, accepted, language):
    response = get(client, f"/companies{query}", **{"accept-language": accepted})
    assert response["Content-Language"] == language
    stage = response.json()["results"][0]["stages"][0]["name"]
    assert stage.startswith({"nl": "Schakel", "en": "Stage"}[language])


def test_places_are_in_crs84(client, register):
    for path in ("/companies", "/companies/org-0", "/sites", "/municipalities/delft"):
        assert get(client, path)["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert get(client, "/companies/org-1").json()["location"] == {"type": "Point", "coordinates": [4.0, 51.75]}


def test_one_record_as_a_feature(client, register):
    feature = json.loads(body(get(client, "/companies/org-1?format=geojson")))
    assert (feature["type"], feature["id"]) == ("Feature", "org-1")
    assert feature["geometry"]["coordinates"] == [4.0, 51.75]


def test_rows_and_records_lead_to_each_other(client, register):
    row = api_rows(client, "/companies?q=Beta")[0]
    record = client.get(row["url"]).json()
    assert record["slug"] == row["slug"] == "org-3"
    assert client.get(record["stages"][0]["url"]).json()["slug"] == "refining"
    assert client.get(record["sites"][0]["url"]).json()["organisation"]["slug"] == "org-3"
