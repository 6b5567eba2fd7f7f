"""The home page: light, honest about what is not confirmed, and counting nothing that is not public."""

import re

import pytest
from django.test import Client

from publication.publishing import publishing
from tests.factories import ActivityFactory, OrganisationFactory, SectorFactory, StageFactory, SupplyEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> None:
    with publishing():
        refining = StageFactory(public=True, slug="refining", order=2, name_en="Refining", short_en="Refining")
        StageFactory(public=True, slug="extraction", order=1, name_en="Extraction", fact_en="Elsewhere.")
        StageFactory(public=True, slug="knowledge", order=7, name_en="Knowledge")
        SectorFactory(public=True, slug="mobility", name_en="Mobility")
        for traits in ({"public": True}, {"public": True, "verified": True}, {}, {"embargoed": True}):
            ActivityFactory(organisation=OrganisationFactory(**traits), stage=refining)
        for month in range(1, 6):
            SupplyEventFactory(public=True, date=f"2025-0{month}", title_en=f"Event of month {month}")


def test_figures_count_public_records_alone(client: Client, register) -> None:
    page = client.get("/en/").content.decode()
    assert re.search(r'key-figure__number">2</span>.*organisations in the register', page)
    assert "1 of the 2 entries are not confirmed yet" in page
    assert '<span class="chain__number">2</span>' in page


def test_a_stage_without_organisation_says_so_and_why(client: Client, register) -> None:
    page = client.get("/en/").content.decode()
    extraction = page[page.index("chain__node--extraction") : page.index("chain__node--refining")]
    assert "No organisation in the province" in extraction
    assert "Elsewhere." in extraction


def test_the_chain_reads_in_the_order_of_the_material(client: Client, register) -> None:
    page = client.get("/en/").content.decode()
    assert page.index("/en/chain/extraction/") < page.index("/en/chain/refining/") < page.index("/en/chain/knowledge/")


def test_the_latest_events_come_first_and_are_few(client: Client, register) -> None:
    page = client.get("/en/").content.decode()
    assert re.findall(r"Event of month (\d)", page) == ["5", "4", "3"]


def test_each_kind_of_visitor_finds_a_start_and_there_is_one_next_step(client: Client, register) -> None:
    page = client.get("/nl/").content.decode()
    assert page.count('class="start"') == 5
    assert page.count('class="next-step"') == 1
    assert 'href=""' not in page


def test_an_empty_register_still_has_a_home_page(client: Client) -> None:
    response = client.get("/nl/")
    assert response.status_code == 200
    assert "Nog geen organisatie" not in response.content.decode()
    assert 'class="chain"' not in response.content.decode()


@pytest.mark.parametrize("path", ["chain", "materials", "sectors", "benchmarks-2030", "events"])
def test_an_empty_register_has_whole_pages_on_the_chain(client: Client, path: str) -> None:
    assert client.get(f"/en/{path}/").status_code == 200


def test_the_page_runs_no_script_but_that_of_the_frame(client: Client, register) -> None:
    page = client.get("/nl/").content.decode()
    assert len(re.findall(r"<script", page)) == 1
