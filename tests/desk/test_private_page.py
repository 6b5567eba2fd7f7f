"""The private page: who has the link reads and reacts; who guesses learns nothing."""

import logging
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk import actions
from desk.actions import Refused
from desk.enums import Closer, InquiryState
from desk.models import Attachment, Inquiry, Message
from loket.logs import masked
from tests.desk.conftest import close_file, stamp_in
from tests.factories import InquiryFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%test"


def react(client: Client, inquiry: Inquiry, text: str = "Nog iets.", **more):
    page = client.get(inquiry.private_path).content.decode()
    return client.post(inquiry.private_path, {"text": text, "stamp": stamp_in(page), "contact_reference": "", **more})


def test_the_inquirer_reads_answers_and_never_notes(client):
    inquiry = InquiryFactory()
    officer = UserFactory(first_name="Olga", last_name="Vermeer", staff=True)
    actions.note(inquiry_id=inquiry.pk, user=UserFactory(first_name="Nico", staff=True), text="GEHEIM: lastige klant")
    actions.answer(inquiry_id=inquiry.pk, user=officer, text="Kijk in het register.", seen=0)
    page = client.get(inquiry.private_path).content.decode()
    assert "Kijk in het register." in page
    assert "GEHEIM" not in page
    assert "Nico" not in page


@pytest.mark.parametrize(
    ("language", "named"), [("nl", "Olga Vermeer van het loket"), ("en", "Olga Vermeer of the loket")]
)
def test_the_inquirer_gets_an_answer_from_a_named_person(client, post_mails, language, named):
    inquiry = InquiryFactory(language=language)
    officer = UserFactory(username="overmeer", first_name="Olga", last_name="Vermeer", staff=True)
    Inquiry.objects.update(assignee=officer)
    assert named in client.get(inquiry.private_path).content.decode()
    actions.answer(inquiry_id=inquiry.pk, user=officer, text="Kijk in het register.", seen=0)
    page = client.get(inquiry.private_path).content.decode()
    assert page.count(named) == 2
    assert "overmeer" not in page
    (letter,) = post_mails()
    assert named in letter.body
    assert named in letter.alternatives[0].content


def test_an_account_without_a_name_answers_as_the_loket(client):
    inquiry = InquiryFactory(language="nl")
    officer = UserFactory(username="olga", first_name="", last_name="", staff=True)
    actions.answer(inquiry_id=inquiry.pk, user=officer, text="Kijk in het register.", seen=0)
    page = client.get(inquiry.private_path).content.decode()
    assert "Het loket" in page
    assert "olga" not in page


def test_the_page_is_kept_nowhere_and_its_address_passed_on_to_nobody(client):
    inquiry = InquiryFactory()
    for path in (inquiry.private_path, inquiry.private_path[:-2] + "x/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert not response.cookies


def test_every_wrong_link_gives_the_same_page(client):
    inquiry = InquiryFactory(language="nl")
    right = inquiry.token
    wrong = [secrets.token_urlsafe(32), right[:-1], right + "A", right.swapcase(), "x", inquiry.reference,
             inquiry.link_digest, inquiry.link_seed]  # fmt: skip
    answers = [client.get(f"/nl/vraag/{token}/") for token in wrong]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.content.replace(f"/{token}/".encode(), b"") for answer, token in zip(answers, wrong, strict=True)}
    assert len(bodies) == 1
    headers = [{k: v for k, v in answer.headers.items() if k != "Content-Length"} for answer in answers]
    assert all(one == headers[0] for one in headers)


def test_a_wrong_link_costs_what_any_wrong_link_costs(client, django_assert_num_queries):
    InquiryFactory()
    with django_assert_num_queries(1):
        client.get(f"/nl/vraag/{secrets.token_urlsafe(32)}/")
    with django_assert_num_queries(1):
        client.get("/nl/vraag/x/")


def test_guessing_is_limited_and_then_tells_nothing(client, settings, caplog):
    settings.DESK_GUESSES_PER_HOUR = 5
    inquiry = InquiryFactory()
    with caplog.at_level(logging.INFO, "loket.security"):
        codes = [client.get(f"/nl/vraag/{n}/").status_code for n in range(8)]
    assert codes == [404] * 5 + [429] * 3
    assert client.get(inquiry.private_path).status_code == 429
    assert "private link" in caplog.text
    assert client.get(inquiry.private_path, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_link_for_one_thing_opens_no_other(client):
    inquiry = InquiryFactory()
    assert client.get(f"/nl/overdracht/{inquiry.token}/").status_code == 404


def test_tokens_do_not_reach_the_log():
    inquiry = InquiryFactory()
    for page in ("vraag", "question", "overdracht", "hand-over"):
        assert inquiry.token not in masked(f"GET /nl/{page}/{inquiry.token}/ 404")


def test_the_link_survives_a_new_key_while_the_old_one_is_a_fallback(client, settings):
    inquiry = InquiryFactory()
    token = inquiry.token
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-long-enough-for-this-test-0123456789"
    assert inquiry.token == token
    assert client.get(f"/nl/vraag/{token}/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    inquiry.renew_if_lost()
    assert inquiry.token != token
    assert client.get(f"/nl/vraag/{token}/").status_code == 404


def test_a_reaction_puts_the_question_back_with_the_loket(client):
    inquiry = InquiryFactory(answered=True)
    assert react(client, inquiry, attachments=SimpleUploadedFile("a.pdf", PDF)).status_code == 302
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.OPEN
    assert inquiry.messages.get().attachments.get().file_name == "a.pdf"


def test_a_reaction_sent_twice_is_one(client):
    inquiry = InquiryFactory()
    told = {
        "text": "Nog iets.",
        "contact_reference": "",
        "stamp": stamp_in(client.get(inquiry.private_path).content.decode()),
    }
    client.post(inquiry.private_path, told)
    client.post(inquiry.private_path, told)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("changes", [{"text": ""}, {"text": "x" * 5001}, {"contact_reference": "robot"}, {"stamp": ""}])
def test_a_bad_reaction_is_refused(client, changes):
    inquiry = InquiryFactory()
    page = client.get(inquiry.private_path).content.decode()
    told = {"text": "Goed.", "contact_reference": "", "stamp": stamp_in(page)} | changes
    assert client.post(inquiry.private_path, told).status_code == 422
    assert not Message.objects.exists()


def test_closing_asks_first_and_closes_by_post(client):
    inquiry = InquiryFactory(answered=True)
    address = f"{inquiry.private_path}sluiten/"
    assert client.get(address).status_code == 200
    inquiry.refresh_from_db()
    assert inquiry.is_open
    assert client.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(address).status_code == 302
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.closed_by) == (InquiryState.CLOSED, Closer.INQUIRER)
    assert client.post(address).status_code == 302
    with pytest.raises(Refused):
        actions.react(inquiry_id=inquiry.pk, text="Te laat.")


def test_files_are_downloads_for_who_may_see_them(client):
    inquiry, other = InquiryFactory(), InquiryFactory()
    react(client, inquiry, attachments=SimpleUploadedFile("plan.pdf", PDF))
    attachment = inquiry.attachments.get()
    response = client.get(f"{inquiry.private_path}bestand/{attachment.pk}/")
    assert response.getvalue() == PDF
    close_file(response)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert client.get(f"{other.private_path}bestand/{attachment.pk}/").status_code == 404
    assert client.get(f"/media/{attachment.file.name}").status_code == 404


def test_the_receipt_page_counts_only_by_post(client):
    inquiry = InquiryFactory(question="Waar is plek?")
    from tests.factories import PartnerFactory

    given = actions.hand_over(
        inquiry_id=inquiry.pk, partner=PartnerFactory(), email="p@example.org", text="Graag antwoord.", language="nl",
        user=UserFactory(staff=True),
    )  # fmt: skip
    address = f"/nl/overdracht/{given.token}/"
    page = client.get(address).content.decode()
    assert "Waar is plek?" in page
    given.refresh_from_db()
    assert given.received_at is None
    client.post(address)
    given.refresh_from_db()
    first = given.received_at
    assert first is not None
    client.post(address)
    given.refresh_from_db()
    assert given.received_at == first


def test_what_is_sent_after_closing_is_refused_and_not_lost(client):
    """Two tabs: one closes the question, the other sends what was being written."""
    inquiry = InquiryFactory()
    stamp = stamp_in(client.get(inquiry.private_path).content.decode())
    actions.close(inquiry_id=inquiry.pk, by=Closer.STAFF)
    told = {"text": "Een lange <gedachte>.", "stamp": stamp, "contact_reference": ""}
    response = client.post(inquiry.private_path, told)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Uw bericht is niet verstuurd" in page
    assert "Een lange &lt;gedachte&gt;.</textarea>" in page
    assert not inquiry.messages.exists()
    assert "niet verstuurd" not in client.get(inquiry.private_path).content.decode()


def test_the_partner_reads_what_it_is_about_and_hears_of_files(client, chain):
    inquiry = InquiryFactory(stages=[chain[0]], materials=[chain[1]], service="cooperation")
    given = actions.hand_over(
        inquiry_id=inquiry.pk, partner=PartnerFactory(), email="p@example.org", text="", language="nl",
        user=UserFactory(staff=True),
    )  # fmt: skip
    page = client.get(f"/nl/overdracht/{given.token}/").content.decode()
    for word in (chain[0].name_nl, chain[1].name_nl, inquiry.get_service_display()):
        assert word in page
    assert "meegestuurd" not in page
    Attachment.objects.create(inquiry=inquiry, key="k", file_type="pdf", file_name="plan.pdf", size=3, file="desk/k")
    page = client.get(f"/nl/overdracht/{given.token}/").content.decode()
    assert "1 bestand meegestuurd" in page
    assert "plan.pdf" not in page
