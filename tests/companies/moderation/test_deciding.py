"""One queue: staff decide value by value, the register follows, the sender hears it once."""

import datetime
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from companies import letters
from companies.enums import LetterState
from companies.models import Case, Letter, Organisation
from companies.moderation.deciding import AlreadyDecided, StatedBy, ask, decide
from companies.moderation.forms import AnswerForm
from companies.moderation.links import find_link
from companies.moderation.retention import forget
from companies.tasks import send_letter, send_waiting
from companies.vouches import Vouch
from loket.accounts.demo import create_demo_users
from publication.rebuild import compare
from tests.companies.moderation.test_suggesting import answers
from tests.companies.vouchers import voucher, vouchers
from tests.factories import ProvenanceFactory, UserFactory
from tests.html_forms import form_data
from tests.stamps import stamp_of

SOURCE = StatedBy("About Metaal", "https://metaal.example/about", "high")
QUEUE = "/admin/companies/case/"


def put_through(case, moderator, *accepted, reason="Checked on their site."):
    return decide(case_id=case.pk, accepted=accepted, reason=reason, stated_by=SOURCE, user=moderator)


def test_accepting_one_value_and_refusing_another(case, moderator, client):
    decided = put_through(case, moderator, "website")
    assert decided.state == "partly"
    organisation = Organisation.objects.get(pk=case.organisation_id)
    assert (organisation.website, organisation.name) == ("https://metaal.example", "Metaal 001")
    one = voucher(organisation, "website")
    assert (one.source.title, one.source.url) == (SOURCE.title, SOURCE.url)
    assert one.vouch == Vouch("high", stated_on=timezone.localdate())
    version = organisation.history.first()
    assert (version.door, version.door_reference, version.history_user) == ("claim", str(case.pk), moderator)
    page = client.get("/nl/bedrijven/metaal-001/").content.decode()
    assert "metaal.example" in page
    assert "Metaal Een" not in page


def test_the_trail_of_a_page_ends_with_what_it_is_about(case, moderator, client):
    client.force_login(moderator)
    organisation = f"/admin/companies/organisation/{case.organisation_id}/"
    pages = {f"{QUEUE}{case.pk}/change/": f"{case.pk}: Metaal 001", f"{organisation}merge/": "Metaal 001"}
    for page, last in pages.items():
        trail = re.findall(r"leading-5 min-w-0[^>]*>\s*(.*?)\s*</", client.get(page).content.decode())
        assert trail[-1] == last


def test_refusing_all_writes_nothing(case, moderator):
    before = Organisation.history.count()
    assert put_through(case, moderator).state == "rejected"
    assert Organisation.history.count() == before
    assert not vouchers("website")


def test_listings_follow_in_the_same_transaction(case, moderator):
    put_through(case, moderator, "website", "name")
    for kind in ("companies", "sites", "municipalities"):
        assert not any(compare(kind)), kind


def test_a_value_that_the_register_cannot_take_is_named_and_nothing_is_written(case, moderator):
    case.values.filter(field="website").update(new="https://" + "a" * 400 + ".example")
    with pytest.raises(ValidationError, match="Website"):
        put_through(case, moderator, "website", "name")
    case.refresh_from_db()
    assert case.state == "open"
    assert Organisation.objects.get(pk=case.organisation_id).name == "Metaal 001"
    assert not Letter.objects.exists()


def test_a_confirmed_organisation_is_to_be_confirmed_again(case, moderator):
    Organisation.objects.filter(pk=case.organisation_id).update(verified_at=timezone.now(), verified_by=moderator)
    put_through(case, moderator, "website")
    assert Organisation.objects.get(pk=case.organisation_id).verified_at is None


def test_the_point_of_another_address_goes(case, moderator):
    case.values.create(field="town", old="Gouda", new="Schiedam")
    put_through(case, moderator, "town")
    site = Organisation.objects.get(pk=case.organisation_id).sites.get()
    assert (site.town, site.latitude, site.precision) == ("Schiedam", None, "")


def test_a_point_that_went_has_no_sources(case, moderator):
    for subject in ("location", "website"):
        ProvenanceFactory(organisation=case.organisation, subject=subject)
    case.values.create(field="town", old="Gouda", new="Schiedam")
    put_through(case, moderator, "town")
    assert not vouchers("location")
    assert vouchers("website")


@pytest.mark.parametrize("choice", ["yes", "no"])
def test_staff_hear_that_a_move_takes_the_point_away(case, moderator, client, choice):
    case.values.all().delete()
    case.values.create(field="town", old="Gouda", new="Schiedam")
    client.force_login(moderator)
    told = {"do": "decide", "value_town": choice, "reason": "Verhuisd.", "source_title": "About", "confidence": "high"}
    page = client.post(f"{QUEUE}{case.pk}/change/", told, follow=True).content.decode()
    assert ("zet het nieuwe bij Metaal 001" in page) is (choice == "yes")


def test_a_value_that_is_kept_back_was_not_changed_meanwhile(case, moderator, client):
    case.values.filter(field="website").update(old="")
    Organisation.objects.update(website="https://eigen.example", shows_contact=False)
    client.force_login(moderator)
    page = client.get(f"{QUEUE}{case.pk}/change/").content.decode()
    assert "in het register, niet openbaar</span> https://eigen.example" in page
    assert "intussen gewijzigd" not in page
    Organisation.objects.update(shows_contact=True)
    assert "intussen gewijzigd" in client.get(f"{QUEUE}{case.pk}/change/").content.decode()


def test_of_two_who_decide_at_once_the_second_is_told(case, moderator, client):
    """The second has the page open already; nothing of theirs is written, and they see who decided what."""
    second = UserFactory(superuser=True, username="tweede")
    client.force_login(second)
    path = f"{QUEUE}{case.pk}/change/"
    data = form_data(client.get(path), "decide") | {
        "value_website": "no", "value_name": "no", "reason": "Nee.", "do": "decide",
    }  # fmt: skip
    put_through(case, moderator, "website")
    page = client.post(path, data, follow=True).content.decode()
    assert "Van u is niets opgeslagen: moderator" in page
    assert "Checked on their site." in page
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("partly", moderator)
    with pytest.raises(AlreadyDecided):
        put_through(case, second, "name")
    assert Letter.objects.count() == 1


def test_the_sender_gets_one_mail_in_their_language(case, moderator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        put_through(case, moderator, "website")
    letter = Letter.objects.get()
    for _ in range(3):
        send_letter(letter.pk)
    send_waiting()
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.to == ["sender@example.org"]
    assert sent.subject == "Your report about Metaal 001"
    assert "Checked on their site." in sent.body
    assert "- Website: taken over" in sent.body
    assert "- Name: not taken over" in sent.body
    letter.refresh_from_db()
    assert (letter.state, letter.recipient, letter.body) == ("sent", "", "")


def test_a_mail_server_that_is_away_costs_no_mail_and_no_decision(case, moderator, monkeypatch):
    put_through(case, moderator, "website")
    letter = Letter.objects.get()
    with monkeypatch.context() as patched:
        patched.setattr("companies.letters.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("away")))
        assert not letters.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 1)
    assert letters.send_waiting() == 1
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_while_sending_leaves_a_mail_that_is_not_sent_again(case, moderator):
    put_through(case, moderator, "website")
    Letter.objects.update(state=LetterState.SENDING)
    assert letters.send_waiting() == 0
    assert mail.outbox == []


def test_a_name_with_line_ends_cannot_steer_the_mail(case, moderator):
    Organisation.objects.filter(pk=case.organisation_id).update(name="Metaal\r\nBcc: all@example.org")
    put_through(case, moderator)
    letters.send_waiting()
    assert mail.outbox[0].subject == "Your report about Metaal Bcc: all@example.org"
    assert mail.outbox[0].recipients() == ["sender@example.org"]


def test_a_question_is_answered_once_by_a_private_link(case, moderator, client):
    ask(case_id=case.pk, question="Which page says so?", user=moderator)
    letters.send_waiting()
    path = mail.outbox[0].body.partition("/en/organisations/question/")[2].split()[0]
    address = f"/en/organisations/question/{path}"
    page = client.get(address)
    assert "Which page says so?" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    case.refresh_from_db()
    assert case.state == "asked", "opening the link changes nothing"
    data = {"answer": "The about page.", "stamp": stamp_of(AnswerForm)}
    assert "Thank you" in client.post(address, data).content.decode()
    case.refresh_from_db()
    assert case.state == "open"
    assert [event.step for event in case.events.all()] == ["received", "asked", "answered"]
    for again in (client.get(address), client.post(address, data), client.get("/en/organisations/question/guess/")):
        assert again.status_code == 404
    assert find_link(path) is None


def test_nobody_is_asked_without_a_mail_address(case, moderator):
    Case.objects.update(sender_email="")
    with pytest.raises(ValueError, match="no mail address"):
        ask(case_id=case.pk, question="?", user=moderator)


def test_the_queue_shows_what_waits_and_each_page_works(case, moderator, client, django_assert_max_num_queries):
    client.force_login(moderator)
    queue = client.get(QUEUE).content.decode()
    assert "Metaal 001" in queue
    assert "2 waarden" in queue
    with django_assert_max_num_queries(16):
        client.get(f"{QUEUE}{case.pk}/change/")
    client.post(f"{QUEUE}{case.pk}/change/", {"do": "take"})
    case.refresh_from_db()
    assert case.assignee == moderator
    assert "Metaal 001" in client.get(f"{QUEUE}?queue=mine").content.decode()
    data = form_data(client.get(f"{QUEUE}{case.pk}/change/"), "decide")
    answer = client.post(f"{QUEUE}{case.pk}/change/", data | {"do": "decide"})
    assert answer.status_code == 422, "nothing was chosen and no reason given"
    chosen = {"do": "decide", "value_website": "yes", "value_name": "no", "reason": "Klopt."}
    assert client.post(f"{QUEUE}{case.pk}/change/", data | chosen).status_code == 302
    assert "Metaal 001" not in client.get(QUEUE).content.decode().partition("result_list")[2]
    assert "Metaal 001" in client.get(f"{QUEUE}?queue=decided").content.decode()


def test_a_remark_alone_is_decided_without_values(client, organisation, moderator):
    path = "/nl/bedrijven/metaal-001/fout-melden/"
    client.post(path, answers(client, remark="Zij doen ook wolfraam."))
    case = Case.objects.get()
    client.force_login(moderator)
    chosen = {"do": "decide", "remark": "yes", "reason": "Aangevuld."}
    assert client.post(f"{QUEUE}{case.pk}/change/", chosen).status_code == 302
    case.refresh_from_db()
    assert case.state == "accepted"


def test_only_curators_and_administrators_see_the_queue(case, client):
    seen = {}
    for user in create_demo_users():
        client.force_login(user)
        seen[user.username] = client.get(f"{QUEUE}{case.pk}/change/").status_code
    assert {name for name, status in seen.items() if status == 200} == {"curator", "administrator"}


def test_personal_data_goes_when_its_time_is_over(case, moderator):
    ask(case_id=case.pk, question="Who are you?", user=moderator)
    Case.objects.update(state="open")
    put_through(case, moderator, "website")
    assert forget() == 0
    later = timezone.now() + datetime.timedelta(days=91)
    assert forget(later) == 1
    assert forget(later) == 0
    case.refresh_from_db()
    assert (case.sender_email, case.remark, case.source) == ("", "", "")
    assert not Letter.objects.exclude(recipient="").exists()
    kept = " ".join([*case.events.values_list("note", flat=True), *case.values.values_list("new", flat=True)])
    for planted in ("sender@example.org", "tungsten", "Who are you", "Metaal Een"):
        assert planted not in kept
    assert not case.links.exists()


def test_a_case_that_nobody_decides_is_forgotten_after_a_year(case):
    assert forget(timezone.now() + datetime.timedelta(days=364)) == 0
    assert forget(timezone.now() + datetime.timedelta(days=366)) == 1
