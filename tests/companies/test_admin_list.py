"""The list of organisations: filters that answer questions, actions that ask first, queries that do not grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from companies.models import Organisation
from publication.enums import Visibility
from tests.companies.vouchers import voucher
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    ProvenanceFactory,
    SiteFactory,
    days_from_now,
)
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
LIST = "/admin/companies/organisation/"


def listed(client: Client, query: str) -> set[str]:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return {organisation.name for organisation in response.context["cl"].result_list}


def ask(client: Client, action: str, organisations: list[Organisation], **extra: str):
    data = {"action": action, "_selected_action": [str(one.pk) for one in organisations], "index": "0", **extra}
    return client.post(LIST, data)


def answer(client: Client, question, **extra: str):
    return client.post(LIST, {**form_data(question), **extra}, follow=True)


def test_the_list_asks_as_many_queries_for_ten_rows_as_for_fifty(client: Client, curator) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(LIST, {"all": ""}).status_code == 200
        return len(captured)

    OrganisationFactory.create_batch(10, located=True, working=True, verified=True)
    client.get(LIST)
    few = queries()
    OrganisationFactory.create_batch(40, located=True, working=True, verified=True)
    assert queries() == few


def test_each_question_finds_its_organisations(client: Client, curator) -> None:
    whole = {"located": True, "working": True}
    OrganisationFactory(name="goed", verified=True, **whole)
    OrganisationFactory(name="oud", stale=True, **whole)
    OrganisationFactory(name="ongezien", **whole)
    OrganisationFactory(name="plaatsloos", verified=True, working=True)
    OrganisationFactory(name="stofloos", verified=True, located=True)
    OrganisationFactory(name="twijfel", verified=True, doubtful=True, **whole)
    soon = {"visibility": Visibility.EMBARGOED, "embargo_until": days_from_now(29)}
    OrganisationFactory(name="bijna", verified=True, **whole, **soon)
    OrganisationFactory(name="later", verified=True, **whole, **{**soon, "embargo_until": days_from_now(31)})

    assert listed(client, "attention=unverified") == {"ongezien"}
    assert listed(client, "attention=stale") == {"oud"}
    assert listed(client, "attention=no-location") == {"plaatsloos"}
    assert listed(client, "attention=no-material") == {"stofloos"}
    assert listed(client, "attention=doubtful") == {"twijfel"}
    assert listed(client, "attention=embargo-soon") == {"bijna"}
    assert listed(client, "attention=unverified&attention=no-location") == set()


def test_filters_by_stage_material_municipality_status_and_list(client: Client, curator) -> None:
    one = OrganisationFactory(name="een", insolvent=True)
    OrganisationFactory(name="ander", located=True, working=True)
    site = SiteFactory(organisation=one, located=True)
    activity = ActivityFactory(organisation=one, with_material=True, status="planned")
    row = ProvenanceFactory(organisation=one, subject=f"stage:{activity.stage.slug}")
    for query in (
        f"stage={activity.stage.slug}",
        f"material={activity.materials.get().slug}",
        f"municipality={site.municipality.slug}",
        "activity_status=planned",
        "status_kind__exact=insolvent",
        f"source={row.source.slug}",
    ):
        assert listed(client, query) == {"een"}, query


@pytest.mark.parametrize(
    ("query", "found"), [("kwik", {"Kwikzilver BV"}), ("12345678", {"Ander"}), ("delft", {"Ander"})]
)
def test_search_by_name_number_and_town(client: Client, curator, query, found) -> None:
    OrganisationFactory(name="Kwikzilver BV")
    SiteFactory(organisation=OrganisationFactory(name="Ander", kvk_number="12345678"), town="Delft")
    assert listed(client, f"q={query}") == found


@pytest.mark.parametrize(
    "query",
    [
        "attention=nonsens", "stage=nonsens", "p=abc", "p=9999", "o=99.x", "kind__exact=nonsens", "q=" + "x" * 3000,
        "bestaat_niet=1", "visibility__exact=", "material=%27%22%3C", "attention=", "updated_at__gte=gisteren",
    ],
)  # fmt: skip
def test_a_malformed_address_is_answered(client: Client, curator, query) -> None:
    OrganisationFactory()
    assert client.get(f"{LIST}?{query}", follow=True).status_code in (200, 400)


def test_a_null_byte_is_refused_in_words(client: Client, curator) -> None:
    assert client.get(f"{LIST}?stage=%00").status_code == 400


def test_verifying_a_selection_asks_first(client: Client, curator) -> None:
    first, second, other = OrganisationFactory.create_batch(3, public=True)
    ProvenanceFactory(organisation=first)
    question = ask(client, "verify", [first, second])
    assert question.status_code == 200
    assert first.name in question.content.decode()
    assert not Organisation.objects.filter(verified_at__isnull=False).exists()

    answer(client, question)
    assert set(Organisation.objects.filter(verified_by=curator)) == {first, second}
    assert voucher(first, "name").verified_by == curator
    assert first.history.first().history_user == curator
    first.refresh_from_db()
    assert '"verified":true' in first.listing.row_nl
    assert other.history.count() == 1


def test_a_selection_that_has_grown_since_is_asked_about_again(client: Client, curator) -> None:
    first = OrganisationFactory()
    question = ask(client, "verify", [first], select_across="1")
    OrganisationFactory()
    again = answer(client, question)
    assert not Organisation.objects.filter(verified_at__isnull=False).exists()
    answer(client, again)
    assert Organisation.objects.filter(verified_at__isnull=False).count() == 2


def test_visibility_is_changed_for_a_selection(client: Client, curator) -> None:
    organisations = OrganisationFactory.create_batch(2)
    answer(client, ask(client, "make_public", organisations))
    assert Organisation.objects.filter(listing__isnull=False).count() == 2
    answer(client, ask(client, "make_internal", organisations))
    assert not Organisation.objects.filter(listing__isnull=False).exists()


@pytest.mark.parametrize(("until", "is_good"), [("gisteren", False), ("", False), (0, False), (-1, False), (1, True)])
def test_an_embargo_needs_a_day_to_come(client: Client, curator, until, is_good) -> None:
    organisation = OrganisationFactory(public=True)
    value = days_from_now(until).isoformat() if isinstance(until, int) else until
    question = ask(client, "embargo", [organisation])
    answer(client, question, embargo_until=value)
    organisation.refresh_from_db()
    assert (organisation.visibility == Visibility.EMBARGOED) is is_good
    assert Organisation.objects.filter(listing__isnull=False).exists() is not is_good


def test_one_organisation_is_verified_from_its_own_page_by_post_alone(client: Client, curator) -> None:
    organisation = OrganisationFactory()
    url = reverse("admin:companies_organisation_do", args=[organisation.pk, "verify"])
    assert url in client.get(reverse("admin:companies_organisation_change", args=[organisation.pk])).content.decode()
    assert client.get(url).status_code == 200
    organisation.refresh_from_db()
    assert organisation.verified_at is None
    client.post(url)
    organisation.refresh_from_db()
    assert organisation.verified_by == curator
    client.post(reverse("admin:companies_organisation_do", args=[organisation.pk, "withdraw_verification"]))
    organisation.refresh_from_db()
    assert organisation.verified_at is None


@pytest.mark.parametrize("path", ["999999/do/verify/", "abc/do/verify/", "{pk}/do/nonsens/"])
def test_an_action_on_nothing_is_not_found(client: Client, curator, path) -> None:
    organisation = OrganisationFactory()
    assert client.get(LIST + path.format(pk=organisation.pk)).status_code == 404
