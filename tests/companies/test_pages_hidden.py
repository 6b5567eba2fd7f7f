"""What is internal or under embargo appears on no page of the register, in no count, no point and no file."""

from collections.abc import Iterator

import pytest
from django.test import Client

from publication.publishing import publishing
from tests.companies.register import make_register
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db

SIGN = "Verborgen"


@pytest.fixture
def planted() -> None:
    """A hidden organisation of each sort, and a public one that works in a hidden stage, material and municipality."""
    with publishing():
        make_register(4)
        stage = StageFactory(slug="verborgen-schakel", name_nl=f"{SIGN} schakel", name_en=f"{SIGN} stage")
        material = MaterialFactory(slug="verborgen-stof", name_nl=f"{SIGN}e stof", name_en=f"{SIGN} material")
        town = MunicipalityFactory(slug="verborgen-plaats", name=f"{SIGN}dam", latitude=52.2, longitude=4.5)
        public = OrganisationFactory(slug="openbaar", name="Openbaar", visibility="public")
        ActivityFactory(organisation=public, stage=stage, materials=[material])
        SiteFactory(organisation=public, municipality=town)
        for trait in ({}, {"embargoed": True}):
            hidden = OrganisationFactory(name=f"{SIGN} bedrijf", slug=f"verborgen-{len(trait)}", **trait)
            ActivityFactory(organisation=hidden, stage=stage, materials=[material])
            SiteFactory(organisation=hidden, located=True)


def answers(client: Client) -> Iterator[tuple[str, str]]:
    for query in ("", f"?q={SIGN.lower()}", "?stage=verborgen-schakel", "?material=verborgen-stof"):
        for path in ("/nl/bedrijven/", "/en/organisations/", "/nl/bedrijven/kaart/", "/nl/bedrijven/kaart/punten.json"):
            yield path + query, client.get(path + query).content.decode()
        for form in ("csv", "json", "geojson"):
            answer = client.get(f"/nl/bedrijven/download.{form}{query}")
            yield form + query, answer.getvalue().decode()
    for path in ("/nl/bedrijven/openbaar/", "/en/organisations/openbaar/", "/sitemap.xml"):
        yield path, client.get(path).content.decode()


@pytest.mark.usefixtures("planted")
def test_no_hidden_name_appears_anywhere(client: Client) -> None:
    for where, text in answers(client):
        assert SIGN not in text, where
        assert "verborgen-0" not in text, where
        assert "verborgen-1" not in text, where


@pytest.mark.usefixtures("planted")
def test_hidden_organisations_are_in_no_count(client: Client) -> None:
    data = client.get("/nl/bedrijven/kaart/punten.json").json()
    assert data["count"] == 5
    assert data["placed"] == sum(marker["count"] for marker in data["markers"]) == 3
    assert "5 organisaties" in client.get("/nl/bedrijven/").content.decode()


@pytest.mark.usefixtures("planted")
def test_hidden_organisations_have_no_page(client: Client) -> None:
    for slug in ("verborgen-0", "verborgen-1"):
        assert client.get(f"/nl/bedrijven/{slug}/").status_code == 404
        assert client.get(f"/nl/bedrijven/{slug}/fout-melden/").status_code == 404
