"""Answers on the pages of the planner: changed from the plan, chosen from a list, and written as the reader does."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.permits.routes.test_pages import NL, PLAN, QUESTION, link, words

pytestmark = pytest.mark.usefixtures("law")


def test_the_hague_stands_among_the_municipalities_by_its_usual_name(client: Client):
    body = unescape(client.get(QUESTION, {"ask": "municipality"}).content.decode())
    named = re.findall(r"<option[^>]*>([^<]+)</option>", body)
    assert "Den Haag" in named
    assert "'s-Gravenhage" not in named
    assert len(named) == 1 + 50 + 1
    assert named[1:-1] == sorted(named[1:-1])


def test_a_changed_answer_leads_back_to_the_plan(client: Client, cases):
    """Without walking through all questions that follow; a mistake keeps the way back."""
    body = client.get(f"{PLAN}?{link(cases, 'black-mass-maasvlakte')}").content.decode()
    links = [unescape(one) for one in re.findall(r'route-change" href="([^"]+)"', body)]
    address = next(one for one in links if "ask=hazardous-per-day" in one)
    page = client.get(address)
    assert "Show my route" in words(page)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    data: dict[str, list[str]] = {}
    for name, value in hidden:
        data.setdefault(name, []).append(unescape(value))
    wrong = client.get(QUESTION, {**data, "hazardous-per-day": "many"})
    assert "is not a number" in words(wrong)
    assert 'name="then" value="plan"' in wrong.content.decode()
    changed = client.get(QUESTION, {**data, "hazardous-per-day": "8"})
    assert changed.status_code == 302
    assert urlsplit(changed["Location"]).path == PLAN
    assert "hazardous-per-day=8&" in changed["Location"]
    assert "then=" not in changed["Location"]
    assert "8 tonnes per day" in words(client.get(changed["Location"]))


def test_the_address_without_a_question_leads_to_the_first_one(client: Client):
    response = client.get(QUESTION, {"site": "new"})
    assert response.status_code == 302
    assert "ask=stage" in response["Location"]
    assert "site=new" in response["Location"]


def test_the_calendar_says_what_is_only_possible(client: Client, cases):
    file = client.get(f"{PLAN}calendar/?{link(cases, 'black-mass-maasvlakte')}").content
    titles = file.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Apply or notify: Natura 2000 permit (possible)" in titles
    assert "SUMMARY:Apply or notify: Technical building permit\r\n" in titles


@pytest.mark.parametrize(
    ("address", "weeks", "shown"),
    [
        (f"{NL}plan/", 12.5, "12,5 weken: van"),
        (f"{NL}plan/", 1, "1 week: van"),
        (PLAN, 12.5, "12.5 weeks: from"),
        (PLAN, 1, "1 week: from"),
    ],
)
def test_own_weeks_are_written_as_the_reader_writes_them(client: Client, cases, address, weeks, shown):
    text = words(client.get(f"{address}?{link(cases, 'black-mass-maasvlakte', pre_consultation_weeks=weeks)}"))
    assert shown in text
