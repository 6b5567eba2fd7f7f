"""History of a record in the admin, and restoring an earlier version."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from companies.actions import record_changes
from companies.models import Organisation, Site
from companies.vouches import Vouch
from publication.enums import Door, Visibility
from publication.history import change_door
from publication.rebuild import compare
from tests.companies.vouchers import voucher
from tests.factories import (
    ActivityFactory,
    ListEntryFactory,
    MaterialFactory,
    MaterialSectorFactory,
    OrganisationFactory,
    ProvenanceFactory,
    SiteFactory,
    SourceFactory,
    StageFactory,
    SupplyEventFactory,
)
from valuechains.models import Material

pytestmark = pytest.mark.django_db


def history_url(record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])


def version_url(record, version) -> str:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_simple_history"
    return reverse(name, args=[record.pk, version.pk])


def renamed(organisation: Organisation, name: str) -> Organisation:
    organisation.name = name
    organisation.save()
    return organisation


def test_history_tells_who_which_door_and_from_what_to_what(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Eerst")
    with change_door(Door.IMPORT, "import 12"):
        renamed(organisation, "Daarna")
    page = client.get(history_url(organisation)).content.decode()
    assert "import 12" in page
    assert "<del>Eerst</del>" in page
    assert "<ins>Daarna</ins>" in page


def test_history_shows_sites_activities_and_materials_too(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    site = SiteFactory(organisation=organisation, town="Delft")
    site.town = "Leiden"
    site.save()
    activity = ActivityFactory(organisation=organisation)
    material = MaterialFactory(name_nl="Zeldzaamheid")
    activity.activity_materials.create(material=material)
    page = client.get(history_url(organisation)).content.decode()
    assert "<ins>Leiden</ins>" in page
    assert "Zeldzaamheid" in page


def test_history_asks_as_many_queries_for_many_versions(client: Client, curator) -> None:
    def queries(organisation: Organisation) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(history_url(organisation)).status_code == 200
        return len(captured)

    organisation = renamed(OrganisationFactory(verified=True), "twee")
    client.get(history_url(organisation))
    few = queries(organisation)
    for number in range(20):
        renamed(organisation, f"naam {number}")
    assert queries(organisation) == few


def test_restoring_brings_back_the_content_with_history_and_listing(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Eerst", public=True)
    first = organisation.history.first()
    renamed(organisation, "Daarna")
    assert client.get(version_url(organisation, first)).status_code == 200
    organisation.refresh_from_db()
    assert organisation.name == "Daarna"

    client.post(version_url(organisation, first))
    organisation.refresh_from_db()
    assert organisation.name == "Eerst"
    assert organisation.listing.name_nl == "Eerst"
    newest = organisation.history.first()
    assert newest.history_user == curator
    assert newest.history_change_reason


def test_restoring_does_not_publish_and_does_not_verify(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True, verified=True, website="https://oud.example.org")
    ProvenanceFactory(organisation=organisation, subject="website", verified=True)
    first = organisation.history.first()
    organisation.visibility = Visibility.INTERNAL
    organisation.website = "https://nieuw.example.org"
    organisation.save()
    client.post(version_url(organisation, first))
    organisation.refresh_from_db()
    assert organisation.website == "https://oud.example.org"
    assert organisation.visibility == Visibility.INTERNAL
    assert organisation.verified_at is None
    assert voucher(organisation, "website").verified_at is None


def test_a_restored_value_has_the_sources_that_it_had(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True, website="https://oud.example.org")
    earlier = ProvenanceFactory(organisation=organisation, subject="website", verified=True).source
    name = ProvenanceFactory(organisation=organisation, subject="name").source
    first, later = organisation.history.first(), SourceFactory()
    organisation.website = "https://nieuw.example.org"
    organisation.save()
    record_changes(organisation=organisation, subjects={"website"}, user=curator, source=later)
    assert voucher(organisation, "website").source == later
    client.post(version_url(organisation, first))
    restored = voucher(organisation, "website")
    assert (restored.source, restored.verified_at) == (earlier, None)
    assert voucher(organisation, "name").source == name
    assert not any(compare("companies"))


def test_a_restored_place_has_the_sources_that_it_had(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True)
    site = SiteFactory(organisation=organisation, town="Gouda", is_main=True)
    earlier = ProvenanceFactory(organisation=organisation, subject="town").source
    first, gone = site.history.first(), SourceFactory()
    site.town = "Delft"
    site.save()
    record_changes(organisation=organisation, subjects={"town"}, user=curator, source=gone)
    client.post(version_url(site, first))
    site.refresh_from_db()
    assert (site.town, voucher(organisation, "town").source) == ("Gouda", earlier)


def test_a_version_that_would_clash_now_is_refused_in_words(client: Client, curator) -> None:
    organisation = OrganisationFactory(slug="gewild")
    first = organisation.history.first()
    organisation.slug = "anders"
    organisation.save()
    OrganisationFactory(slug="gewild")
    response = client.post(version_url(organisation, first))
    assert response.status_code == 200
    organisation.refresh_from_db()
    assert organisation.slug == "anders"


def test_a_deleted_organisation_comes_back_internal_with_what_belonged_to_it(client: Client, curator) -> None:
    organisation = OrganisationFactory(public=True, verified=True, name="Weg")
    site = SiteFactory(organisation=organisation, town="Delft")
    activity = ActivityFactory(organisation=organisation)
    activity.activity_materials.create(material=MaterialFactory(slug="kobalt"))
    stated = ProvenanceFactory(organisation=organisation, subject="name", confidence="low", verified_at=timezone.now())
    pk, first = organisation.pk, organisation.history.first()
    organisation.delete()
    organisation.pk = pk
    client.post(version_url(organisation, first))
    back = Organisation.objects.get(pk=pk)
    assert (back.name, back.visibility, back.verified_at) == ("Weg", Visibility.INTERNAL, None)
    assert Site.objects.get(organisation=back).town == site.town
    assert [one.slug for one in back.activities.get().materials.all()] == ["kobalt"]
    assert (voucher(back, "name").source, voucher(back, "name").vouch) == (stated.source, Vouch("low"))


def test_a_deleted_material_comes_back_with_its_place_on_the_list_and_its_uses(client: Client, curator) -> None:
    material = MaterialFactory(name_nl="Weg")
    entry = ListEntryFactory(material=material, letter="q", strategic=True)
    use = MaterialSectorFactory(material=material)
    source = SourceFactory()
    entry.sources.set([source])
    pk, first = material.pk, material.history.first()
    material.delete()
    material.pk = pk
    client.post(version_url(material, first))
    back = Material.objects.get(pk=pk)
    assert [(one.version, one.letter, one.strategic) for one in back.entries.all()] == [(entry.version, "q", True)]
    assert [one.sector for one in back.uses.all()] == [use.sector]
    assert list(back.entries.get().sources.all()) == [source]


def test_restoring_a_supply_event_restores_its_materials(client: Client, curator) -> None:
    material = MaterialFactory()
    event = SupplyEventFactory(materials=[material], title_nl="Eerst")
    event.save()
    version = event.history.first()
    event.materials.clear()
    event.title_nl = "Daarna"
    event.save()
    client.post(version_url(event, version))
    event.refresh_from_db()
    assert event.title_nl == "Eerst"
    assert list(event.materials.all()) == [material]


def test_who_may_only_look_sees_versions_and_cannot_restore(client: Client, viewer) -> None:
    organisation = OrganisationFactory(name="Eerst")
    first = organisation.history.first()
    renamed(organisation, "Daarna")
    page = client.get(version_url(organisation, first))
    assert page.status_code == 200
    assert '<form method="post">\n        <input' not in page.content.decode()
    assert client.post(version_url(organisation, first)).status_code == 403


@pytest.mark.parametrize("path", ["abc/history/", "1/history/abc/", "1/history/999999/", "x'/history/1/"])
def test_a_history_of_nothing_is_answered(client: Client, curator, path) -> None:
    assert client.get(f"/admin/companies/organisation/{path}", follow=True).status_code in (200, 404)


def test_before_deleting_the_page_tells_what_people_know_and_no_listings(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Gaat Weg")
    SiteFactory(organisation=organisation, town="Delft")
    page = client.get(reverse("admin:companies_organisation_delete", args=[organisation.pk])).content.decode()
    assert "Delft" in page
    assert "isting" not in page


def test_a_version_that_nobody_in_person_made_names_nobody(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    version = organisation.history.get()
    url = reverse("admin:companies_organisation_simple_history", args=[organisation.pk, version.pk])
    page = client.get(url).content.decode()
    assert "gemaakt door" not in page
    assert "Versie van" in page


def test_sources_are_told_by_the_name_of_the_stage_and_the_material(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    stage, material = StageFactory(slug="refining", name_nl="Raffinage"), MaterialFactory(slug="cu", name_nl="Koper")
    ActivityFactory(organisation=organisation, stage=stage)
    for subject in ("stage:refining", f"material:{material.slug}", "stage:gone"):
        ProvenanceFactory(organisation=organisation, subject=subject)
    page = client.get(reverse("admin:companies_organisation_history", args=[organisation.pk])).content.decode()
    assert "schakel: Raffinage" in page
    assert "grondstof: Koper" in page
    assert "schakel: gone" in page  # what is not there any more
    page = client.get(reverse("admin:companies_organisation_change", args=[organisation.pk])).content.decode()
    assert ">schakel: Raffinage<" in page


@pytest.mark.parametrize(
    ("door", "reference", "told"),
    [
        (Door.CLAIM, "9", "melding 9"),
        (Door.CLAIM, "profile 3", "eigen pagina van de organisatie"),
        (Door.CLAIM, "freshness 3", "eigen pagina van de organisatie"),
        (Door.IMPORT, "12", "import 12"),
        (Door.IMPORT, "undo 12", "import 12, teruggenomen"),
        (Door.PAGE, "", "openbare pagina"),
        (Door.COMMAND, "", "opdracht"),
    ],
)
def test_history_tells_the_door_in_words(client: Client, curator, door, reference, told) -> None:
    organisation = OrganisationFactory()
    with change_door(door, reference):
        renamed(organisation, "Daarna")
    assert organisation.history.first().door_text == told
    assert told in client.get(history_url(organisation)).content.decode()


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/nl/vraag-het-loket/", Door.PAGE),
        ("/en/organisations/claim/x/", Door.PAGE),
        ("/api/v1/inquiries", Door.API),
        ("/admin/desk/inquiry/add/", Door.ADMIN),
    ],
)
def test_the_door_is_that_of_the_address_whoever_is_signed_in(rf, curator, monkeypatch, path, door) -> None:
    for user in (AnonymousUser(), curator):
        request = rf.post(path)
        request.user = user
        monkeypatch.setattr(HistoricalRecords.context, "request", request, raising=False)
        version = OrganisationFactory().history.get()
        assert (version.door, version.history_user) == (door, curator if user is curator else None)


def test_a_change_by_an_account_that_is_gone_stays_one_by_the_admin(curator) -> None:
    organisation = OrganisationFactory()
    with change_door(Door.ADMIN):
        renamed(organisation, "Daarna")
    version = organisation.history.first()
    assert (version.history_user, version.door_text) == (None, "beheer")
