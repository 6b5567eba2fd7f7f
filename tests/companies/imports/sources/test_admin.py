"""Sources of lists and pins in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from companies.models import ListSource, Organisation, OrganisationListing
from tests.companies.imports.lists import HEADER, Take
from tests.companies.organisation_form import change_url, save
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
ONE = f"{HEADER};website\nIjzer;refining;Rotterdam;https://a.nl\n"


@pytest.fixture
def english(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_what_sources_say_stands_beside_the_field_and_a_value_is_pinned(take: Take, english: Client, curator) -> None:
    curator.language = "en"
    curator.save()
    take(ONE, source="DCMR")
    take(ONE.replace("a.nl", "b.nl"), source="TNO")
    organisation = Organisation.objects.get()
    page = english.get(change_url(organisation)).content.decode()
    assert "DCMR says: https://a.nl" in page
    assert "TNO says: https://b.nl" in page
    assert "Municipality: DCMR says: Rotterdam" in page
    versions = organisation.history.count()
    save(english, organisation, pinned=["website", "town"])
    assert set(organisation.pins.values_list("subject", flat=True)) == {"website", "town"}
    assert organisation.pins.first().pinned_by == curator
    assert organisation.history.count() == versions, "a pin is no change of the organisation"
    assert "Pinned: no list changes this value." in english.get(change_url(organisation)).content.decode()
    save(english, organisation)
    assert organisation.pins.count() == 2, "a form sent back as it came keeps them"
    data = form_data(english.get(change_url(organisation)), "organisation_form")
    del data["pinned"]
    english.post(change_url(organisation), data)
    assert not organisation.pins.exists()


def test_priorities_are_set_by_field(english: Client, curator) -> None:
    add = reverse("admin:companies_listsource_add")
    data = form_data(english.get(add), "listsource_form") | {
        "name": ["DCMR 2026"], "priority": ["70"], "priority_of_location": ["90"],
    }  # fmt: skip
    assert english.post(add, data).status_code == 302
    source = ListSource.objects.get()
    assert (source.key, source.priority, source.priorities) == ("dcmr", 70, {"location": 90})
    change = reverse("admin:companies_listsource_change", args=[source.pk])
    data = form_data(english.get(change), "listsource_form")
    assert data["priority_of_location"] == ["90"]
    answer = english.post(change, {**data, "priority_of_website": ["101"]})
    assert answer.status_code == 200
    assert english.post(add, data | {"name": ["dcmr 2027"], "key": [""]}).status_code == 200, "it is there already"
    assert ListSource.objects.count() == 1


def test_hiding_asks_first(take: Take, english: Client, curator) -> None:
    take(ONE, source="DCMR")
    source = ListSource.objects.get()
    act = reverse("admin:companies_listsource_do", args=[source.pk, "hide"])
    assert english.get(act).status_code == 200
    assert OrganisationListing.objects.exists()
    english.post(act)
    assert not OrganisationListing.objects.exists()
    english.post(reverse("admin:companies_listsource_do", args=[source.pk, "show"]))
    assert OrganisationListing.objects.exists()
    assert english.get(reverse("admin:companies_listsource_delete", args=[source.pk])).status_code == 403


def test_who_may_only_look_changes_nothing(take: Take, english: Client, viewer) -> None:
    take(ONE, source="DCMR")
    source = ListSource.objects.get()
    assert english.get(reverse("admin:companies_listsource_change", args=[source.pk])).status_code == 200
    assert english.post(reverse("admin:companies_listsource_do", args=[source.pk, "hide"])).status_code == 403
    assert english.get(change_url(Organisation.objects.get())).status_code == 200
