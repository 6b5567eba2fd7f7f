"""The page for who uses the API tells what the API is made of, and its examples work."""

import html
import re

import pytest
from django.test import Client

from loket.api.collections import COLLECTIONS
from loket.views.api_page import filters_of
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)
from tests.factories.law import law_in

pytestmark = pytest.mark.django_db
PAGES = ("/nl/open-data/api/", "/en/open-data/api/")


@pytest.fixture
def register(db) -> None:
    with publishing():
        stages = [StageFactory(slug=slug, public=True) for slug in ("recycling-recovery", "refining")]
        material = MaterialFactory(slug="lithium", public=True, listed=True)
        town = MunicipalityFactory(slug="rotterdam", cbs_code="GM0599", public=True)
        for stage in stages:
            organisation = OrganisationFactory(public=True)
            ActivityFactory(organisation=organisation, stage=stage, materials=[material])
            SiteFactory(organisation=organisation, located=True, municipality=town)
    law_in(town, stages[0])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_it_names_every_collection_form_and_filter(client, address):
    page = text(client, address)
    for collection in COLLECTIONS:
        assert f'href="/api/v1/{collection.kind}"' in page
        for form in set(collection.table.formats) - {"json"}:
            assert f'href="/api/v1/{collection.kind}?format={form}"' in page
        for name in collection.filterset.base_filters:
            assert f"<code>{name}</code>" in page


@pytest.mark.parametrize("address", PAGES)
def test_its_examples_give_rows(client, register, address):
    examples = re.findall(r"curl '[^']*(/api/v1/[^']+)'", text(client, address))
    assert len(examples) == 5
    for example in examples:
        answer = client.get(example)
        assert answer.status_code == 200, example
        if answer["Content-Type"] == "application/json":
            assert answer.json()["count"], example
        else:
            assert b"".join(answer.streaming_content), example  # type: ignore[arg-type]


@pytest.mark.parametrize("address", PAGES)
def test_its_links_lead_somewhere(client, register, address):
    links = set(re.findall(r"<main.*</main>", text(client, address), re.S)[0].split('href="')[1:])
    for path in {link.partition('"')[0] for link in links}:
        if path.startswith("/"):
            assert client.head(path).status_code == 200, path


def test_a_key_with_two_meanings_says_where_each_holds():
    kinds = [one for one in filters_of(COLLECTIONS) if one.name == "kind"]
    assert [one.of for one in kinds if "knowledge_institute" in one.values] == [["/companies"]]
    assert [one.of for one in filters_of(COLLECTIONS) if one.name == "q"] == [[]]


def test_it_costs_as_many_queries_as_there_are_answers(client, django_assert_max_num_queries):
    text(client, PAGES[0])
    with django_assert_max_num_queries(2):
        text(client, PAGES[1])
