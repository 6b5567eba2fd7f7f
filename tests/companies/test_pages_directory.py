"""The directory: the same list in every form, facets that count right, and a clear answer to anything asked."""

import re
from html import unescape

import pytest
from django.test import Client

from companies.models import Organisation
from tests.companies.register import in_file, listed, make_register, on_map, on_page
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _register(fill_once: FillOnce) -> None:
    fill_once(make_register)


QUERIES = [
    "",
    "stage=refining",
    "stage=refining&stage=production&material=copper",
    "municipality=delft&kind=company",
    "q=wolfraam",
    "q=wolfram",
    "verified=yes",
    "located=no",
    "bbox=4.3,52.0,4.4,52.1",
    "q=metaal&sort=-name",
    "q=bestaatniet",
]


def option_counts(page: str) -> dict[tuple[str, str], int]:
    found = re.findall(
        r'name="(\w+)" value="([\w-]+)"[^>]*>.*?facet__count"><span[^>]*>\(</span>(\d+)', page.replace("\n", "")
    )
    return {(name, value): int(count) for name, value, count in found}


@pytest.mark.parametrize("query", QUERIES)
def test_page_api_files_and_map_give_the_same_organisations(client: Client, query: str) -> None:
    page = on_page(client, query)
    api = [row["slug"] for row in client.get(f"/api/v1/companies?{query}").json()["results"]]
    assert page == api
    assert page == on_page(client, query, "en")
    assert page == in_file(client, "csv", query) == in_file(client, "json", query) == in_file(client, "geojson", query)
    placed = set(on_page(client, f"{query}&located=yes")) if "located" not in query else set()
    assert on_map(client, query) == placed


def test_each_count_is_what_choosing_the_option_gives(client: Client) -> None:
    counts = option_counts(client.get("/nl/bedrijven/").content.decode())
    assert {name for name, _value in counts} == {
        "stage",
        "material",
        "municipality",
        "kind",
        "activityStatus",
        "verified",
    }
    for (name, value), count in counts.items():
        assert len(on_page(client, f"{name}={value}")) == count


def test_a_facet_counts_its_other_options_as_if_nothing_of_it_were_chosen(client: Client) -> None:
    counts = option_counts(client.get("/nl/bedrijven/?stage=refining&material=copper").content.decode())
    assert counts["stage", "production"] == len(on_page(client, "stage=production&material=copper"))
    assert counts["kind", "company"] == len(on_page(client, "stage=refining&material=copper&kind=company"))


def test_a_choice_is_a_chip_that_takes_itself_away(client: Client) -> None:
    page = client.get("/nl/bedrijven/?stage=refining&material=copper&sort=-name").content.decode()
    chips = re.findall(r'class="tag tag--remove" href="([^"]*)"', page)
    assert [chip.replace("&amp;", "&") for chip in chips] == [
        "?material=copper&sort=-name",
        "?stage=refining&sort=-name",
    ]
    assert "Schakel: Raffinage" in page


def test_downloads_carry_the_query_of_the_page(client: Client) -> None:
    page = client.get("/nl/bedrijven/?stage=refining&foo=1&q=metaal").content.decode()
    assert 'href="/nl/bedrijven/download.csv?q=metaal&amp;stage=refining"' in page


def test_htmx_gets_the_parts_that_change(client: Client) -> None:
    whole = client.get("/nl/bedrijven/?stage=refining")
    parts = client.get("/nl/bedrijven/?stage=refining", headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in parts.content.decode()
    for part in ('id="results"', 'id="facets"', 'id="register-search"', 'id="views"', 'id="count-spoken"'):
        assert parts.content.decode().count(part) == 1
    assert listed(parts.content.decode()) == listed(whole.content.decode())
    assert "HX-Request" in whole["Vary"]
    assert whole["ETag"] != parts["ETag"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kleur=rood", ["kleur", "onbekend"]),
        ("stage=refning", ["stage", "refning", "refining"]),
        ("kind=winkel", ["kind", "winkel"]),
        ("sort=kleur", ["sort", "kleur"]),
        ("page=0", ["page"]),
        ("page=twee", ["page"]),
        ("pageSize=1000", ["pageSize", "100"]),
        ("bbox=5,52,4,53", ["bbox", "zuidwesten"]),
        ("updatedSince=gisteren", ["updatedSince"]),
        ("q=" + "a" * 201, ["q", "200"]),
        ("q=metaal&q=metaal", ["q"]),
    ],
)
def test_bad_input_is_named_and_the_rest_still_works(client: Client, query: str, words: list[str]) -> None:
    for path in ("/nl/bedrijven/", "/nl/bedrijven/kaart/"):
        answer = client.get(f"{path}?material=copper&{query}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "niet begrepen" in page
        alert = page.split("alert__title", 1)[1].split("</ul>", 1)[0]
        assert all(word in alert for word in words), alert
    assert on_page(client, f"material=copper&{query}") == on_page(client, "material=copper")


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "json"])
def test_no_file_is_made_of_what_is_not_understood(client: Client, form: str) -> None:
    """It would hold others than were asked for, and cannot say so."""
    answer = client.get(f"/nl/bedrijven/download.{form}?material=copper&stag=refining&kind=winkel")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Content-Disposition" not in answer.headers
    assert "<code>stag</code>" in page
    assert "winkel" in page
    assert 'href="/nl/bedrijven/?material=copper"' in page
    whole = client.get(f"/nl/bedrijven/download.{form}?page=99&pageSize=5000")
    assert whole.status_code == 200
    assert b"".join(whole.streaming_content)


def test_null_bytes_are_refused_in_words(client: Client) -> None:
    answer = client.get("/nl/bedrijven/?q=a%00b")
    assert answer.status_code == 400
    assert "q" in answer.content.decode()


def test_markup_in_a_search_stays_text(client: Client) -> None:
    page = client.get("/nl/bedrijven/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nothing_found_says_what_may_help(client: Client) -> None:
    page = client.get("/nl/bedrijven/?q=wolfraamkoper&stage=refining").content.decode()
    assert "Geen organisatie past bij al uw keuzes" in page
    assert 'href="?q=Wolfraam&amp;stage=refining"' in page
    assert 'href="?stage=refining"' in page
    assert "zonder “Raffinage”" not in page


def test_an_unchanged_list_is_not_sent_twice(client: Client) -> None:
    organisation = Organisation.objects.get(slug="metaal-000")
    first = client.get("/nl/bedrijven/?stage=refining")
    again = client.get("/nl/bedrijven/?stage=refining", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    organisation.name = "Anders"
    organisation.save()
    changed = client.get("/nl/bedrijven/?stage=refining", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "Anders" in changed.content.decode()


def test_an_anonymous_reader_gets_no_cookie(client: Client) -> None:
    for path in ("/nl/bedrijven/", "/nl/bedrijven/kaart/", "/nl/bedrijven/metaal-001/"):
        assert not client.get(path).cookies


def test_both_languages_point_at_each_other(client: Client) -> None:
    pairs = {
        "/nl/bedrijven/": "/en/organisations/",
        "/nl/bedrijven/kaart/": "/en/organisations/map/",
        "/nl/bedrijven/metaal-001/": "/en/organisations/metaal-001/",
        "/nl/bedrijven/metaal-001/fout-melden/": "/en/organisations/metaal-001/report-an-error/",
    }
    for dutch, english in pairs.items():
        for path in (dutch, english):
            page = client.get(path).content.decode()
            assert f'hreflang="nl" href="http://testserver{dutch}"' in page
            assert f'hreflang="en" href="http://testserver{english}"' in page


@pytest.mark.parametrize(
    ("query", "is_offered"),
    [("", False), ("sort=-name", False), ("pageSize=50", False), ("stage=geen", False), ("q=metaal&sort=-name", True)],
)
def test_only_a_search_is_offered_to_be_followed(client: Client, query: str, is_offered: bool) -> None:
    page = client.get(f"/nl/bedrijven/?{query}").content.decode()
    found = re.search(r'href="(/nl/volgen/search/[^"]*)"', page)
    assert bool(found) is is_offered
    if found:
        follow = client.get(unescape(found[1]))
        assert follow.status_code == 200
        assert 'rel="canonical"' not in follow.content.decode(), "without its query the page is not there"
