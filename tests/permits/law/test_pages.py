"""The public pages of permits, authorities and municipalities, in both languages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from permits.law.actions import start_draft
from permits.models import LawVersion
from tests.factories import OrganisationFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = [
    "/nl/vergunningen/",
    "/en/permits/",
    "/nl/vergunningen/mba-ippc/",
    "/en/permits/vihb/",
    "/nl/instanties/",
    "/en/authorities/dcmr/",
    "/nl/bevoegd-gezag/",
    "/en/who-is-competent/rotterdam/",
]


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands(law, client, address):
    assert "<h1>" in text(client, address)


def test_a_permit_tells_all_that_its_reader_needs(law, client):
    page = text(client, "/nl/vergunningen/mba-ippc/")
    assert "ruwe non-ferrometalen winnen" in page
    assert 'href="/nl/instanties/gs-zh/"' in page
    assert "de omgevingsdienst van de locatie" in page.lower()
    assert "Uitgebreide procedure" in page
    assert "zes maanden" in page
    assert 'href="/nl/termijn-berekenen/?rule=extended"' in page
    assert "artikel 10.24 lid 1 onder b Omgevingsbesluit" in page
    assert 'href="https://wetten.overheid.nl/BWBR0041278/"' in page
    assert "Rapport over de nulsituatie van de bodem" in page
    assert "De drempels van de Richtlijn industriële emissies" in page
    assert "Versie 1 (2026-11), geldt vanaf 9 november 2026." in page
    assert "Deze informatie is geen besluit." in page


def test_what_is_not_known_is_said(law, client):
    page = text(client, "/en/permits/vihb/")
    assert "No legal basis is known yet." in page
    assert "No statutory term is known, so the portal computes none." in page
    assert "Low: general knowledge that nobody has checked." in page


def test_the_empty_contact_point_is_visible_as_empty(law, client):
    page = text(client, "/en/authorities/crma-spoc-nl/")
    assert "Nobody knows yet who this is" in page
    assert "No website is known." in page


def test_rotterdam_must_check_the_map_and_delft_need_not(law, client):
    split = text(client, "/nl/bevoegd-gezag/rotterdam/")
    assert "Kijk op de kaart" in split
    assert "ten zuiden van de Nieuwe Maas" in split
    assert 'href="/nl/instanties/dcmr/"' in split
    assert 'href="/nl/instanties/rws-wnz/"' in split
    whole = text(client, "/nl/bevoegd-gezag/delft/")
    assert "Kijk op de kaart" not in whole
    assert "Hoogheemraadschap van Delfland" in whole


def test_a_municipality_names_the_organisations_of_the_directory(law, client):
    from companies.models import Municipality

    place = Municipality.objects.get(slug="delft")
    SiteFactory(organisation=OrganisationFactory(public=True), municipality=place)
    SiteFactory(organisation=OrganisationFactory(), municipality=place)
    page = text(client, "/nl/bevoegd-gezag/delft/")
    assert "Het register telt 1 organisatie in Delft." in page
    assert f'href="{reverse("companies:directory")}?municipality=delft"' in page


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("stage=knowledge", "bal-informatieplicht", "mijnbouw"),
        ("category=notification", "bouwmelding-gk1", "mba-ippc"),
        ("procedure=extended", "natura-2000", "mba-overig"),
        ("authority=dcmr", None, "mba-overig"),
        ("authority=hh-delfland", "lozing-regionaal", "mba-ippc"),
        ("q=stikstof", "natura-2000", "vihb"),
    ],
)
def test_the_list_is_narrowed(law, client, query, there, gone):
    page = text(client, f"/nl/vergunningen/?{query}")
    if there:
        assert f'href="/nl/vergunningen/{there}/"' in page
    assert f'href="/nl/vergunningen/{gone}/"' not in page


def test_a_wrong_filter_is_told_and_changes_nothing(law, client):
    page = text(client, "/nl/vergunningen/?stage=maan&kleur=blauw")
    assert "“maan” is onbekend" in page
    assert "kleur" in page
    assert "32 vergunningen en verplichtingen" in page


def test_strange_addresses_are_not_found(law, client):
    for address in ("/nl/vergunningen/nergens/", "/en/authorities/nobody/", "/nl/bevoegd-gezag/amsterdam/"):
        assert client.get(address).status_code == 404


def test_a_draft_is_on_no_page_and_in_no_answer(law, client):
    draft = start_draft(source=law, user=UserFactory(), label="GEHEIM", in_force_from=timezone.localdate())
    draft.note_nl = draft.note_en = "GEHEIM"
    draft.save()
    for row in (draft.permit_types.get(slug="mba-ippc"), draft.authorities.get(slug="dcmr")):
        row.name_nl = row.name_en = "GEHEIM"
        row.save()
    place = draft.municipal_authorities.get(slug="rotterdam")
    place.source_nl = place.source_en = "GEHEIM"
    place.save()
    answers = [*PAGES, "/sitemap.xml", "/en/authorities/", "/nl/bevoegd-gezag/rotterdam/", "/nl/vergunningen/?q=geheim"]
    for kind, slug in (("permit-types", "mba-ippc"), ("authorities", "dcmr"), ("municipal-authorities", "rotterdam")):
        answers += [f"/api/v1/{kind}", f"/api/v1/{kind}/{slug}", f"/api/v1/{kind}?format=csv"]
    for address in answers:
        page = client.get(address)
        body = b"".join(page.streaming_content) if page.streaming else page.content
        assert b"GEHEIM" not in body, address


@pytest.mark.parametrize(("address", "queries"), [(PAGES[0], 3), (PAGES[2], 2), (PAGES[4], 3), (PAGES[7], 4)])
def test_a_page_costs_the_same_for_any_number_of_rows(law, client, address, queries, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(queries + 2):
        client.get(address)


def test_every_page_of_the_law_is_in_the_sitemap(law, client):
    body = client.get("/sitemap.xml").content.decode()
    for path in (
        "/nl/vergunningen/mba-ippc/",
        "/en/permits/mba-ippc/",
        "/nl/instanties/dcmr/",
        "/nl/bevoegd-gezag/delft/",
    ):
        assert f"{path}</loc>" in body


def test_a_municipality_that_is_hidden_is_hidden_here_too(law, client):
    from companies.models import Municipality

    place = Municipality.objects.get(slug="delft")
    place.visibility = "internal"
    place.save()
    assert client.get("/nl/bevoegd-gezag/delft/").status_code == 404
    assert "/nl/bevoegd-gezag/delft/" not in text(client, "/nl/instanties/odh/")
    assert LawVersion.objects.in_force().count() == 1
