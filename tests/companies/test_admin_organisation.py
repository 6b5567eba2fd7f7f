"""Editing an organisation in the admin."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from companies.models import Organisation
from publication.enums import Visibility
from tests.companies.organisation_form import change_url, save
from tests.companies.vouchers import voucher, vouchers
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
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
LIST = "/admin/companies/organisation/"


def test_a_form_sent_back_as_it_came_writes_nothing(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True, verified=True, located=True, working=True, doubtful=True)
    ProvenanceFactory(organisation=organisation, verified=True)
    before = (organisation.history.count(), organisation.updated_at)
    response = save(client, organisation)
    assert response.redirect_chain, response.context["errors"]
    organisation.refresh_from_db()
    assert (organisation.history.count(), organisation.updated_at) == before
    assert organisation.verified_at is not None
    assert voucher(organisation, "name").verified_at is not None


def test_a_changed_value_is_published_and_remembered(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True, name="Oud BV")
    save(client, organisation, name="Nieuw BV")
    organisation.refresh_from_db()
    assert organisation.listing.name_nl == "Nieuw BV"
    newest = organisation.history.first()
    assert (newest.history_user, newest.door) == (curator, "admin")


def test_a_changed_value_is_no_longer_verified_and_history_says_so(client: Client, curator) -> None:
    organisation = OrganisationFactory(verified=True, website="https://oud.example.org")
    row = ProvenanceFactory(organisation=organisation, subject="website", verified=True)
    ProvenanceFactory(organisation=organisation, subject="name", source=row.source, verified=True)
    save(client, organisation, website="https://nieuw.example.org")
    organisation.refresh_from_db()
    assert organisation.verified_at is None
    assert voucher(organisation, "website").verified_at is None
    assert voucher(organisation, "name").verified_at is not None
    assert "website" in organisation.history.first().history_change_reason


def test_a_source_given_with_a_change_takes_the_place_of_the_earlier_ones(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    ProvenanceFactory(organisation=organisation, subject="website")
    source = SourceFactory()
    save(client, organisation, website="https://nieuw.example.org", change_source=str(source.pk))
    one = voucher(organisation, "website")
    assert (one.source, one.verified_at) == (source, None)


def test_save_and_verify_confirms_the_values_that_were_changed_too(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    ProvenanceFactory(organisation=organisation, subject="name")
    save(client, organisation, name="Anders", companies_organisation_save_and_verify="1")
    organisation.refresh_from_db()
    assert organisation.verified_by == curator
    assert voucher(organisation, "name").verified_by == curator


def test_the_source_and_its_state_stand_under_the_field(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    source = SourceFactory(title="<b>Rapport</b> 2024")
    ProvenanceFactory(organisation=organisation, subject="name", source=source)
    page = client.get(change_url(organisation)).content.decode()
    assert "&lt;b&gt;Rapport&lt;/b&gt; 2024" in page
    assert "<b>Rapport" not in page


def test_materials_of_an_activity_are_chosen_in_the_form(client: Client, curator) -> None:
    kept, gone, new = MaterialFactory.create_batch(3)
    activity = ActivityFactory(materials=[kept, gone], organisation__public=True, organisation__verified=True)
    organisation = activity.organisation
    ProvenanceFactory(organisation=organisation, subject=f"material:{gone.slug}")
    save(client, organisation, **{"activities-0-handles": [str(kept.pk), str(new.pk)]})
    assert set(activity.materials.all()) == {kept, new}
    assert not vouchers(f"material:{gone.slug}")
    organisation.refresh_from_db()
    assert organisation.verified_at is None


def test_the_main_site_can_be_exchanged_in_one_save(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    first = SiteFactory(organisation=organisation)
    second = SiteFactory(organisation=organisation, is_main=False)
    page = client.get(change_url(organisation))
    data = form_data(page, "organisation_form")
    data.pop("sites-0-is_main")
    data["sites-1-is_main"] = ["on"]
    client.post(change_url(organisation), data)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_main, second.is_main) == (False, True)


def test_the_second_of_two_who_save_is_told_what_changed_and_keeps_their_entries(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Een", website="https://een.example.org")
    site = SiteFactory(organisation=organisation, town="Delft")
    data = form_data(client.get(change_url(organisation)), "organisation_form")
    save(client, organisation, website="https://twee.example.org", **{"sites-0-town": "Leiden"})

    data["name"] = ["Mijn naam"]
    refused = client.post(change_url(organisation), data)
    text = refused.content.decode()
    assert refused.status_code == 200
    assert "https://een.example.org" in text
    assert "https://twee.example.org" in text
    assert "Leiden" in text
    assert 'value="Mijn naam"' in text
    organisation.refresh_from_db()
    assert organisation.name == "Een"

    again = form_data(refused, "organisation_form")
    assert client.post(change_url(organisation), again).status_code == 302
    organisation.refresh_from_db()
    site.refresh_from_db()
    assert organisation.name == "Mijn naam"
    assert organisation.website == "https://een.example.org"
    assert site.town == "Delft"


def test_a_page_without_its_state_saves_nothing(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Een")
    data = form_data(client.get(change_url(organisation)), "organisation_form")
    data.update(name=["Twee"], seen_state=["onzin"])
    assert client.post(change_url(organisation), data).status_code == 200
    organisation.refresh_from_db()
    assert organisation.name == "Een"


def test_a_new_organisation_with_its_source(client: Client, curator) -> None:
    stage, source, material = StageFactory(), SourceFactory(), MaterialFactory()
    page = client.get(reverse("admin:companies_organisation_add"))
    data = form_data(page, "organisation_form")
    data.update(
        {
            "name": ["Nieuwkomer"],
            "slug": ["nieuwkomer"],
            "kind": ["company"],
            "change_source": [str(source.pk)],
            "activities-TOTAL_FORMS": ["1"],
            "activities-0-stage": [str(stage.pk)],
            "activities-0-status": ["active"],
            "activities-0-handles": [str(material.pk)],
        }
    )
    response = client.post(reverse("admin:companies_organisation_add"), data)
    assert response.status_code == 302, response.context["errors"]
    organisation = Organisation.objects.get(slug="nieuwkomer")
    assert organisation.visibility == Visibility.INTERNAL
    assert organisation.kvk_number is None
    assert {one.subject for one in vouchers(organisation=organisation)} == {
        "name", "kind", f"stage:{stage.slug}", f"material:{material.slug}",
    }  # fmt: skip


def test_two_organisations_without_a_kvk_number_can_both_be_saved(client: Client, curator) -> None:
    for organisation in OrganisationFactory.create_batch(2):
        assert save(client, organisation, name=f"{organisation.name} BV").redirect_chain
    assert Organisation.objects.filter(kvk_number__isnull=True).count() == 2


def test_who_may_only_look_has_no_buttons_and_cannot_post(client: Client, viewer) -> None:
    organisation = OrganisationFactory(doubtful=True, located=True, working=True)
    ProvenanceFactory(organisation=organisation)
    page = client.get(change_url(organisation))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="_save"' not in text
    assert "/do/verify/" not in text
    assert client.post(change_url(organisation), {"name": "Kaap"}).status_code == 403
    for action in ("verify", "make_public", "embargo"):
        url = reverse("admin:companies_organisation_do", args=[organisation.pk, action])
        refused = client.get(url)
        assert refused.status_code == 403
        assert 'class="skip-link"' in refused.content.decode()
        assert client.post(url, {"embargo_until": "2999-01-01"}).status_code == 403
    response = client.post(LIST, {"action": "verify", "_selected_action": [organisation.pk], "confirmed": "1"})
    organisation.refresh_from_db()
    assert organisation.verified_at is None
    assert response.status_code in (200, 302)


def test_the_form_asks_as_many_queries_with_many_rows_as_with_few(client: Client, curator) -> None:
    def filled(rows: int) -> Organisation:
        organisation = OrganisationFactory()
        for number in range(rows):
            SiteFactory(organisation=organisation, is_main=number == 0, municipality=MunicipalityFactory())
            ActivityFactory(organisation=organisation, materials=MaterialFactory.create_batch(2))
            ProvenanceFactory(organisation=organisation)
        return organisation

    few, many = filled(1), filled(8)
    client.get(change_url(few))
    counts = []
    for organisation in (few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(change_url(organisation))
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
