"""``POST /api/v1/route-plans`` and ``GET /api/v1/route-questions``: plans, and every mistake by its question."""

import json
from typing import Any

import pytest
from django.test import Client

from permits.models import LawVersion

PLANS, QUESTIONS = "/api/v1/route-plans", "/api/v1/route-questions"


def send(client: Client, answers: Any, language: str = "en", **more: Any):
    body = more.pop("body", None) or json.dumps({"answers": answers, **more})
    return client.post(PLANS, body, content_type="application/json", headers={"accept-language": language})


def mistakes(response) -> dict[str, str]:
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    return {one["name"]: one["reason"] for one in response.json()["errors"]}


def test_the_cases_by_the_api(client, law, cases):
    for answers in cases.values():
        response = send(client, answers)
        assert response.status_code == 200, response.content
        plan = response.json()
        assert plan["answers"] == answers
        assert plan["version"]["number"] == 1
    black_mass = send(client, cases["black-mass-maasvlakte"]).json()
    permit = next(one for one in black_mass["procedures"] if one["permitType"] == "mba-ippc")
    assert permit["authority"]["slug"] == "gs-zh"
    assert permit["executing"]["slug"] == "dcmr"
    assert permit["procedure"] == "extended"
    assert permit["dates"] == {"earliest": "2027-04-13", "normal": "2027-11-24", "worst": "2028-04-26"}
    assert permit["timeline"]["worst"]["critical"] is True
    assert permit["timeline"]["worst"]["steps"][0]["legalBasis"]
    assert permit["reasons"][0]["questions"] == ["hazardous-per-day"]
    assert black_mass["summary"]["end"] == {"normal": "2027-11-24", "worst": "2028-04-26"}
    assert black_mass["summary"]["endCertain"] == {"normal": "2027-10-13", "worst": "2028-03-15"}
    assert "does not decide" in black_mass["disclaimer"]


def test_the_same_answers_give_the_same_bytes(client, law, cases):
    first, second = (send(client, cases["silicon-refiner"]) for _time in range(2))
    assert first.content == second.content
    turned = dict(reversed(cases["silicon-refiner"].items()))
    assert send(client, turned).content == first.content
    again = send(client, first.json()["answers"], version=first.json()["version"]["number"])
    assert again.content == first.content
    assert not first.cookies


@pytest.mark.parametrize(
    ("language", "amount", "reason"),
    [
        ("nl", 1e12, "1.000.000.000.000 ton per dag is hier niet aannemelijk: geef 0 tot en met 10.000."),
        ("en", 1e12, "1,000,000,000,000 tonnes per day is not plausible here: give 0 to 10,000."),
        ("nl", 12000.5, "12.000,5 ton per dag is hier niet aannemelijk: geef 0 tot en met 10.000."),
        ("nl", 1e308, "… ton per dag is hier niet aannemelijk: geef 0 tot en met 10.000."),
        ("nl", -0.5, "-0,5 is kleiner dan nul: dat kan een hoeveelheid niet zijn."),
    ],
)
def test_amounts_in_messages_are_written_as_the_reader_writes_them(client, law, language, amount, reason):
    assert mistakes(send(client, {"hazardous-per-day": amount}, language)) == {"answers.hazardous-per-day": reason}


def test_the_plan_speaks_both_languages(client, law, cases):
    dutch = send(client, cases["scrap-yard-zoetermeer"], "nl")
    english = send(client, cases["scrap-yard-zoetermeer"], "en")
    assert dutch["Content-Language"] == "nl"
    assert dutch.json()["summary"]["end"] == english.json()["summary"]["end"]
    assert "schroot" in dutch.json()["procedures"][0]["reasons"][0]["text"]
    assert "scrap" in english.json()["procedures"][0]["reasons"][0]["text"]


def test_no_answers_make_a_plan_without_dates(client, law):
    plan = send(client, {}).json()
    assert plan["summary"]["end"] == {"normal": None, "worst": None}
    assert plan["summary"]["needed"] == 0
    assert plan["summary"]["possible"] > 10
    assert "activities" in plan["openQuestions"]
    assert all(one["dates"] is None for one in plan["procedures"])


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"hazardous-per-day": "many"}, "hazardous-per-day", ["“many”", "tonnes per day"]),
        ({"hazardous-per-day": "12"}, "hazardous-per-day", ["“12”", "not a number"]),
        ({"hazardous-per-day": True}, "hazardous-per-day", ["not a number"]),
        ({"hazardous-per-day": -3}, "hazardous-per-day", ["-3", "below zero"]),
        ({"hazardous-per-day": 1e12}, "hazardous-per-day", ["not plausible", "10,000"]),
        ({"packaged": 10**40}, "packaged", ["not plausible"]),
        ({"municipality": "Amsterdam"}, "municipality", ["“Amsterdam”", "Zuid-Holland"]),
        ({"municipality": "Roterdam"}, "municipality", ["“Roterdam”", "did you mean Rotterdam"]),
        ({"municipality": "Utrecht"}, "municipality", ["“Utrecht”", "routes in this province only"]),
        ({"municipality": 599}, "municipality", ["“599”"]),
        ({"site": "moon"}, "site", ["“moon”", "new, change-province"]),
        ({"activities": ["raw-metal", "magic"]}, "activities", ["“magic”", "raw-metal"]),
        ({"activities": "raw-metal"}, "activities", ["list"]),
        ({"activities": ["none", "melting"]}, "activities", ["“none”"]),
        ({"nitrogen": "maybe"}, "nitrogen", ["“maybe”"]),
        ({"start": "2027-02-30"}, "start", ["“2027-02-30”", "not a date"]),
        ({"start": "2023-12-31"}, "start", ["31 December 2023", "law of that time"]),
        ({"start": "2029-01-01"}, "start", ["2029"]),
        ({"start": "unknown"}, "start", ["needs an answer"]),
        ({"start": "2027-05-01", "target": "2027-04-30"}, "target", ["30 April 2027", "before the start"]),
        ({"recognition-date": "2024-05-22"}, "recognition-date", ["22 May 2024", "Critical Raw Materials Act"]),
        ({"municipality": "GM0513", "water-board": "wshd"}, "water-board", ["“wshd”", "Gouda", "hhsk"]),
        ({"plot": "x" * 500}, "plot", ["120"]),
        ({"plot": 5}, "plot", ["“5”"]),
        ({"hazardous-perday": 5}, "hazardous-perday", ["no question", "hazardous-per-day"]),
    ],
)
def test_each_mistake_names_question_and_value(client, law, answers, field, words):
    found = mistakes(send(client, answers))
    assert list(found) == [f"answers.{field}"]
    for word in words:
        assert word in found[f"answers.{field}"]


def test_all_mistakes_at_once_and_in_dutch(client, law):
    found = mistakes(send(client, {"site": "maan", "packaged": "veel", "nonsense": 1}, "nl"))
    assert set(found) == {"answers.site", "answers.packaged", "answers.nonsense"}
    assert "is geen getal" in found["answers.packaged"]


@pytest.mark.parametrize(
    "body", ["[]", "5", "null", "{", '{"answers": NaN}', '{"answers": {"start": "\\u0000"}}', '{"answers": 1e999}']
)
def test_what_is_no_sound_body_is_a_problem(client, law, body):
    response = client.post(PLANS, body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_other_members_and_versions(client, law):
    assert set(mistakes(send(client, {}, speed="fast"))) == {"speed"}
    assert set(mistakes(send(client, {}, body=json.dumps({"version": 1})))) == {"answers"}
    assert set(mistakes(send(client, []))) == {"answers"}
    for version in (99, 0, -1, "x", 1.5, True, [1]):
        assert set(mistakes(send(client, {}, version=version))) == {"version"}
    assert send(client, {}, version=1).status_code == 200


def test_a_draft_is_not_planned_with(client, law):
    LawVersion.objects.filter(number=1).update(state="checked", published_at=None)
    assert send(client, {}).status_code == 404
    assert set(mistakes(send(client, {}, version=1))) == {"version"}
    assert client.get(QUESTIONS).status_code == 404


def test_a_plan_costs_one_query(client, law, cases, django_assert_num_queries):
    send(client, {})
    with django_assert_num_queries(1):
        send(client, cases["black-mass-maasvlakte"])
    with django_assert_num_queries(1):
        client.get(QUESTIONS)


def test_other_methods_and_forms(client, law):
    assert client.get(PLANS).status_code == 405
    assert client.post(PLANS, "a=1", content_type="application/x-www-form-urlencoded").status_code == 415
    assert client.post(f"{PLANS}?format=csv", "{}", content_type="application/json").status_code in (400, 406)


def test_the_questions_as_a_collection(client, law, ruleset):
    page = client.get(QUESTIONS, {"lang": "nl"}).json()
    assert page["count"] == len(ruleset.questions) == len(page["results"])
    assert [row["slug"] for row in page["results"]] == list(ruleset.questions)
    row = next(one for one in page["results"] if one["slug"] == "hazardous-per-day")
    assert row["unitName"] == "ton per dag"
    assert row["askIf"]
    assert row["why"]
    assert client.get(row["url"], {"lang": "nl"}).json() == row
    first = client.get(QUESTIONS, {"pageSize": 10}).json()
    assert len(first["results"]) == 10
    assert client.get(first["next"]).json()["results"][0]["slug"] == list(ruleset.questions)[10]


def test_the_questions_as_a_file_and_unchanged(client, law):
    file = client.get(QUESTIONS, {"format": "csv", "lang": "en"})
    text = b"".join(file.streaming_content).decode()
    assert text.count("\r\n") > 50
    assert "hazardous-per-day" in text
    answer = client.get(QUESTIONS)
    assert client.get(QUESTIONS, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("query", "name"), [({"x": "1"}, "x"), ({"version": "9"}, "version"), ({"pageSize": "a"}, "pageSize")]
)
def test_wrong_parameters_of_the_questions(client, law, query, name):
    assert set(mistakes(client.get(QUESTIONS, query))) == {name}
    assert client.get(f"{QUESTIONS}/nothing").status_code == 404
