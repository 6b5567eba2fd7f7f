"""The page "calculate a term": choice, form, result and mistakes, in both languages, with nothing but its address."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from permits.sitemap import count, pages
from permits.terms import RULES
from permits.views.terms import GROUPS

NL, EN = "/nl/termijn-berekenen/", "/en/calculate-term/"
SUSPENDED = {
    "rule": "regular",
    "startDate": "2026-01-14",
    "suspensions-0-kind": "completion",
    "suspensions-0-requestedOn": "2026-01-20",
    "suspensions-0-endedOn": "2026-02-03",
    "suspensions-0-periodSet": "yes",
}

pytestmark = pytest.mark.django_db


def words(client: Client, address: str, **query: str) -> str:
    """The text of the main part of a page, on one line."""
    response = client.get(address, query)
    assert response.status_code == 200
    assert not response.cookies
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_addresses_and_sitemap():
    for language, address in (("nl", NL), ("en", EN)):
        with override(language):
            assert reverse("permits:term") == address
    names = [name for name, _args, _day in pages(0, 20)]
    assert "permits:term" in names
    assert count() == len(names)


def test_the_choice_names_every_rule_once(client):
    body = client.get(NL).content.decode()
    assert sorted(rule.name for group in GROUPS for rule in group.rules) == sorted(RULES)
    assert all(body.count(f'href="?rule={name}"') == 1 for name in RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_a_form_with_its_parameters_and_gives_a_result(client, name):
    body = client.get(EN, {"rule": name}).content.decode()
    assert 'name="startDate"' in body
    for option in RULES[name].options:
        field = "suspensions-0-kind" if option.name == "suspensions" else option.name
        assert f'name="{field}"' in body
    text = words(client, EN, rule=name, startDate="2026-03-02")
    assert "informs; it does not decide" in text
    assert "2 March 2026" in text or "2 Mar" in text
    assert "Rules of 21 November 2026." in text


def test_a_form_that_is_not_sent_has_no_mistakes(client):
    body = client.get(NL, {"rule": "regular"}).content.decode()
    assert "error-summary" not in body
    assert 'aria-invalid="true"' not in body


def test_a_result_in_dutch(client):
    text = words(client, NL, **SUSPENDED)
    assert "Laatste dag dinsdag 24 maart 2026" in text
    assert "Andere lezingen van de wet" in text
    assert "wo 25 maart 2026" in text
    assert "artikel 4:15 lid 1 Algemene wet bestuursrecht" in text
    assert "informeert en beslist niet" in text


def test_a_clear_case_shows_no_other_reading(client):
    text = words(client, EN, rule="entry-into-force", startDate="2026-06-12")
    assert "First day in force Saturday 13 June 2026" in text
    assert "Other readings" not in text


def test_flags_numbers_and_further_suspensions_are_read(client):
    text = words(client, EN, rule="regular", startDate="2026-02-19", consent="on")
    assert "Monday 18 May 2026" in text
    text = words(client, EN, rule="notice-before-start", startDate="2026-05-25", weeks="2")
    assert "Monday 11 May 2026" in text
    second = {
        "suspensions-3-kind": "bibob",
        "suspensions-3-requestedOn": "2026-02-10",
        "suspensions-3-endedOn": "2026-02-12",
    }
    assert "Friday 27 March 2026" in words(client, EN, **SUSPENDED, **second)


def test_there_is_always_room_for_one_more_suspension(client):
    assert 'name="suspensions-1-kind"' in client.get(NL, SUSPENDED).content.decode()
    ten = {f"suspensions-{number}-kind": "bibob" for number in range(10)}
    body = client.get(NL, {"rule": "regular", "startDate": "2026-01-14", **ten}).content.decode()
    assert 'name="suspensions-10-kind"' not in body


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ({"rule": "regular", "startDate": ""}, "startDate", "The start date is missing."),
        ({"rule": "regular", "startDate": "2026-02-30"}, "startDate", "“2026-02-30” is not a date"),
        ({"rule": "regular", "startDate": "2023-12-31"}, "startDate", "is before 1 January 2024"),
        ({"rule": "regular", "startDate": "2028-12-01"}, "startDate", "The holidays of 2029 are not known"),
        ({"rule": "regular", "startDate": "2026-03-02", "extensionWeeks": "six"}, "extensionWeeks", "“six” is not a"),
        (
            {"rule": "regular", "startDate": "2026-03-02", "extensionWeeks": "-1"},
            "extensionWeeks",
            "-1 is not possible",
        ),
        ({"rule": "regular", "startDate": "2026-03-02", "extensionWeeks": "9" * 400}, "extensionWeeks", "99…”"),
        ({"rule": "regular", "startDate": "2026-03-02", "consent": "maybe"}, "consent", "“maybe” is not yes or no"),
        ({**SUSPENDED, "suspensions-0-endedOn": "2026-01-19"}, "suspensions-0-endedOn", "before it began"),
        ({**SUSPENDED, "suspensions-0-periodSet": ""}, "suspensions-0-periodSet", "whether the request set a period"),
        ({**SUSPENDED, "suspensions-0-kind": "x"}, "suspensions-0-kind", "“x” is no kind of suspension"),
        (
            {**SUSPENDED, "suspensions-4-kind": "bibob"},
            "suspensions-4-requestedOn",
            "This date is missing.",
        ),
    ],
)
def test_a_mistake_stands_at_its_field_and_in_the_summary(client, query, field, message):
    response = client.get(EN, query)
    assert response.status_code == 200
    body = unescape(response.content.decode())
    assert f'href="#id_{field}"' in body
    at_field = body.split(f'id="id_{field}_error"', 1)[1].split("</ul>", 1)[0]
    assert message in at_field
    assert "term-result" not in body


@pytest.mark.parametrize(
    "query", [{"rule": "regular", "startDate": "2026-03-02", "speed": "fast"}, {"rule": "views", "x": ""}]
)
def test_unknown_parameters_are_named(client, query):
    name = list(query)[-1]
    assert f"unknown parameter: {name}." in words(client, EN, **query)


def test_an_unknown_rule_leads_back_to_the_choice(client):
    text = words(client, EN, rule="<script>alert(1)</script>")
    assert "does not know the term “<script>alert(1)</script>”" in text
    assert b"<script>alert" not in client.get(EN, {"rule": "<script>alert(1)</script>"}).content
    assert len(words(client, EN, rule="x" * 3000)) < 4000


def test_null_bytes_are_refused_at_the_door(client):
    assert client.get(EN + "?rule=regular&startDate=%00").status_code == 400
    assert client.post(EN, {"rule": "regular"}).status_code == 405


def test_an_address_can_be_shared_between_languages(client):
    body = unescape(client.get(NL, SUSPENDED).content.decode())
    other = re.search(r'href="(/en/calculate-term/\?[^"]+)"', body)
    assert other is not None
    assert "Tuesday 24 March 2026" in unescape(client.get(other[1]).content.decode())


def test_nothing_is_asked_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(NL, SUSPENDED)


def test_what_is_no_date_is_shown_as_it_was_typed(client):
    body = client.get(NL, {"rule": "regular", "startDate": "2 maart"}).content.decode()
    assert re.search(r'<input type="text" name="startDate" value="2 maart"', body)


def test_a_mistake_at_a_question_is_told_without_a_colon_behind_its_mark(client):
    query = {name: value for name, value in SUSPENDED.items() if not name.endswith("periodSet")}
    assert "Did the request set a period? Say whether the request set a period" in words(client, EN, **query)


def test_a_parameter_that_the_page_does_not_know_is_named(client: Client):
    for query in ({}, {"rule": "regular"}, SUSPENDED):
        assert "kleur" in words(client, NL, **query, kleur="rood")
        assert "Een deel van dit adres is niet begrepen" not in words(client, NL, **query)
