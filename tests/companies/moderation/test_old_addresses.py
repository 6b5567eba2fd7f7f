"""An address that was public keeps leading to its organisation, whatever changes the slug."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.imports.writing import give_slugs
from companies.merging.actions import find_organisation, split
from companies.models import Organisation, OrganisationAlias
from loket.models import User
from publication.following import telling
from publication.models import Follower
from publication.publishing import publishing
from tests.companies.moderation.merges import go, whole
from tests.factories import OrganisationFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


def called(organisation: Organisation, slug: str, visibility: str = "") -> Organisation:
    organisation.refresh_from_db()
    organisation.slug = slug
    organisation.visibility = visibility or organisation.visibility
    organisation.save()
    return organisation


def leads_to(client: Client, old: str) -> str:
    """The slug to which pages in both languages, their forms, feeds and the API lead; empty when nothing is there."""
    answers = [
        client.get(path)
        for path in (
            f"/nl/bedrijven/{old}/",
            f"/en/organisations/{old}/",
            f"/en/organisations/{old}/report-an-error/",
            f"/en/organisations/{old}/this-is-our-organisation/",
            f"/nl/volgen/companies/?key={old}",
            f"/nl/volgen/companies/feed.atom?key={old}",
            f"/api/v1/companies/{old}?lang=en",
        )
    ]
    told = {answer.status_code for answer in answers}
    assert len(told) == 1, [(answer.status_code, answer.request["PATH_INFO"]) for answer in answers]
    if told == {404}:
        return ""
    assert told == {301}
    slug = answers[-1].json()["movedTo"]["slug"]
    assert answers[-1]["Location"] == f"/api/v1/companies/{slug}?lang=en"
    assert all(slug in answer["Location"] for answer in answers)
    return slug


def aliases() -> dict[str, str]:
    return dict(OrganisationAlias.objects.values_list("slug", "organisation__slug"))


def test_the_form_leaves_the_old_address_leading_on(client: Client, organisation: Organisation, moderator: User):
    client.force_login(moderator)
    path = reverse("admin:companies_organisation_change", args=[organisation.pk])
    client.post(path, form_data(client.get(path)) | {"slug": "metaal-een"})
    client.logout()
    assert leads_to(client, "metaal-001") == "metaal-een"
    assert find_organisation("metaal-001") == organisation
    assert whole()


def test_every_name_of_a_chain_leads_to_the_last_in_one_step(client: Client, organisation: Organisation):
    for slug in ("een", "twee", "drie"):
        called(organisation, slug)
    assert {leads_to(client, old) for old in ("metaal-001", "een", "twee")} == {"drie"}


def test_who_goes_back_to_a_former_name_has_it_as_before(client: Client, organisation: Organisation):
    called(organisation, "een")
    called(organisation, "metaal-001")
    assert client.get("/nl/bedrijven/metaal-001/").status_code == 200
    assert leads_to(client, "een") == "metaal-001"
    assert aliases() == {"een": "metaal-001"}


def test_a_version_of_before_brings_its_name_back(client: Client, organisation: Organisation, moderator: User):
    first = organisation.history.first() or called(organisation, "metaal-001").history.first()
    called(organisation, "een")
    client.force_login(moderator)
    client.post(reverse("admin:companies_organisation_simple_history", args=[organisation.pk, first.pk]))
    organisation.refresh_from_db()
    assert organisation.slug == "metaal-001"
    client.logout()
    assert leads_to(client, "een") == "metaal-001"


def test_an_address_that_was_never_public_is_not_kept(client: Client):
    hidden = OrganisationFactory(slug="nog-geheim")
    called(hidden, "bekend", "public")
    assert leads_to(client, "nog-geheim") == ""
    assert aliases() == {}


def test_one_that_got_another_name_while_it_was_hidden(client: Client, organisation: Organisation):
    called(organisation, "metaal-001", "internal")
    called(organisation, "een")
    assert leads_to(client, "metaal-001") == ""
    called(organisation, "een", "public")
    assert leads_to(client, "metaal-001") == "een"


def test_one_that_is_hidden_and_renamed_at_once(client: Client, organisation: Organisation):
    called(organisation, "een", "internal")
    assert leads_to(client, "metaal-001") == ""
    called(organisation, "twee", "public")
    assert (leads_to(client, "metaal-001"), leads_to(client, "een")) == ("twee", "")


def test_another_organisation_does_not_get_an_old_address(organisation: Organisation):
    called(organisation, "een")
    other = OrganisationFactory.build(slug="metaal-001", name="Metaal 001")
    with pytest.raises(ValidationError, match="oude webnaam van Metaal 001") as refused:
        other.full_clean()
    assert set(refused.value.message_dict) == {"slug"}
    other.slug = ""
    give_slugs([other])
    assert other.slug == "metaal-001-2"


def test_a_record_that_has_the_address_all_the_same_is_what_is_found(client: Client, organisation: Organisation):
    called(organisation, "een")
    OrganisationFactory(slug="metaal-001", visibility="public")
    assert client.get("/nl/bedrijven/metaal-001/").status_code == 200
    assert aliases() == {}


def test_two_that_swap_their_names_leave_no_old_address(two: tuple[Organisation, Organisation]):
    one, other = two
    with publishing():
        called(one, "even")
        called(other, "metaal-001")
        called(one, "metaal-002")
    assert aliases() == {}
    assert whole()


def test_names_handed_on_lead_to_who_had_them_last(client: Client, two: tuple[Organisation, Organisation]):
    one, other = two
    with publishing():
        called(other, "drie")
        called(one, "metaal-002")
    assert leads_to(client, "metaal-001") == "metaal-002"
    assert aliases() == {"metaal-001": "metaal-002"}
    called(one, "vier")
    assert leads_to(client, "metaal-002") == "vier"


def test_former_names_go_along_in_a_merge_and_back_in_a_split(
    client: Client, two: tuple[Organisation, Organisation], moderator: User
):
    kept, gone = two
    called(kept, "een")
    called(gone, "twee")
    number = gone.pk
    go(kept, gone, moderator)
    assert aliases() == {"metaal-001": "een", "metaal-002": "een", "twee": "een"}
    assert {leads_to(client, old) for old in ("metaal-001", "metaal-002", "twee")} == {"een"}
    assert find_organisation(str(number)) == kept
    made = split(organisation_id=kept.pk, name=gone.name, sites=[], activities=[], user=moderator)
    assert made.slug == "twee"
    assert aliases() == {"metaal-001": "een", "metaal-002": "twee"}
    go(kept, made, moderator)
    assert aliases() == {"metaal-001": "een", "metaal-002": "een", "twee": "een"}
    assert whole()


def test_one_that_came_back_after_a_merge_and_was_public_again_keeps_its_own_address(
    client: Client, two: tuple[Organisation, Organisation], moderator: User
):
    kept, gone = two
    called(gone, "metaal-002")
    first, number = gone.history.first(), gone.pk
    go(kept, gone, moderator)
    client.force_login(moderator)
    client.post(reverse("admin:companies_organisation_simple_history", args=[number, first.pk]))
    client.logout()
    called(Organisation.objects.get(pk=number), "metaal-002", "public")
    called(Organisation.objects.get(pk=number), "terug")
    assert leads_to(client, "metaal-002") == "terug"


def test_followers_go_along(organisation: Organisation):
    Follower.objects.create(
        subject="companies", key="metaal-001", email="v@example.org", language="nl", confirmed_at=timezone.now()
    )
    called(organisation, "een")
    telling.tell_at_once(anyway=True)
    assert Follower.objects.get().key == "een"


def test_an_address_goes_with_its_organisation(client: Client, organisation: Organisation):
    called(organisation, "een")
    organisation.delete()
    assert leads_to(client, "metaal-001") == ""
    Organisation(slug="metaal-001", name="Ander", kind="company").full_clean()


def test_the_database_knows_what_a_merge_is(organisation: Organisation):
    common = {"old_id": 9, "name": "x", "organisation": organisation}
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationAlias.objects.create(slug="a", reason="Eén KvK-nummer", **common)
    OrganisationAlias.objects.create(slug="b", merged_at=timezone.now(), **common)
    OrganisationAlias.objects.create(slug="c", **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationAlias.objects.create(slug="d", merged_at=timezone.now(), **common)
