"""The directory of a register that is empty, fills several pages, or grows."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.companies.register import make_more, make_register, on_page

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_without_loss(client: Client) -> None:
    make_register(45)
    found = [slug for page in (1, 2, 3) for slug in on_page(client, f"page={page}")]
    assert found == [f"metaal-{number:03}" for number in range(45)]
    assert on_page(client, "pageSize=50") == found
    assert on_page(client, "sort=-name&pageSize=50") == found[::-1]


@pytest.mark.parametrize("query", ["page=99", "page=999999999999999999999999"])
def test_a_page_past_the_end_leads_to_the_last(client: Client, query: str) -> None:
    make_register(45)
    answer = client.get(f"/nl/bedrijven/?stage=refining&{query}")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "bestaat niet" in page
    assert 'href="?stage=refining&amp;page=2"' in page


def test_an_empty_register_says_so(client: Client) -> None:
    answer = client.get("/en/organisations/")
    assert answer.status_code == 200
    assert "The register is empty" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "stage=refining&q=metaal&sort=updated"])
def test_the_page_costs_the_same_number_of_queries_at_any_size(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    make_register(5)
    client.get(f"/nl/bedrijven/?{query}")
    with django_assert_max_num_queries(4) as few:
        client.get(f"/nl/bedrijven/?{query}")
    make_more(55)
    client.get(f"/nl/bedrijven/?{query}")
    with django_assert_max_num_queries(4) as many:
        client.get(f"/nl/bedrijven/?{query}")
    assert len(few) == len(many)
