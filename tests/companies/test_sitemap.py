"""The sitemap names the register's pages and every public organisation, in stretches that leave none out."""

import pytest
from django.test import Client

from companies import sitemap
from tests.companies.register import make_register
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_stretches_hold_every_page_once() -> None:
    make_register(5)
    OrganisationFactory(slug="intern")
    every = sitemap.pages(0, sitemap.count())
    assert len(every) == sitemap.count() == 8
    assert [page for start in range(0, 9, 3) for page in sitemap.pages(start, start + 3)] == every


def test_an_organisation_stands_in_both_languages_with_its_last_change(client: Client) -> None:
    make_register(1)
    text = client.get("/sitemap.xml").content.decode()
    for path in (
        "/nl/bedrijven/",
        "/en/organisations/map/",
        "/nl/bedrijven/metaal-000/",
        "/en/organisations/metaal-000/",
    ):
        assert f"<loc>http://testserver{path}</loc>" in text
    assert "<lastmod>" in text.split("/nl/bedrijven/metaal-000/</loc>")[1][:40]
