"""The page of the matrix: boxes, links, the picture, its cost, and what a gap means."""

import re

import pytest

from publication.publishing import publishing
from tests.agenda.matrix import make_matrix, organisation
from tests.factories import (
    BottleneckFactory,
    MaterialFactory,
    OpportunityFactory,
    StageFactory,
)
from valuechains.models import Material, Sector, Stage

pytestmark = pytest.mark.django_db
PAGE = "/nl/witte-vlekken/"


@pytest.fixture(scope="module")
def matrix(fill_once):
    fill_once(make_matrix)


def boxes(page: str) -> dict[str, tuple[str, str]]:
    """Sign and address of each box, by the words for who cannot see it."""
    pattern = r'<td><a class="heat heat--([\w-]+)" href="([^"]+)">([^<]+)<span class="visually-hidden"> ([^<]+)</span>'
    return {words: (sign, url.replace("&amp;", "&")) for _heat, url, sign, words in re.findall(pattern, page)}


def test_a_box_leads_to_its_organisations_and_an_empty_one_to_its_meaning(client, matrix):
    found = boxes(client.get(PAGE).content.decode())
    assert len(found) == 16
    assert found["actief: Cobalt, Raffinage"] == ("2", "/nl/bedrijven/?stage=refining&material=cobalt")
    assert found["geen: Nickel, Raffinage"] == ("0", "/nl/witte-vlekken/refining/nickel/")
    assert found["geen gegevens: Cobalt, Productie"] == ("?", "/nl/witte-vlekken/production/cobalt/")
    for sign, url in found.values():
        answer = client.get(url)
        assert answer.status_code == 200
        if "bedrijven" in url:
            assert answer.context["count"] == int(sign)


def test_nobody_knows_is_told_only_while_of_every_institute_the_materials_are_known(client, matrix):
    def told() -> list[str]:
        return re.findall(
            r'matrix__knowledge">(?:<span aria-hidden="true">)?([^<]+)<', client.get(PAGE).content.decode()
        )

    assert sorted(told()) == ["0", "0", "0", "1"]
    organisation(Stage.objects.get(slug="knowledge"), [], kind="knowledge_institute")
    assert sorted(told()) == ["1", "?", "?", "?"]


def test_the_matrix_keeps_the_municipality_in_its_links(client, matrix):
    found = boxes(client.get(f"{PAGE}?municipality=delft").content.decode())
    assert found["actief: Cobalt, Raffinage"] == (
        "1",
        "/nl/bedrijven/?stage=refining&material=cobalt&municipality=delft",
    )


def test_the_words_below_the_picture_fit_however_few_the_stages(client, matrix):
    assert 'viewBox="0 0 800 ' in client.get(f"{PAGE}beeld.svg?stage=refining").content.decode()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}beeld.svg"])
def test_a_part_of_the_matrix_says_of_what_it_is_a_part(client, matrix, address):
    """On paper and in a report no form stands above it."""
    told = client.get(f"{address}?municipality=delft&sector=digital&strategic=no").content.decode()
    sector = Sector.objects.get(slug="digital").name_nl
    assert f"grondstoffen die niet strategisch zijn · {sector} · Delft" in told
    assert " · Delft" not in client.get(address).content.decode()


def test_the_view_of_a_municipality_tells_whom_it_cannot_place(client, matrix):
    """Of the seven public ones one has a site: nobody in Delft is not the same as nobody found there."""
    told = "Van 6 organisaties in het register is niet bekend in welke gemeente ze liggen."
    assert told in client.get(f"{PAGE}?municipality=delft").content.decode()
    assert "niet bekend in welke gemeente" not in client.get(PAGE).content.decode()


def test_a_gap_keeps_the_municipality_and_tells_of_both(client, matrix):
    """In Delft nobody works with lithium, elsewhere somebody plans to: the page tells the one from the other."""
    found = boxes(client.get(f"{PAGE}?municipality=delft").content.decode())
    (url,) = [url for words, (_sign, url) in found.items() if words.endswith("Lithium, Raffinage")]
    assert url == "/nl/witte-vlekken/refining/lithium/?municipality=delft"
    answer = client.get(url)
    page = answer.content.decode()
    assert "In Delft: niemand" in page
    assert "1 organisatie in Zuid-Holland" in page
    filled = "?stage=refining&amp;material=lithium&amp;municipality=delft"
    for path in ("/nl/vergunningen/route/", "/nl/vraag-het-loket/", "/nl/dossier/"):
        assert f'href="{path}{filled}"' in page
    assert "In Delft" not in client.get(url.partition("?")[0]).content.decode()
    for query in ("municipality=nergens", "sector=digital"):
        wrong = client.get(f"{url.partition('?')[0]}?{query}").content.decode()
        assert "alert--warning" in wrong
        assert "In Delft" not in wrong


def test_the_picture_shows_the_same_signs(client, matrix):
    answer = client.get("/nl/witte-vlekken/beeld.svg?strategic=yes")
    assert answer["Content-Type"].startswith("image/svg+xml")
    text = answer.content.decode()
    assert text.count("<g><title>") == 12
    assert "Raffinage, Cobalt: actief (2)" in text
    assert "style=" not in text
    assert "<script" not in text
    from xml.dom.minidom import parseString

    parseString(text)


def test_the_page_costs_the_same_for_few_and_for_many(client, matrix, django_assert_num_queries):
    def queries() -> int:
        client.get(PAGE)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    few = queries()
    with publishing():
        for _ in range(30):
            organisation(Stage.objects.get(slug="refining"), [Material.objects.get(slug="cobalt")])
    assert queries() == few <= 3


def test_a_gap_says_what_it_means(client, matrix):
    refining, nickel = Stage.objects.get(slug="refining"), Material.objects.get(slug="nickel")
    OpportunityFactory(public=True, slug="kans", name_nl="Kans op raffinage", stages=[refining])
    BottleneckFactory(public=True, name_nl="Net zit vol", materials=[nickel])
    BottleneckFactory(public=True, name_nl="Over iets anders", stages=[Stage.objects.get(slug="knowledge")])
    BottleneckFactory(public=False, name_nl="geheim knelpunt", stages=[refining])
    page = client.get("/nl/witte-vlekken/refining/nickel/").content.decode()
    for words in ("Een witte vlek", "Kans op raffinage", "Net zit vol", "Europa heeft geen doel"):
        assert words in page
    assert "Over iets anders" not in page
    assert "geheim" not in page
    assert "Geen gegevens" in client.get("/nl/witte-vlekken/production/cobalt/").content.decode()


@pytest.mark.parametrize("path", ["refining/onbekend", "onbekend/cobalt", "refining/verwant", "x/y"])
def test_a_cell_that_is_none_is_not_found(client, matrix, path):
    MaterialFactory(public=True, slug="verwant")
    assert client.get(f"{PAGE}{path}/").status_code == 404


def test_hidden_names_are_nowhere_on_these_pages(client, matrix):
    with publishing():
        stage, material = StageFactory(slug="geheim-s", name_nl="geheim"), MaterialFactory(slug="geheim-m", listed=True)
        organisation(stage, [material], name="geheim bedrijf")
        organisation(Stage.objects.get(slug="refining"), [material], public=False, name="geheim bedrijf")
    for path in (PAGE, "/nl/witte-vlekken/beeld.svg", "/nl/witte-vlekken/refining/cobalt/", "/sitemap.xml"):
        assert "geheim" not in client.get(path).content.decode()
