"""``POST /api/v1/suggestions``: the same checks, limits and queue as the page; nothing can be read."""

import json

import pytest

from companies.models import Case, Organisation
from publication.rebuild import rebuild_all
from tests.factories import MunicipalityFactory, OrganisationFactory, SiteFactory
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/suggestions"
GOOD = {
    "company": "proefbedrijf",
    "changes": {"website": "https://nieuw.example", "postcode": "3089jh"},
    "source": "Jaarverslag 2025",
    "email": "melder@example.org",
}


def post(client, sent, **extra):
    return client.post(ADDRESS, json.dumps(sent), content_type="application/json", **extra)


@pytest.fixture(scope="module")
def _company(fill_once: FillOnce) -> None:
    fill_once(make_company)


@pytest.fixture
def company(_company: None, db: None) -> Organisation:
    return Organisation.objects.get(slug="proefbedrijf")


def make_company() -> None:
    rotterdam = MunicipalityFactory(slug="rotterdam", name="Rotterdam", public=True)
    company = OrganisationFactory(slug="proefbedrijf", name="Proefbedrijf", website="https://oud.example", public=True)
    SiteFactory(organisation=company, municipality=rotterdam, street_address="Kade 1", postcode="3011 AD")
    OrganisationFactory(slug="intern")
    rebuild_all("companies")


def test_a_proposal_waits_in_the_queue(client, company):
    response = post(client, GOOD)
    assert response.status_code == 201, response.content
    case = Case.objects.get()
    assert response.json() == {"number": case.pk}
    assert (case.kind, case.door, case.state, case.source, case.sender_email) == (
        "move", "api", "open", "Jaarverslag 2025", "melder@example.org",
    )  # fmt: skip
    assert {value.field: (value.old, value.new) for value in case.values.all()} == {
        "website": ("https://oud.example", "https://nieuw.example"), "postcode": ("3011 AD", "3089 JH"),
    }  # fmt: skip
    company.refresh_from_db()
    assert company.website == "https://oud.example"


def test_signs_that_nobody_sees_are_left_out(client, company):
    sent = GOOD | {"changes": {"town": "Rotter\u202edam\x01"}, "source": "Jaar\x1bverslag"}
    assert post(client, sent).status_code == 201
    case = Case.objects.get()
    assert (case.source, [value.new for value in case.values.all()]) == ("Jaarverslag", ["Rotterdam"])


def test_a_remark_is_enough_and_personal_data_in_it_is_flagged(client, company):
    sent = {"company": "proefbedrijf", "remark": "Bel Jan de Vries op 06-12345678.", "source": "zelf"}
    assert post(client, sent, headers={"Accept-Language": "en"}).status_code == 201
    case = Case.objects.get()
    assert case.language == "en"
    assert case.flags == ["phone"]
    assert not case.values.exists()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"company": "nergens"}, "company"),
        ({"company": "intern"}, "company"),
        ({"company": 3}, "company"),
        ({"changes": []}, "changes"),
        ({"changes": {"website": "geen adres"}}, "changes.website"),
        ({"changes": {"kvkNumber": "12"}}, "changes.kvkNumber"),
        ({"changes": {"postcode": 3011}}, "changes.postcode"),
        ({"changes": {"municipality": "parijs"}}, "changes.municipality"),
        ({"changes": {"status": "weg"}}, "changes.status"),
        ({"changes": {"verified": "yes"}}, "changes.verified"),
        ({"changes": {"name": "..."}}, "changes.name"),
        ({"changes": {"website": "https://oud.example"}}, "changes"),
        ({"source": ""}, "source"),
        ({"email": "vera"}, "email"),
        ({"state": "accepted"}, "state"),
        ({"remark": "x" * 2001}, "remark"),
    ],
)
def test_bad_input_is_named(client, company, changes, name):
    response = post(client, GOOD | changes)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert name in {error["name"] for error in response.json()["errors"]}
    assert not Case.objects.exists()


def test_what_is_no_object_and_reading_are_refused(client, company):
    for sent in ([], "x", 3, None):
        assert post(client, sent).status_code == 400
    assert client.get(ADDRESS).status_code == 405


def test_a_few_an_hour(client, company):
    answers = [post(client, GOOD).status_code for _time in range(11)]
    assert answers == [201] * 10 + [429]
    assert Case.objects.count() == 10
