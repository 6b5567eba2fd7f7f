"""``POST /api/v1/terms``: the answers of the engine, and every mistake as problem+json that names its member."""

import json
from pathlib import Path

import pytest
from django.test import Client

from permits.terms import RULES
from tests.permits.test_terms_cases import CASES

ADDRESS = "/api/v1/terms"


def send(client: Client, body: object, language: str = "en", **more):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ADDRESS, text, content_type="application/json", headers={"accept-language": language}, **more)


def mistakes(response) -> dict[str, str]:
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"]
    return {one["name"]: one["reason"] for one in response.json()["errors"]}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_shared_cases(client, case):
    response = send(client, {"rule": case["rule"], "startDate": case["startDate"], "params": case["params"]})
    assert response.status_code == 200, response.content
    answer = response.json()
    assert answer["endDate"] == case["endDate"]
    assert [other["date"] for other in answer["alternatives"]] == case["alternatives"]
    assert set(case["stepDates"]) <= {step["date"] for step in answer["steps"]}


def test_an_answer_in_full(client):
    question = {"rule": "regular", "startDate": "2026-02-05", "params": {"extensionWeeks": 6}}
    response = send(client, question)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Language"] == "en"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert response.json() == {
        "rule": "regular",
        "startDate": "2026-02-05",
        "endDate": "2026-05-14",
        "calendarEndDate": "2026-05-14",
        "steps": [
            {
                "date": "2026-02-05",
                "text": "The application is received; this day does not count.",
                "legalBasis": "article 16.54a Environment and Planning Act (Omgevingswet)",
            },
            {
                "date": "2026-04-02",
                "text": "8 weeks later: the end of the term itself.",
                "legalBasis": "article 16.64(1) Environment and Planning Act (Omgevingswet)",
            },
            {
                "date": "2026-04-02",
                "text": "Last day to make the extension known.",
                "legalBasis": "article 16.64(2) Environment and Planning Act (Omgevingswet)",
            },
            {
                "date": "2026-05-14",
                "text": "Plus 6 weeks of extension.",
                "legalBasis": "article 16.64(2) Environment and Planning Act (Omgevingswet)",
            },
            {
                "date": "2026-05-14",
                "text": "14 May 2026 is Ascension Day. Term and extension together are longer than twelve weeks: by "
                "the cautious reading the end does not move.",
                "legalBasis": "article 4(a) General Extension of Time Limits Act (Algemene termijnenwet)",
            },
        ],
        "alternatives": [
            {
                "date": "2026-05-18",
                "reading": "The Algemene termijnenwet applies to the term and to the extension, each by itself.",
                "legalBasis": "article 4(a) General Extension of Time Limits Act (Algemene termijnenwet)",
            }
        ],
        "notices": [
            "The last working day before it is 13 May 2026: plan for that day.",
            "A late decision gives no permit by law. It opens the way to a notice of default, a penalty payment and "
            "an appeal.",
        ],
        "confidence": "medium",
        "version": "2026-11-21",
        "disclaimer": "This computation informs; it does not decide. No lawyer has confirmed it: ask the competent "
        "authority for the date that counts.",
    }


@pytest.mark.parametrize(
    ("header", "query", "language", "word"),
    [
        ("nl", "", "nl", "ontvangen"),
        ("en", "", "en", "received"),
        ("de", "", "nl", "ontvangen"),
        ("en-GB,en;q=0.8", "", "en", "received"),
        ("en", "?lang=nl", "nl", "ontvangen"),
    ],
)
def test_language(client, header, query, language, word):
    body = json.dumps({"rule": "regular", "startDate": "2026-03-02"})
    response = client.post(ADDRESS + query, body, content_type="application/json", headers={"accept-language": header})
    assert response["Content-Language"] == language
    assert word in response.json()["steps"][0]["text"]
    assert "Accept-Language" in response["Vary"]


def test_mistakes_are_told_in_the_language_asked_for(client):
    question = {"rule": "regular", "startDate": "2026-02-30"}
    assert "geen datum" in mistakes(send(client, question, "nl"))["startDate"]
    assert "is not a date" in mistakes(send(client, question, "en"))["startDate"]
    assert "2026-02-30" in mistakes(send(client, question))["startDate"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"rule", "startDate"}),
        ("", {"rule", "startDate"}),
        ({"rule": "regular"}, {"startDate"}),
        ({"rule": "nope", "startDate": "2026-03-02"}, {"rule"}),
        ({"rule": ["regular"], "startDate": {"a": 1}}, {"rule", "startDate"}),
        ({"rule": "regular", "startDate": "2023-12-31"}, {"startDate"}),
        ({"rule": "regular", "startDate": "2029-01-01"}, {"startDate"}),
        ({"rule": "regular", "startDate": "2028-12-01"}, {"startDate"}),
        ({"rule": "regular", "startDate": "2026-03-02", "params": []}, {"params"}),
        ({"rule": "regular", "startDate": "2026-03-02", "params": None}, {"params"}),
        ({"rule": "regular", "startDate": "2026-03-02", "parms": {}}, {"parms"}),
        ({"rule": "regular", "startDate": "2026-03-02", "params": {"weeks": 2}}, {"params.weeks"}),
        (
            {"rule": "regular", "startDate": "2026-03-02", "params": {"extensionWeeks": "6", "consent": 1}},
            {"params.extensionWeeks", "params.consent"},
        ),
        (
            {"rule": "regular", "startDate": "2026-03-02", "params": {"extensionWeeks": {"a": [[[1]]]}}},
            {"params.extensionWeeks"},
        ),
        (
            {
                "rule": "regular",
                "startDate": "2026-03-02",
                "params": {"suspensions": [{"kind": "bibob", "requestedOn": "2026-04-02", "endedOn": "2026-04-01"}]},
            },
            {"params.suspensions.0.endedOn"},
        ),
        ({"rule": "regular", "startDate": "2026-03-02", "params": {"suspensions": [{}]}}, {
            "params.suspensions.0.kind",
            "params.suspensions.0.requestedOn",
            "params.suspensions.0.endedOn",
        }),
    ],
)  # fmt: skip
def test_each_mistake_is_named(client, body, names):
    assert set(mistakes(send(client, body))) == names


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        '"text"',
        "5",
        "null",
        "{",
        '{"rule": NaN}',
        '{"rule": Infinity}',
        '{"rule": "regular", "rule": "views"}',
        '{"rule": "regular\\u0000"}',
        '{"rule": "regular", "startDate": ' + "9" * 5000 + "}",
        '{"rule": "regular", "startDate": "2026-03-02", "params": {"extensionWeeks": ' + "9" * 4000 + "}}",
        '{"rule": "regular", "startDate": "2026-03-02", "params": {"extensionWeeks": 1e400}}',
        '{"params": ' + "[" * 2000 + "]" * 2000 + "}",
        '{"params": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
        b"\xff\xfe",
    ],
)
def test_what_is_no_sound_body_is_a_problem_and_never_an_error(client, body):
    response = send(client, body)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert len(response.content) < 2000


def test_other_kinds_of_content_and_answers(client):
    assert client.post(ADDRESS, "rule=regular", content_type="application/x-www-form-urlencoded").status_code == 415
    assert client.post(ADDRESS, {"rule": "regular"}).status_code == 415
    assert client.get(ADDRESS).status_code == 405
    assert client.delete(ADDRESS).status_code == 405
    question = json.dumps({"rule": "regular", "startDate": "2026-03-02"})
    response = client.post(ADDRESS, question, content_type="application/json", headers={"accept": "text/html"})
    assert response.status_code == 406
    assert client.post(ADDRESS + "?x=1", question, content_type="application/json").status_code == 400
    assert client.post(ADDRESS + "?lang=fy", question, content_type="application/json").status_code == 400
    assert client.post(ADDRESS + "/", question, content_type="application/json").status_code == 404


def test_nothing_is_asked_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert send(client, {"rule": "views", "startDate": "2026-03-05"}).status_code == 200


def test_the_counting_of_completion_follows_the_setting(client, settings):
    settings.TERMS_COMPLETION_COUNTING = "difference"
    given = {"kind": "completion", "requestedOn": "2026-01-20", "endedOn": "2026-02-03", "periodSet": True}
    answer = send(client, {"rule": "regular", "startDate": "2026-01-14", "params": {"suspensions": [given]}}).json()
    assert (answer["endDate"], answer["alternatives"][0]["date"]) == ("2026-03-25", "2026-03-24")


def test_the_description_has_a_form_for_every_rule_with_its_own_parameters():
    path = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.json"
    body = json.loads(path.read_text(encoding="utf-8"))["paths"]["/terms"]["post"]["requestBody"]
    forms = body["content"]["application/json"]["schema"]["oneOf"]
    described = {
        name: set(form["properties"]["params"]["properties"])
        for form in forms
        for name in form["properties"]["rule"]["enum"]
    }
    assert described == {name: {option.name for option in rule.options} for name, rule in RULES.items()}
    assert not any(form["properties"]["params"]["additionalProperties"] for form in forms)


@pytest.mark.parametrize(
    ("body", "language", "said"),
    [
        ("{bad", "nl", "Het bericht is geen geldige JSON: kijk bij regel 1, teken 2."),
        ('{"rule":\n x}', "en", "The body is not valid JSON: look at line 2, column 2."),
        (b"\xff\xfe", "nl", "Het bericht is geen tekst in UTF-8."),
        ("1" * 5000, "nl", "In het bericht staat een getal dat te lang is om te lezen."),
    ],
)
def test_a_body_that_cannot_be_read_is_told_in_the_language_of_the_caller(client, body, language, said):
    response = send(client, body, language)
    assert response.status_code == 400
    assert response.json()["detail"] == said
