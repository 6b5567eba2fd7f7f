"""History of an organisation tells who fixed which value, and who let it go."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from companies.list_sources.pinning import set_pins
from companies.merging.actions import merge
from companies.models import Organisation
from tests.companies.organisation_form import change_url, save
from tests.factories import OrganisationFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


def history_url(organisation: Organisation) -> str:
    return reverse("admin:companies_organisation_history", args=[organisation.pk])


def version_url(organisation: Organisation, version) -> str:
    return reverse("admin:companies_organisation_simple_history", args=[organisation.pk, version.pk])


def pins_told(client: Client, organisation: Organisation) -> list[tuple[str, ...]]:
    """What the history page tells of pins, newest first: what, who, by which door, and what happened."""
    page = client.get(history_url(organisation)).content.decode()
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in page.split("<tr>")]
    rows = [tuple(" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in row[1:]) for row in cells if row]
    return [row for row in rows if row[0].startswith("vastgezette waarde")]


def test_history_tells_who_pinned_what_and_who_let_it_go(client: Client, curator) -> None:
    organisation = OrganisationFactory(website="https://a.nl")
    save(client, organisation, pinned=["website", "kvk_number"])
    data = form_data(client.get(change_url(organisation)), "organisation_form")
    client.post(change_url(organisation), data | {"pinned": ["website"]})
    told = pins_told(client, organisation)
    assert told == [
        ("vastgezette waarde: KvK-nummer", str(curator), "beheer", "verwijderd"),
        ("vastgezette waarde: website", str(curator), "beheer", "toegevoegd"),
        ("vastgezette waarde: KvK-nummer", str(curator), "beheer", "toegevoegd"),
    ]


def test_restoring_leaves_pins_as_they_are_and_deleting_does_not_lose_them(client: Client, curator) -> None:
    organisation = OrganisationFactory(name="Eerst", public=True)
    first = organisation.history.first()
    organisation.name = "Daarna"
    organisation.save()
    set_pins(organisation=organisation, subjects={"name"}, user=curator)
    assert organisation.pins.get().history.get().history_user == curator
    client.post(version_url(organisation, first))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.pins.get().subject) == ("Eerst", "name")
    pk = organisation.pk
    organisation.delete()
    organisation.pk = pk
    client.post(version_url(organisation, first))
    back = Organisation.objects.get(pk=pk)
    assert [(one.subject, one.pinned_by) for one in back.pins.all()] == [("name", curator)]
    assert [row[3].split()[0] for row in pins_told(client, back)] == ["toegevoegd", "verwijderd", "toegevoegd"]


def test_a_pin_that_came_along_in_a_merge_says_so(client: Client, curator) -> None:
    kept, gone = OrganisationFactory(name="Blijft"), OrganisationFactory(name="Gaat", website="https://b.nl")
    set_pins(organisation=gone, subjects={"website", "description"}, user=curator)
    merge(kept_id=kept.pk, gone_id=gone.pk, take={"website"}, reason="Eén KvK-nummer", user=curator)
    assert [(row[0], row[3]) for row in pins_told(client, kept)] == [
        ("vastgezette waarde: website", "Samengevoegd met Gaat")
    ]
