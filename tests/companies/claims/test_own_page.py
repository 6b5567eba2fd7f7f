"""The own page: what an organisation alters waits in the queue; what it hides leaves the public pages."""

import datetime

import pytest
from django.utils import timezone

from companies.claims.forms import ProfileForm
from companies.claims.retention import forget_claims
from companies.completeness import CRITERIA, completeness, completeness_of, with_completeness
from companies.models import Case, Claim, Contact, Letter, Organisation, SiteListing
from companies.moderation.deciding import StatedBy, decide
from companies.moderation.forms import SuggestionForm
from publication.rebuild import compare
from tests.companies.claims.conftest import PATH, answers
from tests.companies.vouchers import vouchers
from tests.factories import OrganisationFactory, SiteFactory
from tests.html_forms import form_data
from tests.stamps import stamp_of


def alter(client, own, **changed):
    data = {name: values[-1] for name, values in form_data(client.get(own)).items() if values}
    data |= {"stamp": stamp_of(ProfileForm), "do": "save"} | changed
    return client.post(own, {name: value for name, value in data.items() if value is not None})


def accept_all(user):
    case = Case.objects.exclude(kind="claim").get()
    names = [value.field for value in case.values.all()]
    decide(case_id=case.pk, accepted=names, reason="Goed.", stated_by=StatedBy("Metaal 001 zelf"), user=user)
    return case


def whole():
    return not any(difference for kind in ("companies", "sites") for difference in compare(kind))


def test_an_edit_waits_in_the_queue_and_is_public_after_a_decision(client, granted, moderator):
    _claim, own = granted
    answer = alter(client, own, description_nl="Wij winnen koper terug.", stage_refining="planned")
    assert answer.status_code == 302
    assert "Bedankt voor uw wijziging" in client.get(answer["Location"]).content.decode()
    public = "/nl/bedrijven/metaal-001/"
    assert "koper terug" not in client.get(public).content.decode()
    case = accept_all(moderator)
    assert {value.field for value in case.values.all()} == {"description_nl", "stage:refining"}
    assert (case.door, case.sender_email) == ("own_page", "anna@metaal.example")
    organisation = Organisation.objects.get(slug="metaal-001")
    assert organisation.activities.get(stage__slug="refining").status == "planned"
    assert vouchers("stage:refining", organisation=organisation)
    assert "koper terug" in client.get(public).content.decode()
    assert whole()


def test_the_queue_tells_the_organisation_from_who_says_to_be_it(client, granted, moderator):
    _claim, own = granted
    alter(client, own, website="https://eigen.example")
    report = "/nl/bedrijven/metaal-001/fout-melden/"
    data = {name: values[-1] for name, values in form_data(client.get(report)).items() if values}
    pretended = {"source": "Metaal 001 zelf", "website": "https://vals.example", "sender_email": "anna@metaal.example"}
    client.post(report, data | pretended | {"stamp": stamp_of(SuggestionForm)})
    client.force_login(moderator)
    queue = client.get("/admin/companies/case/").content.decode()
    assert "eigen pagina: Metaal 001 zelf" in queue
    assert "openbare pagina: Metaal 001 zelf" in queue
    own_ones = client.get("/admin/companies/case/?door__exact=own_page").content.decode()
    assert "eigen pagina: Metaal 001 zelf" in own_ones
    assert "openbare pagina: Metaal 001 zelf" not in own_ones


def test_the_mail_about_an_edit_does_not_say_that_a_contact_is_forgotten(client, granted, moderator):
    _claim, own = granted
    alter(client, own, description_nl="Nieuw.")
    accept_all(moderator)
    body = Letter.objects.get(key__endswith=":decided", key__startswith="case:").body
    assert "Dit is de enige mail over dit besluit." in body
    assert "verwijderen wij uw adres" not in body


def test_hidden_groups_leave_pages_api_and_sites_and_stay_on_the_own_page(client, granted, moderator):
    _claim, own = granted
    alter(client, own, shows_sites=None, shows_activities=None, shows_contact=None)
    accept_all(moderator)
    document = client.get("/api/v1/companies/metaal-001").json()
    assert (document["sites"], document["activities"], document["website"], document["location"]) == (
        [],
        [],
        None,
        None,
    )
    assert set(document["provenance"]) <= {"name", "kind", "description", "status"}
    organisation = Organisation.objects.get(slug="metaal-001")
    assert not SiteListing.objects.filter(pk__in=organisation.sites.values("pk")).exists()
    assert organisation.activities.exists()
    assert "https://www.metaal.example/over" in client.get(own).content.decode()
    assert whole()


@pytest.mark.parametrize(
    ("field", "value"), [("kvk_number", "1"), ("postcode", "x"), ("name", "??"), ("website", "y z")]
)
def test_bad_values_are_named(client, granted, field, value):
    _claim, own = granted
    assert alter(client, own, **{field: value}).status_code == 422
    assert Case.objects.count() == 1


def test_an_organisation_that_is_not_public_shows_nothing(client, granted):
    claim, own = granted
    organisation = claim.case.organisation
    organisation.visibility = "internal"
    organisation.save()
    page = client.get(own).content.decode()
    assert "metaal.example" not in page


def test_the_claimant_closes_the_page(client, granted):
    claim, own = granted
    asked = client.post(own, {"do": "leave"}).content.decode()
    assert "Uw privépagina sluiten?" in asked
    assert client.get(own).status_code == 200, "it is asked first"
    assert "Uw privépagina is gesloten" in client.post(own, {"do": "close"}).content.decode()
    assert client.get(own).status_code == 404
    claim.refresh_from_db()
    assert not claim.is_live


def test_personal_data_of_claims_go_in_time(client, granted, organisation):
    claim, _own = granted
    now = timezone.now()
    assert forget_claims(now + datetime.timedelta(days=200)) == 0, "a granted claim keeps what it needs"
    assert forget_claims(now + datetime.timedelta(days=365 + 91)) == 1
    assert forget_claims(now + datetime.timedelta(days=365 + 91)) == 0
    claim.refresh_from_db()
    assert (claim.name, claim.role, claim.email, claim.case.sender_email) == ("", "", "", "")
    forget_claims(now + datetime.timedelta(days=2 * 365 + 1))
    assert not Contact.objects.exists()


def test_an_unanswered_claim_is_withdrawn_after_two_weeks(client, organisation):
    client.post(PATH, answers(client))
    forget_claims(timezone.now() + datetime.timedelta(days=15))
    case = Case.objects.get()
    assert (case.state, case.reason) == ("withdrawn", "Het e-mailadres is niet binnen 14 dagen bevestigd.")
    assert Claim.objects.get().name == "Anna Proef", "ninety days after that"


@pytest.mark.django_db
def test_completeness_is_the_same_for_a_person_and_for_lists(django_assert_num_queries):
    full = OrganisationFactory(
        working=True, verified=True, described=True, website="https://a.example", kvk_number="12345678"
    )
    SiteFactory(organisation=full, at_address=True)
    empty = OrganisationFactory()
    assert completeness_of(full).percent == sum(one.weight for one in CRITERIA.values()) == 100
    assert completeness_of(full).missing == ()
    assert completeness_of(empty).percent == 0
    assert len(completeness_of(empty).missing) == len(CRITERIA)
    both = Organisation.objects.filter(pk__in=[full.pk, empty.pk])
    with django_assert_num_queries(1):
        scores = {one.pk: one.completeness for one in with_completeness(both)}
    assert scores == {full.pk: 100, empty.pk: 0}
    assert completeness(dict.fromkeys(CRITERIA, False) | {"kvk": True}).percent == CRITERIA["kvk"].weight
