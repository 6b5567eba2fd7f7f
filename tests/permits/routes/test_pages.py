"""The pages of the planner: questions by link alone, mistakes at their question, plan, calendar, examples."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from permits.models import LawVersion
from permits.route_query import link_query, number_in

EN, NL = "/en/permits/route/", "/nl/vergunningen/route/"
QUESTION, ALL, PLAN = f"{EN}question/", f"{EN}all-questions/", f"{EN}plan/"

pytestmark = pytest.mark.usefixtures("law")


def words(response) -> str:
    assert response.status_code == 200, response
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def link(cases, slug: str, **more: object) -> str:
    return link_query({**cases[slug], **{name.replace("_", "-"): value for name, value in more.items()}}, 1)


def test_addresses_in_both_languages():
    names = {"route": "", "route-question": "vraag/", "route-all": "alle-vragen/", "route-plan": "plan/"}
    names |= {"route-examples": "voorbeelden/", "route-calendar": "plan/agenda/", "route-json": "plan/json/"}
    with override("nl"):
        assert {name: reverse(f"permits:{name}") for name in names} == {name: NL + path for name, path in names.items()}
    with override("en"):
        assert reverse("permits:route") == EN


def test_one_question_after_the_other(client: Client):
    """From the first question on, answering some and skipping the rest, to the plan."""
    start = client.get(EN, {"stage": "recycling-recovery"})
    assert "Go on" in words(start)
    address = re.search(r'href="([^"]*question/\?[^"]*)"', start.content.decode())
    assert address is not None
    response = client.get(unescape(address[1]))
    given = {
        "activities": ["hazardous-treatment"],
        "hazardous-per-day": ["40"],
        "site": ["new"],
        "start": ["2027-03-01"],
    }
    asked = []
    for _step in range(80):
        if urlsplit(response.request["PATH_INFO"]).path == PLAN:
            break
        body = response.content.decode()
        slug = re.search(r'name="answered" value="([^"]+)"', body)[1]
        asked.append(slug)
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(unescape(value))
        response = client.get(QUESTION, {**data, slug: given.get(slug, [""])}, follow=True)
    assert asked[0] == "stage"
    assert "hazardous-per-day" in asked
    assert "melting-per-day" not in asked
    assert len(asked) == len(set(asked))
    text = words(response)
    assert "Your route" in text
    assert "40 tonnes per day" in text
    assert "Provincial executive" in text or "Gedeputeerde" in text


@pytest.mark.parametrize(
    ("slug", "value", "reason"),
    [
        ("packaged", "many", "“many” is not a number"),
        ("packaged", "-5", "below zero"),
        ("packaged", "9" * 14, "not plausible"),
        ("start", "2027-02-30", "not a date"),
        ("start", "2023-05-01", "law of that time"),
        ("start", "2030-01-01", "2030"),
        ("municipality", "Roterdam", "did you mean Rotterdam"),
        ("site", "moon", "“moon” is no answer"),
    ],
)
def test_a_mistake_stands_at_its_question_with_what_was_typed(client: Client, slug, value, reason):
    for address, query in ((QUESTION, {"answered": slug, slug: value}), (ALL, {"answered": "all", slug: value})):
        response = client.get(address, query)
        body = unescape(response.content.decode())
        errors = body.split(f'id="{slug}-error"', 1)[1].split("</ul>", 1)[0]
        assert reason in errors
        assert "error-summary" in body
        if slug in ("packaged", "start"):
            assert f'value="{value}"' in body
    response = client.get(PLAN, {slug: value}, follow=True)
    assert response.request["PATH_INFO"] == QUESTION
    assert reason in unescape(response.content.decode())


def test_an_amount_and_unknown_together_are_refused(client: Client):
    response = client.get(QUESTION, {"answered": "packaged", "packaged": ["5", "unknown"]})
    assert "not both" in words(response)


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("nl", "10.000", 10000),
        ("nl", "12,5", 12.5),
        ("nl", "12.5", 12.5),
        ("nl", "1.234,5", 1234.5),
        ("en", "10,000", 10000),
        ("en", "12.5", 12.5),
        ("en", "1,234.5", 1234.5),
        ("", "12.5", 12.5),
        ("", "12,5", 12.5),
        ("", "12,5000", 12.5),
        ("", "12,500", "12,500"),
        ("", "1,234.5", "1,234.5"),
        ("nl", "1e5", "1e5"),
        ("nl", "١٢", "١٢"),
    ],
)
def test_numbers_as_people_type_them(language, typed, read):
    assert number_in(typed, language) == read


def test_typed_numbers_become_plain_ones_in_the_link(client: Client):
    response = client.get(f"{NL}vraag/", {"answered": "packaged", "packaged": "10.000"})
    assert parse_qs(urlsplit(response["Location"]).query)["packaged"] == ["10000"]


def test_all_questions_lead_to_the_plan_or_to_new_questions(client: Client):
    first = client.get(ALL, {"v": "1", "answered": "refresh", "activities": "melting"}, follow=True)
    assert 'name="melting-per-day"' in first.content.decode()
    done = client.get(ALL, {"v": "1", "answered": "all", "activities": "melting", "melting-per-day": "25"})
    assert done.status_code == 302
    assert done["Location"].startswith(f"{PLAN}?v=1&activities=melting&melting-per-day=25")


def test_the_plan_of_the_black_mass_case(client: Client, cases):
    response = client.get(f"{PLAN}?{link(cases, 'black-mass-maasvlakte')}")
    body, text = response.content.decode(), words(response)
    assert "24 November 2027" in text
    assert "26 April 2028" in text
    assert "DCMR" in text
    assert "No lawyer has confirmed it" in text
    assert text.index("In short") < text.index("What to do first") < text.index("Timeline") < text.index("Your answers")
    assert body.count("<rect") >= 10
    assert "determines the end" in text
    assert 'style="' not in body
    assert "18 August 2027" in text
    assert f"{QUESTION}?" in body
    assert "ask=hazardous-per-day" in unescape(body)
    desk = re.search(r'class="button button--large" href="([^"]+)"', body)
    assert desk is not None
    assert "plan=" in desk[1] or desk[1].startswith("mailto:")
    assert not response.cookies


def test_the_permalink_gives_the_same_plan_and_names_its_version(client: Client, cases):
    response = client.get(f"{PLAN}?{link(cases, 'silicon-refiner')}")
    permalink = unescape(re.search(r'class="route-link"><a href="([^"]+)"', response.content.decode())[1])
    assert "v=1&" in permalink
    again = client.get(permalink)
    assert words(again) == words(response)


def test_an_older_version_is_said_and_an_unknown_one_is_not_there(client: Client, cases):
    LawVersion.objects.create(
        number=2,
        label="2026-12",
        in_force_from="2026-11-10",
        terms_version="2026-11-21",
        note_nl="x",
        note_en="x",
        state="published",
        checked_at="2026-11-10T00:00Z",
        published_at="2026-11-10T00:00Z",
        digest="x",
    )
    query = link(cases, "scrap-yard-zoetermeer")
    LawVersion.objects.filter(number=1).update(state="retired")
    from unittest import mock

    from permits.law import rulesets

    old = rulesets.version(1)
    with mock.patch("permits.planner.rulesets.current", return_value=_newer(old)):
        page = client.get(f"{PLAN}?{query}")
        assert "A newer one is in force" in words(page)
        again = re.search(r'href="([^"]+)">Work it out again', page.content.decode())
        assert again[1].startswith(f"{PLAN}?v=2&amp;")
        assert sorted(unescape(again[1]).split("?")[1].split("&")) == sorted(query.replace("v=1", "v=2").split("&"))
        assert client.get(f"{PLAN}?{query.replace('v=1', 'v=7')}").status_code == 404
        assert client.get(f"{PLAN}?{query.replace('v=1', 'v=abc')}").status_code == 404


def _newer(old):
    import dataclasses

    return dataclasses.replace(old, version=dataclasses.replace(old.version, number=2))


def test_superfluous_and_unknown_parameters_are_told(client: Client, cases):
    text = words(client.get(f"{PLAN}?{link(cases, 'research-laboratory-delft', melting_per_day=5)}"))
    assert "These answers play no part any more" in text
    text = words(client.get(PLAN, {"speed": "fast", "v": "1"}))
    assert "“speed” is no question of the planner" in text
    script = client.get(PLAN, {"plot": "<script>alert(1)</script>"})
    assert b"<script>alert" not in script.content


def test_the_calendar_file_follows_the_standard(client: Client, cases):
    response = client.get(f"{PLAN}calendar/?{link(cases, 'black-mass-maasvlakte')}")
    assert response["Content-Type"].startswith("text/calendar")
    raw = response.content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    whole = raw.replace(b"\r\n ", b"").decode()
    uids = re.findall(r"UID:(.+)\r", whole)
    assert len(uids) == len(set(uids)) > 10
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == whole.count("DTSTAMP:")
    assert "DTSTART;VALUE=DATE:20271124\r\nDTEND;VALUE=DATE:20271125" in whole
    assert client.get(f"{PLAN}calendar/?{link(cases, 'black-mass-maasvlakte')}").content == raw
    assert client.get(f"{PLAN}calendar/", {"start": "x"}).status_code == 400


def test_the_json_is_that_of_the_api(client: Client, cases):
    page = client.get(f"{PLAN}json/?{link(cases, 'scrap-yard-zoetermeer')}")
    api = client.post(
        "/api/v1/route-plans?lang=en", {"answers": cases["scrap-yard-zoetermeer"]}, content_type="application/json"
    )
    assert page.json() == api.json()


def test_the_examples_open_their_plans(client: Client):
    response = client.get(f"{EN}examples/")
    body = response.content.decode()
    links = [unescape(one) for one in re.findall(r'route-example__title"><a href="([^"]+)"', body)]
    assert len(links) == 12
    assert "Example" in words(response)
    for address in links[:3]:
        assert "Your route" in words(client.get(address))


def test_every_page_in_dutch_has_no_english_left(client: Client, cases):
    query = link(cases, "strategic-project")
    for path in ("", "vraag/?ask=activities", "alle-vragen/", f"plan/?{query}", "voorbeelden/"):
        text = words(client.get(NL + path))
        for english in ("Needed", "Your ", "Question", "permits and duties", "Change this", "worst"):
            assert english not in text, (path, english)


def test_every_date_of_a_plan_is_in_words(client: Client, cases):
    text = words(client.get(f"{NL}plan/?{link(cases, 'strategic-project')}"))
    assert "Bovengrens voor een strategisch project" in text
    assert re.findall(r"(?<!=)\b20\d\d-\d\d-\d\d\b", text) == [], "but for the link itself"


@pytest.mark.parametrize("path", ["", "question/?ask=site", "all-questions/", "plan/", "examples/"])
def test_a_page_costs_few_queries_whatever_the_answers(client: Client, cases, path, django_assert_max_num_queries):
    client.get(EN + path)
    with django_assert_max_num_queries(4):
        client.get(EN + path)


def test_the_plan_costs_the_same_for_few_and_many_answers(client: Client, cases, django_assert_num_queries):
    client.get(f"{PLAN}?v=1")
    for query in ("v=1", link(cases, "nickel-cobalt-recovery")):
        with django_assert_num_queries(2):
            client.get(f"{PLAN}?{query}")


def test_without_law_data_there_is_no_planner(client: Client):
    LawVersion.objects.update(state="checked", published_at=None)
    assert client.get(EN).status_code == 404
    assert client.post(EN).status_code == 405


def test_an_unknown_question_does_not_exist(client: Client):
    assert client.get(QUESTION, {"ask": "nothing"}).status_code == 404
    moved = client.get(QUESTION, {"ask": "melting-per-day", "activities": "laboratory"})
    assert moved.status_code == 302
