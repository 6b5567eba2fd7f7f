"""The yearly question: asked once, opened without effect, answered by a button, stopped by mail programs."""

import datetime
import re

import pytest
from django.core import mail
from django.utils import timezone

from companies import letters
from companies.attention import stale
from companies.claims.freshness import ask_all
from companies.claims.retention import forget_claims
from companies.merging.actions import merge
from companies.models import Contact, Letter, Organisation, PrivateLink
from publication.rebuild import compare
from tests.companies.claims.conftest import grant
from tests.factories import OrganisationFactory
from tests.html_forms import form_data


@pytest.fixture
def contact(organisation) -> Contact:
    made = Contact.objects.create(organisation=organisation, name="Anna", email="anna@metaal.example", language="en")
    Contact.objects.update(created_at=timezone.now() - datetime.timedelta(days=400))
    return made


def asked() -> tuple[str, str]:
    """The page and the address to stop, as paths, of the mail that waits."""
    body = Letter.objects.latest("pk").body
    page, stop = re.findall(r"https?://[^/\s]+(/\S+)", body)
    return page, stop


def test_asked_once_a_year_however_often_it_runs(contact):
    now = timezone.now()
    assert [ask_all(now) for _ in range(3)] == [1, 0, 0]
    assert Letter.objects.count() == 1
    assert ask_all(now + datetime.timedelta(days=300)) == 0
    assert ask_all(now + datetime.timedelta(days=366)) == 1
    assert letters.send_waiting() == 2
    sent = mail.outbox[0]
    assert sent.subject == "Is the page of Metaal 001 still right?"
    stop = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.endswith("/no-more-mail/")
    assert stop in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(Letter.objects.values_list("recipient", "body")) == {("", "")}


def test_opening_confirms_nothing_and_the_button_does(client, contact):
    ask_all()
    page, _stop = asked()
    for _ in range(2):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    organisation = Organisation.objects.get(pk=contact.organisation_id)
    assert organisation.confirmed_at is None
    for _ in range(2):
        assert client.post(page, {"do": "confirm"}, headers={"Origin": "http://testserver"}).status_code == 302
    assert client.post(page, {"do": "confirm"}, headers={"Origin": "https://evil.example"}).status_code == 403
    organisation.refresh_from_db()
    assert timezone.localdate(organisation.confirmed_at) == timezone.localdate()
    version = organisation.history.first()
    assert (version.door, organisation.history.filter(door="claim").count()) == ("claim", 1)
    assert "Laatst door de organisatie zelf bevestigd" in client.get("/nl/bedrijven/metaal-001/").content.decode()
    answer = client.get("/api/v1/companies/metaal-001").json()
    assert (answer["confirmedOn"], answer["verified"]) == (timezone.localdate().isoformat(), False)
    assert not any(compare("companies"))
    assert ask_all(timezone.now() + datetime.timedelta(days=364)) == 0


def test_mail_programs_stop_it_by_one_post_and_people_by_a_button(client, contact):
    ask_all()
    page, stop = asked()
    button = "Send me no more mail"
    assert button in client.get(stop).content.decode()
    contact.refresh_from_db()
    assert contact.unsubscribed_at is None
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert button not in client.get(stop).content.decode(), "it is not asked again"
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None
    assert ask_all(timezone.now() + datetime.timedelta(days=500)) == 0
    assert client.get(page).status_code == 200


def test_nobody_is_asked_about_what_is_not_public_or_was_confirmed(contact):
    Organisation.objects.filter(pk=contact.organisation_id).update(visibility="internal")
    assert ask_all() == 0
    Organisation.objects.filter(pk=contact.organisation_id).update(visibility="public", confirmed_at=timezone.now())
    assert ask_all() == 0


def test_the_stale_list_counts_the_word_of_either(db):
    old = timezone.now() - datetime.timedelta(days=400)
    never = OrganisationFactory()
    both_old = OrganisationFactory(verified_at=old, confirmed_at=old)
    OrganisationFactory(verified_at=old, confirmed_at=timezone.now())
    OrganisationFactory(verified_at=timezone.now())
    only_itself = OrganisationFactory(confirmed_at=old)
    assert set(stale(Organisation.objects.all())) == {both_old, only_itself}
    assert never not in stale(Organisation.objects.all())


def test_who_claims_is_not_asked_before_a_year_has_passed(contact, granted):
    contact.refresh_from_db()
    assert contact.claim == granted[0]
    assert ask_all() == 0
    assert ask_all(timezone.now() + datetime.timedelta(days=366)) == 1


def test_merging_keeps_one_contact(contact, moderator):
    gone = Organisation.objects.get(slug="metaal-000")
    merge(kept_id=gone.pk, gone_id=contact.organisation_id, take=(), reason="Eén", user=moderator)
    contact.refresh_from_db()
    assert contact.organisation_id == gone.pk


def test_contacts_stand_in_the_admin(client, contact, moderator):
    client.force_login(moderator)
    assert "anna@metaal.example" in client.get("/admin/companies/contact/").content.decode()
    page = client.get(f"/admin/companies/organisation/{contact.organisation_id}/change/").content.decode()
    assert "van 100 volledig" in page
    listed = client.get("/admin/companies/organisation/?attention=poor").content.decode()
    assert "Metaal 001" in listed


def test_an_old_mail_still_stops_the_next_one_and_opens_nothing_else(client, contact):
    ask_all()
    page, stop = asked()
    PrivateLink.objects.update(expires_at=timezone.now() - datetime.timedelta(days=1))
    forget_claims()
    assert client.get(page).status_code == 404
    assert client.post(page, {"do": "confirm"}, headers={"Origin": "http://testserver"}).status_code == 404
    assert "Send me no more mail" in client.get(stop).content.decode()
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None


def test_the_mail_of_last_year_stops_that_of_this_year(client, contact):
    ask_all()
    _page, stop = asked()
    ask_all(timezone.now() + datetime.timedelta(days=366))
    assert client.post(stop).status_code == 200
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None


def test_with_another_address_the_links_of_the_one_before_do_nothing(client, contact, moderator):
    ask_all()
    page, stop = asked()
    client.force_login(moderator)
    path = f"/admin/companies/contact/{contact.pk}/change/"
    data = form_data(client.get(path))
    assert client.post(path, data | {"name": "Anna B."}).status_code == 302
    assert client.get(page).status_code == 200, "the same person with another name"
    assert client.post(path, data | {"email": "bert@metaal.example"}).status_code == 302
    assert client.get(page).status_code == 404
    assert client.post(stop).status_code == 404
    contact.refresh_from_db()
    assert (contact.email, contact.unsubscribed_at) == ("bert@metaal.example", None)


def test_who_claims_is_not_stopped_by_the_mail_of_the_one_before(client, contact, moderator):
    ask_all()
    _page, stop = asked()
    grant(client, moderator, email="bert@metaal.example")
    assert client.post(stop).status_code == 404
