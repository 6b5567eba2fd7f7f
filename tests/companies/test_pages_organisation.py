"""The page of an organisation: each fact with its source, honest about place and confirmation."""

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from companies.dossiers import dossiers
from tests.companies.register import make_register
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvenanceFactory,
    SiteFactory,
    SourceFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, slug: str, language: str = "nl") -> str:
    path = "/nl/bedrijven/" if language == "nl" else "/en/organisations/"
    answer = client.get(f"{path}{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_described_organisation_shows_what_is_known_and_where_from(client: Client) -> None:
    made = OrganisationFactory(
        slug="terug", name="Terug", described=True, website="https://www.terug.example/over", visibility="public"
    )
    stage = StageFactory(slug="refining", name_nl="Raffinage", visibility="public")
    ActivityFactory(organisation=made, stage=stage, materials=[MaterialFactory(name_nl="Koper", visibility="public")])
    source = SourceFactory(title="Jaarverslag", url="https://example.org/jaarverslag", kind="page")
    ProvenanceFactory(organisation=made, subject="website", source=source, verified=True)
    page = page_of(client, "terug")
    assert "Wint metaal terug." in page
    assert 'href="https://www.terug.example/over" rel="noopener external"' in page
    assert ">terug.example</a>" in page
    assert 'href="https://example.org/jaarverslag"' in page
    assert "Raffinage" in page
    assert "Koper" in page
    assert "Recovers metal." in page_of(client, "terug", "en")


def test_what_is_not_known_is_left_out_or_said(client: Client) -> None:
    OrganisationFactory(slug="kaal", name="Kaal", visibility="public")
    page = page_of(client, "kaal")
    assert "KvK" not in page
    assert 'itemprop="description"' not in page
    assert "De plaats van deze organisatie is nog niet bekend." in page
    assert "Nog niet bevestigd" in page


def test_a_confirmed_organisation_says_when(client: Client) -> None:
    OrganisationFactory(slug="zeker", name="Zeker", verified=True, visibility="public")
    page = page_of(client, "zeker")
    assert "Laatst gecontroleerd door de provincie op" in page
    assert "Nog niet bevestigd" not in page


def test_a_status_stands_out_with_its_date(client: Client) -> None:
    OrganisationFactory(slug="op", name="Op", insolvent=True, visibility="public")
    page = page_of(client, "op")
    assert "Failliet (maart 2025)" in page
    assert "Failliet verklaard" in page
    assert "Insolvent (March 2025)" in page_of(client, "op", "en")


def test_a_point_of_a_town_is_not_called_an_address(client: Client) -> None:
    made = OrganisationFactory(slug="ergens", visibility="public")
    SiteFactory(
        organisation=made, located=True, municipality=MunicipalityFactory(name="Rotterdam", visibility="public")
    )
    page = page_of(client, "ergens")
    assert "plaats, geen adres" in page
    assert "van het adres" not in page


def test_others_are_counted_without_the_organisation_itself(client: Client) -> None:
    make_register()
    page = page_of(client, "metaal-001")
    assert "5 andere organisaties" in page
    assert 'href="/nl/bedrijven/?stage=production"' in page


def test_staff_notes_are_not_shown(client: Client) -> None:
    OrganisationFactory(slug="twijfel", doubtful=True, visibility="public")
    assert "onleesbaar" not in page_of(client, "twijfel")


@pytest.mark.parametrize("path", ["/nl/bedrijven/bestaat-niet/", "/nl/bedrijven/bestaat-niet/fout-melden/"])
def test_an_unknown_organisation_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_costs_the_same_number_of_queries_at_any_size(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_register(8)
    made = OrganisationFactory(slug="groot", visibility="public")
    for number in range(6):
        ProvenanceFactory(organisation=made, subject="name")
        SiteFactory(organisation=made, is_main=number == 0, name=f"Vestiging {number}")
    for path in ("/nl/bedrijven/metaal-001/", "/nl/bedrijven/groot/"):
        client.get(path)
        with django_assert_max_num_queries(3):
            client.get(path)


def test_an_unchanged_page_is_not_sent_twice(client: Client) -> None:
    make_register(2)
    first = client.get("/nl/bedrijven/metaal-001/")
    again = client.get("/nl/bedrijven/metaal-001/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@override_settings(CONTACT_EMAIL="loket@example.org")
def test_an_error_is_reported_by_a_mail_that_is_ready_to_send(client: Client) -> None:
    make_register(2)
    page = client.get("/nl/bedrijven/metaal-001/fout-melden/").content.decode()
    assert 'href="mailto:loket@example.org?subject=Fout%20in%20het%20register%3A%20Metaal%20001&amp;body=' in page


@override_settings(CONTACT_EMAIL="")
def test_without_a_mail_box_there_is_the_form_alone(client: Client) -> None:
    make_register(2)
    page = client.get("/nl/bedrijven/metaal-001/fout-melden/").content.decode()
    assert "mailto:" not in page
    assert "Melding versturen" in page


def test_values_that_one_source_states_alike_are_each_told_and_sources_stand_in_order() -> None:
    made = OrganisationFactory(visibility="public")
    sources = {slug: SourceFactory(slug=slug) for slug in ("b", "a", "c")}
    for slug, subject in (("b", "name"), ("a", "name"), ("c", "kind"), ("b", "kind"), ("b", "website")):
        ProvenanceFactory(organisation=made, subject=subject, source=sources[slug], confidence="high")
    ProvenanceFactory(organisation=made, subject="town", source=sources["b"], confidence="low")
    (dossier,) = dossiers([made.pk])
    told = {
        subject: [(one.source["nl"]["slug"], one.confidence) for one in origins]
        for subject, origins in dossier.origins.items()
    }
    assert told == {
        "name": [("a", "high"), ("b", "high")],
        "kind": [("b", "high"), ("c", "high")],
        "website": [("b", "high")],
        "town": [("b", "low")],
    }
