"""The pages of the chain show what is public, say what is wrong with an address, and cost the same at any size."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    BenchmarkFactory,
    MaterialFactFactory,
    MaterialFactory,
    MaterialSectorFactory,
    OrganisationFactory,
    SectorFactory,
    StageFactory,
    SupplyEventFactory,
)
from tests.shared_records import FillOnce
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db

PAGES = {
    "nl": [
        "/nl/",
        "/nl/keten/",
        "/nl/keten/refining/",
        "/nl/keten/extraction/",
        "/nl/grondstoffen/",
        "/nl/grondstoffen/lithium/",
        "/nl/sectoren/",
        "/nl/doelen-2030/",
        "/nl/gebeurtenissen/",
    ],
    "en": [
        "/en/",
        "/en/chain/",
        "/en/chain/refining/",
        "/en/chain/extraction/",
        "/en/materials/",
        "/en/materials/lithium/",
        "/en/sectors/",
        "/en/benchmarks-2030/",
        "/en/events/",
    ],
}
EVERY = [*PAGES["nl"], *PAGES["en"]]


@pytest.fixture(autouse=True, scope="module")
def world(fill_once: FillOnce) -> None:
    fill_once(make_world)


def make_world() -> None:
    """A small chain: two stages, a listed and an unlisted material, one organisation, one event."""
    with publishing():
        StageFactory(public=True, slug="extraction", name_nl="Winning", name_en="Extraction")
        benchmark = BenchmarkFactory(public=True, slug="processing", percent=40)
        refining = StageFactory(
            public=True, slug="refining", name_nl="Raffinage", name_en="Refining", benchmark=benchmark
        )
        lithium = MaterialFactory(
            public=True, slug="lithium", name_nl="Lithium", name_en="Lithium", symbols=["Li"], listed=True
        )
        MaterialFactFactory(material=lithium, key="supply_risk", value=1.9)
        MaterialFactFactory(material=lithium, key="economic_importance", value=3.9)
        MaterialSectorFactory(material=lithium, sector=SectorFactory(public=True, slug="mobility"))
        MaterialFactory(public=True, slug="tin", name_nl="Tin", name_en="Tin", symbols=["Sn"])
        employer = OrganisationFactory(public=True, slug="acme", name="Acme Raffinage")
        ActivityFactory(organisation=employer, stage=refining, materials=[lithium])
        SupplyEventFactory(public=True, slug="stop", date="2025-10-09", title_nl="Stop", materials=[lithium])


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", EVERY)
def test_every_page_answers_without_a_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(("dutch", "english"), list(zip(PAGES["nl"], PAGES["en"], strict=True)))
def test_the_language_switch_leads_to_the_same_page(client: Client, dutch: str, english: str) -> None:
    assert f'href="{english}' in text(client, dutch)
    assert f'href="{dutch}' in text(client, english)


@pytest.mark.parametrize("slug", ["none", "a" * 200])
@pytest.mark.parametrize("path", ["/nl/keten/{}/", "/en/materials/{}/"])
def test_an_unknown_record_is_not_found(client: Client, path: str, slug: str) -> None:
    assert client.get(path.format(slug)).status_code == 404


@pytest.mark.parametrize("path", EVERY)
def test_a_strange_parameter_is_told_and_the_page_shown(client: Client, path: str) -> None:
    page = text(client, f"{path}?nonsense=1")
    assert "alert--warning" in page
    assert "<h1" in page


@pytest.mark.parametrize(
    "query",
    [
        "?sort=nonsense",
        "?sort=name&sort=-name",
        "?strategic=maybe",
        "?sector=none",
        "?page=99999999999999999999",
        "?q=" + "a" * 400,
    ],
)
def test_a_wrong_value_on_the_materials_page_is_named(client: Client, query: str) -> None:
    assert "alert--warning" in text(client, f"/en/materials/{query}")


@pytest.mark.parametrize(
    "query", ["?sort=name", "?material=none", "?eventKind=party", "?page=7", "?sort=date&sort=date"]
)
def test_a_wrong_value_on_the_events_page_is_named(client: Client, query: str) -> None:
    assert "alert--warning" in text(client, f"/en/events/{query}")


def test_nothing_internal_or_embargoed_appears_anywhere(client: Client) -> None:
    lithium, refining = Material.objects.get(slug="lithium"), Stage.objects.get(slug="refining")
    secret = {"name_nl": "GEHEIM", "name_en": "GEHEIM"}
    with publishing():
        hidden = StageFactory(slug="hidden", short_nl="GEHEIM", short_en="GEHEIM", fact_nl="GEHEIM", **secret)
        material = MaterialFactory(embargoed=True, slug="hidden", symbols=["GEHEIM"], listed=True, **secret)
        sector = SectorFactory(slug="hidden", **secret)
        MaterialSectorFactory(material=lithium, sector=sector, basis_nl="GEHEIM", basis_en="GEHEIM")
        refining.benchmark = BenchmarkFactory(slug="hidden", text_nl="GEHEIM", text_en="GEHEIM", **secret)
        refining.save()
        SupplyEventFactory(slug="hidden", title_nl="GEHEIM", title_en="GEHEIM", materials=[lithium])
        event = SupplyEventFactory(public=True, materials=[material])
        organisation = OrganisationFactory(name="GEHEIM", slug="hidden")
        ActivityFactory(organisation=organisation, stage=refining, materials=[lithium])
        known = OrganisationFactory(public=True)
        ActivityFactory(organisation=known, stage=hidden, materials=[material])
    for path in [*EVERY, "/sitemap.xml"]:
        page = text(client, path)
        assert "GEHEIM" not in page, path
        assert "/hidden/" not in page, path
    assert event.slug in text(client, "/nl/gebeurtenissen/")
    for path in ("/nl/keten/hidden/", "/en/materials/hidden/"):
        assert client.get(path).status_code == 404


def test_a_stage_without_organisation_says_so(client: Client) -> None:
    page = text(client, "/en/chain/extraction/")
    assert "No organisation in the province" in page
    assert "No organisation in the province" in text(client, "/en/chain/")


def test_a_stage_names_its_organisations_materials_and_benchmark(client: Client) -> None:
    page = text(client, "/en/chain/refining/")
    assert "Acme Raffinage" in page
    assert "?stage=refining&amp;material=lithium" in page
    assert "40%" in page
    assert "not confirmed yet" in page


def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(client: Client) -> None:
    for path in EVERY:
        first = client.get(path)
        tag = first["ETag"]
        assert first["Last-Modified"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    stage = Stage.objects.get(slug="refining")
    before = client.get("/en/chain/refining/")["ETag"]
    stage.fact_en = "Something new."
    stage.save()
    answer = client.get("/en/chain/refining/", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Something new." in answer.content.decode()


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@override_settings(DEBUG=False)
def test_a_page_takes_as_many_queries_for_60_organisations_as_for_5(client: Client) -> None:
    _employ(5)
    few = {path: _queries(client, path) for path in PAGES["nl"]}
    _employ(55)
    assert {path: _queries(client, path) for path in PAGES["nl"]} == few
    assert max(few.values()) <= 8


def _employ(number: int) -> None:
    refining, lithium = Stage.objects.get(slug="refining"), Material.objects.get(slug="lithium")
    with publishing():
        for _ in range(number):
            organisation = OrganisationFactory(public=True, located=True)
            ActivityFactory(organisation=organisation, stage=refining, materials=[lithium])
            SupplyEventFactory(public=True, materials=[lithium])


def test_the_sitemap_has_the_pages_of_each_stage_and_material(client: Client) -> None:
    page = text(client, "/sitemap.xml")
    for path in EVERY:
        assert f"http://testserver{path}</loc>" in page
