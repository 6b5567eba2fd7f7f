"""The frame that every public page shares."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from loket.views.pages import TEXT_PAGES

CODES = ["nl", "en"]
#: The page on the API is told from what is published, and tested beside this one.
PLAIN_PAGES = [name for name in TEXT_PAGES if name != "api"]


def address(name: str, code: str) -> str:
    with override(code):
        return reverse(f"loket:{name}")


def body(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_each_text_page_is_whole_in_its_language(client: Client, name: str, code: str) -> None:
    html = body(client, address(name, code))
    assert f'<html lang="{code}">' in html
    assert html.count("<h1") == 1
    title = re.search(r"<title>(.+) – CRM-loket Zuid-Holland</title>", html)
    description = re.search(r'<meta name="description" content="([^"]+)">', html)
    assert title is not None
    assert description is not None
    assert 50 <= len(description[1]) <= 170
    assert 'aria-current="page"' in html


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_the_two_languages_name_each_other(client: Client, name: str) -> None:
    nl, en = address(name, "nl"), address(name, "en")
    html = body(client, nl)
    assert f'<link rel="canonical" href="http://testserver{nl}">' in html
    assert f'hreflang="nl" href="http://testserver{nl}"' in html
    assert f'hreflang="en" href="http://testserver{en}"' in html
    assert f'hreflang="x-default" href="http://testserver{nl}"' in html


def test_the_language_switch_keeps_the_query_string_and_the_canonical_address_drops_it(client: Client) -> None:
    html = body(client, address("about", "nl") + "?q=a%26b&sort=%22name")
    assert f'href="{address("about", "en")}?q=a%26b&amp;sort=%22name" lang="en"' in html
    assert f'<link rel="canonical" href="http://testserver{address("about", "nl")}">' in html


def test_the_dutch_address_is_dutch() -> None:
    assert address("accessibility", "nl") == "/nl/toegankelijkheid/"
    assert address("accessibility", "en") == "/en/accessibility/"


@pytest.mark.parametrize("code", CODES)
def test_an_unknown_page_keeps_the_frame_and_offers_the_other_language(client: Client, code: str) -> None:
    response = client.get(f"/{code}/no-such-page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{code}">' in html
    assert 'name="robots" content="noindex"' in html
    assert 'rel="canonical"' not in html
    assert 'hreflang="en"' in html or 'hreflang="nl"' in html


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_a_visitor_gets_no_cookie_and_no_answer_made_for_a_cookie(client: Client, name: str) -> None:
    response = client.get(address(name, "en"))
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_nothing_in_the_page_needs_inline_script_or_style(client: Client, name: str) -> None:
    html = body(client, address(name, "nl"))
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_everything_a_page_loads_comes_from_the_portal(client: Client) -> None:
    html = body(client, address("colophon", "en"))
    loaded = re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon|apple-touch-icon)")[^>]*(?:src|href)="([^"]+)"', html
    )
    assert len(loaded) > 9
    assert all(url.startswith("/static/") for url in loaded)


@pytest.mark.parametrize(
    ("asked", "target"), [("en-GB,en;q=0.9", "/en/"), ("nl", "/nl/"), ("fr", "/nl/"), ("", "/nl/")]
)
def test_the_root_sends_each_browser_to_its_language(client: Client, asked: str, target: str) -> None:
    response = client.get("/", headers={"accept-language": asked})
    assert response.status_code == 302
    assert response["Location"] == target
    assert "Accept-Language" in response["Vary"]


def test_pages_only_answer_to_reading(client: Client) -> None:
    assert client.post(address("about", "nl")).status_code in {403, 405}
    assert client.head(address("about", "nl")).status_code == 200


@override_settings(CONTACT_EMAIL="")
def test_without_a_mail_box_the_contact_page_says_so(client: Client) -> None:
    html = body(client, address("contact", "nl"))
    assert "Nog in te vullen door de provincie" in html
    assert "mailto:" not in html


@override_settings(CONTACT_EMAIL="loket@pzh.example")
def test_with_a_mail_box_the_contact_page_names_it(client: Client) -> None:
    html = body(client, address("contact", "en"))
    assert 'href="mailto:loket@pzh.example"' in html
    assert "Still to be filled in" not in html


@override_settings(SECURITY_CONTACT="https://pzh.example/report")
def test_the_vulnerability_page_names_the_address_for_reports(client: Client) -> None:
    html = body(client, address("security-policy", "en"))
    assert 'href="https://pzh.example/report"' in html
    assert "Still to be filled in" not in html


@pytest.mark.django_db
def test_every_link_of_the_text_pages_leads_to_a_page(client: Client) -> None:
    seen: set[str] = set()
    for code in CODES:
        for name in PLAIN_PAGES:
            html = body(client, address(name, code))
            seen |= {url.partition("#")[0] for url in re.findall(r'<a [^>]*href="(/(?:nl|en)/[^"]*)"', html)}
    home = {"/nl/", "/en/"}
    broken = [url for url in sorted(seen - home) if client.get(url).status_code not in {200, 302}]
    assert broken == []
