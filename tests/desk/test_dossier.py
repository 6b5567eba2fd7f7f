"""The dossier on request: dated, every statement with its source, the same under its link, never what is not public."""

import datetime
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from desk.dossier.actions import make
from desk.models import Dossier
from publication.publishing import publishing
from tests.agenda.matrix import make_matrix
from tests.factories import (
    ActivityFactory,
    ActivityMaterialFactory,
    BottleneckFactory,
    FundingSchemeFactory,
    FundingWindowFactory,
    LightFactory,
    LocationFactory,
    MunicipalityFactory,
    OpportunityFactory,
    OrganisationFactory,
    days_ago,
    days_from_now,
)
from tests.factories.law import law_in
from tests.shared_records import FillOnce
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PUBLIC_FORM_FASTEST = 0
    cache.clear()


@pytest.fixture(scope="module")
def _chain(fill_once: FillOnce) -> None:
    fill_once(make_chain)


@pytest.fixture
def chain(_chain: None, db: None) -> None:
    """What is public of a box of the matrix, and beside it what is not."""


def make_chain():
    make_matrix()
    stage, material = Stage.objects.get(slug="refining"), Material.objects.get(slug="nickel")
    with publishing():
        for name, public in (("Openbaar BV", True), ("Geheim BV", False)):
            organisation = OrganisationFactory(public=public, name=name)
            ActivityMaterialFactory(activity=ActivityFactory(organisation=organisation, stage=stage), material=material)
        OpportunityFactory(public=True, name_nl="Kans", stages=[stage])
        BottleneckFactory(public=True, name_nl="Open knelpunt", stages=[stage])
        BottleneckFactory(name_nl="Intern knelpunt", stages=[stage])
        BottleneckFactory(
            public=True, name_nl="Opgelost", stages=[stage], state="solved", solved_on=timezone.localdate()
        )
        open_one = FundingSchemeFactory(public=True, name_nl="Subsidie")
        FundingWindowFactory(scheme=open_one, opens=days_ago(3), closes=days_from_now(3))
        past = FundingSchemeFactory(public=True, name_nl="Verlopen regeling")
        FundingWindowFactory(scheme=past, opens=days_ago(30), closes=days_ago(3))


def asked(client: Client, **data: str):
    page = client.get("/nl/dossier/", data).content.decode()
    assert data.get("material") != "nickel" or re.search(r'value="nickel"\s+selected', page)
    stamp = re.search(r'name="stamp" value="([^"]+)"', page).group(1)
    return client.post("/nl/dossier/", {**data, "stamp": stamp, "contact_reference": ""})


def test_asked_for_by_page_it_says_what_is_public_with_sources(client: Client, chain):
    answer = asked(client, stage="refining", material="nickel")
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    for word in ("Openbaar BV", "Kans", "Open knelpunt", "Subsidie", "stand per"):
        assert word in page
    for word in ("Geheim BV", "Intern knelpunt", "Opgelost", "Verlopen regeling"):
        assert word not in page
    body = client.get(answer["Location"] + "json/").json()
    said = [one for statements in body["sections"].values() for one in statements]
    assert all(one["sources"] and one["sources"][0]["title"] for one in said)
    assert body["day"] == timezone.localdate().isoformat()
    assert client.get(answer["Location"].replace("/nl/", "/en/")).status_code == 200
    # The same question on the same day is the same dossier.
    assert asked(client, stage="refining", material="nickel")["Location"] == answer["Location"]
    assert Dossier.objects.count() == 1


def test_it_stays_the_same_but_tells_no_withdrawn_record(client: Client, chain):
    found = make(stage="refining", material="nickel")
    address = f"/nl/dossier/{found.key}/json/"
    before = client.get(address).json()
    with publishing():
        OrganisationFactory(public=True, name="Later BV")
        Stage.objects.get(slug="refining").save()
        organisation = OrganisationFactory._meta.model.objects.get(name="Openbaar BV")
        organisation.description_nl = "Nieuw"
        organisation.save()
    assert client.get(address).json() == before
    with publishing():
        organisation.visibility = "internal"
        organisation.save()
    after = client.get(address).json()
    assert "Openbaar BV" not in json.dumps(after)
    assert after["withdrawn"] == 1
    assert not any(one["counts"] for one in after["sections"]["white-spot"])
    assert "en nu niet meer" in client.get(f"/nl/dossier/{found.key}/").content.decode()


def test_permits_and_authorities_name_the_article(chain):
    with publishing():
        town = MunicipalityFactory(public=True, slug="rotterdam", name="Rotterdam")
    law_in(town, Stage.objects.get(slug="refining"))
    found = make(stage="refining", material="nickel", municipality="rotterdam").content["sections"]["nl"]
    sources = [one for section in ("permits", "contacts") for row in found[section][1:] for one in row["sources"]]
    assert any(one["title"].startswith("artikel ") and one["href"].startswith("https://") for one in sources)
    assert len(found["permits"]) > 5
    assert len(found["contacts"]) > 1


def test_another_day_is_another_dossier(chain, monkeypatch):
    today = make(stage="refining", material="nickel")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr("desk.dossier.actions.timezone.localdate", lambda: tomorrow)
    assert make(stage="refining", material="nickel").key != today.key


@pytest.mark.parametrize(
    "data", [{}, {"stage": "nonsense", "material": "nickel"}, {"stage": "refining", "material": "x" * 500}]
)
def test_what_is_not_public_cannot_be_chosen(client: Client, chain, data):
    answer = asked(client, **{key: value for key, value in data.items() if value != "nickel"})
    assert answer.status_code == 422
    assert Dossier.objects.count() == 0
    assert client.get("/nl/dossier/0123456789abcdef0123456789abcdef/").status_code == 404


def test_gap_pages_and_the_desk_lead_there(client: Client, chain):
    page = client.get("/nl/witte-vlekken/refining/nickel/").content.decode()
    assert "/nl/dossier/?stage=refining&amp;material=nickel" in page
    assert "/nl/dossier/" in client.get("/nl/vraag-het-loket/").content.decode()


def test_reading_costs_a_query_a_kind(client: Client, chain, django_assert_max_num_queries):
    key = make(stage="refining", material="nickel").key
    with django_assert_max_num_queries(12):
        client.get(f"/nl/dossier/{key}/")


def test_an_address_with_an_unknown_material_says_so_and_keeps_the_rest(client, chain):
    stage = Stage.objects.first()
    assert stage is not None
    page = client.get(f"/en/dossier/?material=unobtanium&stage={stage.slug}").content.decode()
    assert "material=unobtanium" in page
    assert "was left out" in page
    assert f'<option value="{stage.slug}" selected>' in page


def location(name: str, **more):
    return LocationFactory(public=True, name=name, **more)


def test_a_site_says_each_light_with_its_colour_and_what_is_unknown(client: Client, chain):
    with publishing():
        town, other = (MunicipalityFactory(public=True, name=name) for name in ("Dorp", "Elders"))
        park = location("Park", municipality=town, kind="park")
        LightFactory(location=park, subject="grid", colour="red", value_nl="vol", value_en="full", stated_on="2026-01")
        location("Kaal", municipality=town)
        location("Verderop", municipality=other)
        area = location("Heel de streek", kind="area", municipality=None)
        LightFactory(location=area, subject="grid", colour="orange", value_nl="deels", value_en="partly")
    found = make(stage="refining", material="nickel", municipality=town.slug)
    sites = {one["title"]: one for one in found.content["sections"]["nl"]["sites"]}
    assert list(sites) == [
        "Kaal · bedrijventerrein · Dorp",
        "Park · bedrijventerrein · Dorp",
        "Heel de streek · gebied",
    ]
    said = sites["Park · bedrijventerrein · Dorp"]
    assert said["text"].startswith("Stroomnet (ongunstig, januari 2026): vol; onbekend: ruimte, milieucategorie, ")
    assert said["page"].endswith(f"/nl/locaties/{park.slug}/")
    assert "gunstig" not in sites["Kaal · bedrijventerrein · Dorp"]["text"]


def test_a_long_list_says_how_many_more_there_are(chain, monkeypatch):
    monkeypatch.setattr("desk.dossier.saying.MOST", 2)
    with publishing():
        for number in range(5):
            location(f"Terrein {number}")
    sites = make(stage="refining", material="nickel").content["sections"]["nl"]["sites"]
    assert [one["title"].split(" · ")[0] for one in sites] == ["Terrein 0", "Terrein 1", "En nog 3 locaties."]
    assert sites[-1]["page"].endswith("/nl/locaties/")


def test_who_decides_stands_among_the_contacts_with_and_without_a_place(chain):
    with publishing():
        town = MunicipalityFactory(public=True, slug="rotterdam", name="Rotterdam")
    law_in(town, Stage.objects.get(slug="refining"))
    for place in ("", "rotterdam"):
        found = make(stage="refining", material="nickel", municipality=place).content["sections"]["nl"]["contacts"]
        slugs = [one["slug"] for one in found]
        assert {"bw", "gs-zh"} <= set(slugs)
        assert len(slugs) == len(set(slugs))
        assert f"municipality={place}" in found[0]["page"] or not place


def test_a_location_that_is_withdrawn_takes_no_count_of_organisations_with_it(client: Client, chain):
    with publishing():
        park = location("Park")
    key = make(stage="refining", material="nickel").key
    with publishing():
        park.visibility = "internal"
        park.save()
    body = client.get(f"/nl/dossier/{key}/json/").json()
    assert body["withdrawn"] == 1
    assert body["sections"]["sites"] == []
    assert any(one["counts"] for one in body["sections"]["white-spot"])


def test_an_older_dossier_says_so_and_offers_one_of_today(client: Client, chain, monkeypatch):
    key = make(stage="refining", material="nickel").key
    assert "kan sindsdien veranderd zijn" not in client.get(f"/nl/dossier/{key}/").content.decode()
    later = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr("desk.views.dossier.timezone.localdate", lambda: later)
    page = client.get(f"/nl/dossier/{key}/").content.decode()
    assert "kan sindsdien veranderd zijn" in page
    assert '/nl/dossier/?stage=refining&amp;material=nickel"' in page
