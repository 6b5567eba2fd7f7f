"""Permit types, authorities and municipalities in the API."""

import csv
import io

import pytest

pytestmark = pytest.mark.django_db


def get(client, path, **headers):
    return client.get(f"/api/v1/{path}", **headers)


def test_permit_types_are_listed_in_their_order(law, client):
    answer = get(client, "permit-types?pageSize=100").json()
    assert answer["count"] == 32
    assert [row["order"] for row in answer["results"]] == list(range(1, 33))
    first = answer["results"][0]
    assert first["slug"] == "mba-ippc"
    assert first["lawVersion"] == 1
    assert first["authority"]["authority"]["slug"] == "gs-zh"


def test_a_permit_type_has_its_law_and_its_doubts(law, client):
    answer = get(client, "permit-types/mba-ippc?lang=en").json()
    assert answer["term"] == {"rule": "extended", "params": {}, "text": answer["term"]["text"]}
    assert {"law": "ob", "article": "10.24(1)(b)"}.items() <= answer["legalBasis"][2].items()
    assert answer["legalBasis"][2]["href"] == "https://wetten.overheid.nl/BWBR0041278/"
    assert answer["unverified"]
    assert answer["confidence"] == "high"
    assert answer["version"]["number"] == 1
    assert "no decision" in answer["disclaimer"]


def test_its_term_can_be_asked_of_the_term_engine(law, client):
    term = get(client, "permit-types/bal-informatieplicht").json()["term"]
    question = {"rule": term["rule"], "startDate": "2026-11-30", "params": term["params"]}
    answer = client.post("/api/v1/terms", question, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["endDate"] == "2026-11-02"


def test_the_texts_follow_the_language(law, client):
    dutch = get(client, "authorities/ilt", headers={"accept-language": "nl"}).json()
    english = get(client, "authorities/ilt", headers={"accept-language": "en"}).json()
    assert dutch["name"] == "Inspectie Leefomgeving en Transport"
    assert english["name"] == "Human Environment and Transport Inspectorate"


def test_who_works_in_a_municipality(law, client):
    slugs = {row["slug"] for row in get(client, "authorities?municipality=rotterdam").json()["results"]}
    assert slugs == {"dcmr", "vr-rotterdam-rijnmond", "wshd", "hhsk", "hh-delfland"}
    split = get(client, "municipal-authorities/rotterdam").json()
    assert split["waterBoardByMap"]
    assert [board["slug"] for board in split["waterBoards"]] == ["wshd", "hhsk", "hh-delfland"]
    assert not get(client, "municipal-authorities/delft").json()["waterBoardByMap"]


def test_an_unknown_authority_is_told_as_unknown(law, client):
    assert get(client, "authorities/crma-spoc-nl").json()["isKnown"] is False


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [("stage=moon", "stage", "moon"), ("category=wish", "category", "wish"), ("colour=blue", "colour", "blue")],
)
def test_a_wrong_filter_is_a_problem_that_names_it(law, client, query, name, value):
    answer = get(client, f"permit-types?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert name in answer.json()["detail"]


def test_page_api_and_csv_hold_the_same_rows(law, client):
    query = "stage=refining&category=permit"
    listed = [row["slug"] for row in get(client, f"permit-types?{query}&pageSize=100").json()["results"]]
    answer = get(client, f"permit-types?{query}&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    page = client.get(f"/nl/vergunningen/?{query}").content.decode()
    assert [row["slug"] for row in rows] == listed
    assert all(f"/nl/vergunningen/{slug}/" in page for slug in listed)
    assert page.count('class="law-item"') == len(listed)


@pytest.mark.parametrize("kind", ["permit-types", "authorities", "municipal-authorities"])
def test_each_collection_comes_as_a_workbook_too(law, client, kind):
    answer = get(client, f"{kind}?format=xlsx")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("path", ["permit-types?pageSize=100", "authorities", "municipal-authorities?pageSize=100"])
def test_a_list_costs_two_queries(law, client, path, django_assert_max_num_queries):
    get(client, path)
    with django_assert_max_num_queries(2):
        get(client, path)
