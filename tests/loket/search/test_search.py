"""Site search: what is found first, what is forgiven, what is never found, and how it answers strange questions."""

import pytest
from django.test import Client
from django.utils.translation import override

from agenda.models import Recommendation
from companies.models import Organisation
from loket.search.sources import find, findable, pages
from publication.index.registry import states
from publication.publishers import all_publishers
from publication.publishing import publishing
from tests.factories import (
    ActionFactory,
    ActivityFactory,
    ActivityMaterialFactory,
    BottleneckFactory,
    MaterialFactory,
    OrganisationFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    StageFactory,
)
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _site(fill_once: FillOnce) -> None:
    fill_once(make_site)


@pytest.fixture
def site(_site: None, db: None) -> tuple[Organisation, Organisation]:
    """Of several kinds, and two organisations to look for."""
    return Organisation.objects.get(slug="wolfraam-bv"), Organisation.objects.get(slug="compound")


def make_site() -> None:
    with publishing():
        material = MaterialFactory(
            public=True, slug="tungsten", name_nl="Wolfraam", name_en="Tungsten", symbols=["W"], aliases=[]
        )
        stage = StageFactory(public=True, slug="recycling", name_nl="Recycling", name_en="Recycling")
        OrganisationFactory(public=True, slug="wolfraam-bv", name="Wolfraam Maas", description_nl="Poeders")
        second = OrganisationFactory(public=True, slug="second", name="Tweede", description_nl="Ook wolfraam")
        OrganisationFactory(public=True, slug="compound", name="Derde", description_nl="Wolfraamdraad uit accu’s")
        OrganisationFactory(slug="hidden", name="Geheim Wolfraam", description_nl="Verborgenwoord")
        ActivityMaterialFactory(activity=ActivityFactory(organisation=second, stage=stage), material=material)
        recommendation = RecommendationFactory(public=True, number=1, slug="inzicht", name_nl="Inzicht in wolfraam")
        ActionFactory(public=True, slug="actie", name_nl="Kaart van batterijen", recommendation=recommendation)
        BottleneckFactory(public=True, slug="net", name_nl="Geen stroom voor batterijen", name_en="No grid")


def found(text: str, language: str = "nl") -> list[tuple[str, str]]:
    with override(language):
        answer = find(text, states())
        return [(hit.kind, hit.slug) for hit in answer.page(0, 50)]


def test_what_is_called_so_stands_before_what_mentions_it(site):
    hits = found("wolfraam")
    assert hits[0] == ("materials", "tungsten")
    # Whole words of a name, then texts; a word inside another one comes last.
    companies = [slug for kind, slug in hits if kind == "companies"]
    assert companies == ["wolfraam-bv", "second", "compound"]
    assert ("recommendations", "inzicht") in hits
    assert found("Wolfraam Maas")[0] == ("companies", "wolfraam-bv")
    assert found("tungsten", "en")[0] == found("W")[0] == ("materials", "tungsten")


@pytest.mark.parametrize(
    ("asked", "hit"),
    [
        ("wolframm", ("materials", "tungsten")),  # a typing error
        ("tungtsen", ("materials", "tungsten")),
        ("battery", ("bottlenecks", "net")),  # a synonym in the other language
        ("accu", ("actions", "actie")),
        ("mining wolfraam maas", ("companies", "wolfraam-bv")),  # not all words
        ("wie werkt er met wolfraam", ("companies", "second")),  # words that say nothing
        ("rekenhulp", ("pages", "permits-term")),
        ("kaart", ("pages", "companies-map")),
        ("subsidies", ("pages", "agenda-funding")),
        ("grants", ("pages", "agenda-funding")),
        ("WÒLFRAAM", ("materials", "tungsten")),
    ],
)
def test_it_is_found_however_it_is_said(site, asked, hit):
    assert hit in found(asked)


@pytest.mark.parametrize("asked", ["aanbeveling 1", "recommendation 1", "dialoog met ondernemers"])
def test_a_recommendation_is_found_by_its_number_and_its_parts(site, asked):
    with publishing():
        RecommendationFactory(public=True, number=2, slug="twee", name_nl="Loket")
        mine = Recommendation.objects.get(slug="inzicht")
        RecommendationPartFactory(recommendation=mine, number="1.1", name_nl="Dialoog met ondernemers")
    assert found(asked)[0] == ("recommendations", "inzicht")


def test_words_that_say_nothing_do_not_lead_to_pages(site):
    assert found("wie werkt met wolfraam")[0] == ("materials", "tungsten")


def test_what_is_not_public_is_never_found_nor_guessed(site):
    first, _third = site
    assert found("verborgenwoord") == []
    with publishing():
        first.visibility = "internal"
        first.name = "Zeldzaamwoord"
        first.save()
    assert ("companies", "wolfraam-bv") not in found("wolfraam")
    # Its words are gone from the guesses too: "poeders" was once in a public text.
    assert find("poedars", states()).corrected == {}


def test_page_groups_and_pages(client: Client, site):
    page = client.get("/nl/zoeken/?q=wolfraam").content.decode()
    assert page.index("Grondstoffen") < page.index("Wolfraam Maas")
    assert 'href="?q=wolfraam&amp;kind=companies"' in page
    assert 'action="/nl/zoeken/"' in page
    one = client.get("/en/search/?q=wolfraam&kind=companies").content.decode()
    assert "Wolfraam Maas" in one
    assert "Geheim" not in one
    assert "Nothing of this kind" in client.get("/en/search/?q=wolfraam&kind=partners").content.decode()
    empty = client.get("/nl/zoeken/?q=xyzxyzxyz").content.decode()
    assert "Niets gevonden voor “xyzxyzxyz”" in empty
    assert "Typ een naam" in client.get("/nl/zoeken/").content.decode()
    assert "dit is voor" in client.get("/nl/zoeken/?q=wolframm").content.decode()


@pytest.mark.parametrize(
    "query",
    ["q=" + "a" * 300, "q=%00", "q=a%00b", "q=x&kind=nonsense", "q=x&page=0", "q=x&page=99", "foo=1", "q=%F0%28"],
)
def test_strange_questions_are_told_and_refused(client: Client, site, query):
    refused = "%00" in query or "%F0" in query
    assert client.get(f"/nl/zoeken/?{query}").status_code == (400 if refused else 200)
    assert client.get(f"/api/v1/search?{query}").status_code in (200, 400, 404)


@pytest.mark.parametrize("query", ["q=" + "a" * 300, "q=%00", "q=x&kind=nonsense", "foo=1"])
def test_the_api_names_what_is_wrong(client: Client, site, query):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["name"] in ("q", "kind", "foo")


def test_the_api_gives_the_same_in_both_languages(client: Client, site):
    body = client.get("/api/v1/search?q=wolfraam&pageSize=2&lang=en").json()
    assert body["results"][0]["name"] == "Tungsten"
    assert body["results"][0]["page"] == "/en/materials/tungsten/"
    assert set(body["results"][0]) == {"kind", "slug", "url", "name", "text", "page", "example"}
    assert body["count"] == sum(one["count"] for one in body["kinds"])
    slugs, address = [], "/api/v1/search?q=wolfraam&pageSize=2"
    while address:
        answer = client.get(address).json()
        slugs += [(row["kind"], row["slug"]) for row in answer["results"]]
        address = answer["next"]
    assert slugs == found("wolfraam")
    answer = client.get("/api/v1/search?q=wolfraam")
    assert client.get("/api/v1/search?q=wolfraam", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_two_queries_however_much_is_found(client: Client, site, django_assert_num_queries):
    client.get("/nl/zoeken/?q=wolfraam")
    with django_assert_num_queries(2):
        client.get("/nl/zoeken/?q=wolfraam maas")
    with publishing():
        for number in range(30):
            OrganisationFactory(public=True, name=f"Wolfraam {number}")
    client.get("/nl/zoeken/?q=wolfraam")
    with django_assert_num_queries(2):
        assert "Alle 33" in client.get("/nl/zoeken/?q=Wolfraam").content.decode()
    with django_assert_num_queries(2):
        assert "Pagina 2 van 2" in client.get("/nl/zoeken/?q=wolfraam&kind=companies&page=2").content.decode()


def test_every_public_kind_can_be_found_or_is_part_of_another():
    """A new kind of listing needs a decision: findable, or a part of something that is."""
    part_of_others = {"sites", "municipalities", "milestones", "funding-schemes", "dilemmas"}
    kinds = {one.kind for one in all_publishers()}
    assert kinds - {one.kind for one in findable()} <= part_of_others
    assert len({page.view for page in pages().pages}) == len(pages().pages)
