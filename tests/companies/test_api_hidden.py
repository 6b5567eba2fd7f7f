"""What is internal or under embargo appears nowhere in the API: no row, no count, no file, no filter value."""

import pytest

from publication.models import Listing
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    BenchmarkFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvenanceFactory,
    SectorFactory,
    SiteFactory,
    StageFactory,
    SupplyEventFactory,
)
from tests.reading import API, api_rows, body
from valuechains.models import Material

pytestmark = pytest.mark.django_db
KINDS = ["stages", "sectors", "benchmarks", "materials", "supply-events", "companies", "sites", "municipalities"]
LISTS = [*KINDS, "coverage"]
HIDDEN = {"geheim": {}, "embargo-geheim": {"embargoed": True}}


def names(word, **trait):
    return {**trait, "slug": f"{word}-x", "name_nl": f"{word} naam", "name_en": f"{word} name"}


@pytest.fixture(scope="module")
def planted(fill_once):
    """Hidden records of every kind, internal ones and ones under embargo, and public ones that work with them."""
    fill_once(plant)


def plant() -> None:
    with publishing():
        shown = OrganisationFactory(public=True, slug="open", name="Open", staff_note="geheim personeel")
        open_stage = StageFactory(public=True, slug="schakel-open")
        open_material = MaterialFactory(public=True, slug="stof", listed=True)
        materials = [_plant(word, hidden, shown, open_stage, open_material) for word, hidden in HIDDEN.items()]
        ActivityFactory(organisation=shown, stage=open_stage, materials=materials)


def _plant(word, hidden, shown, open_stage, open_material) -> Material:
    slug = f"{word}-x"
    stage = StageFactory(**names(word, **hidden))
    material = MaterialFactory(**names(word, **hidden), listed=True)
    SectorFactory(**names(word, **hidden))
    BenchmarkFactory(**names(word, **hidden))
    SupplyEventFactory(slug=slug, title_nl=word, title_en=word, **hidden)
    town = MunicipalityFactory(slug=slug, name=word, **hidden)
    secret = OrganisationFactory(slug=slug, name=word, located=True, working=True, **hidden)
    ActivityFactory(organisation=shown, stage=stage, materials=[material])
    ActivityFactory(organisation=secret, stage=open_stage, materials=[open_material])
    SiteFactory(organisation=shown, municipality=town, located=False, is_main=not hidden)
    ProvenanceFactory(organisation=shown, subject=f"stage:{stage.slug}")
    ProvenanceFactory(organisation=shown, subject=f"material:{material.slug}")
    return material


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("form", ["json", "csv", "geojson"])
def test_no_list_tells_it(client, planted, kind, form):
    for language in ("nl", "en"):
        text = body(client.get(f"{API}/{kind}?format={form}&lang={language}&pageSize=100")).decode()
        assert "geheim" not in text


@pytest.mark.parametrize("word", HIDDEN)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sites"])
def test_no_record_of_it_exists(client, planted, kind, word):
    assert client.get(f"{API}/{kind}/{word}-x").status_code == 404


def test_the_public_record_says_nothing_of_it(client, planted):
    assert "geheim" not in client.get(f"{API}/companies/open").content.decode()


@pytest.mark.parametrize("word", HIDDEN)
@pytest.mark.parametrize("name", ["stage", "material", "municipality"])
def test_a_hidden_value_is_as_unknown_as_any(client, planted, name, word):
    response = client.get(f"{API}/companies?{name}={word}-x")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["name"] == name
    assert error["reason"].count(f"{word}-x") == 1


def test_counts_leave_it_out(client, planted):
    assert [row["slug"] for row in api_rows(client, "/companies")] == ["open"]
    assert {row["organisations"] for row in api_rows(client, "/coverage")} == {0}


def test_the_description_leaves_it_out(client, planted):
    assert b"geheim" not in client.get(f"{API}/openapi.json").content


def test_a_search_does_not_find_it(client, planted):
    assert client.get(f"{API}/companies?q=geheim").json()["count"] == 0


def test_only_listings_are_read(client, planted, django_assert_max_num_queries):
    """Whatever the API reads stands in a listing: no table of records is touched."""
    tables = {model._meta.db_table for model in Listing.__subclasses__()} | {"publication_listingstate"}
    for kind in LISTS:
        client.get(f"{API}/{kind}")
        with django_assert_max_num_queries(2) as read:
            client.get(f"{API}/{kind}")
        for query in read.captured_queries:
            assert query["sql"].replace('"', "").partition(" FROM ")[2].split()[0] in tables
            assert "JOIN" not in query["sql"]
