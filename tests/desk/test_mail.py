"""Mails leave once; what the mail server says is shown to staff and never becomes an error page."""

import smtplib

import pytest
from django.core import mail as letters
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from desk import actions, mailing
from desk.enums import Closer, MailKind, MailState
from desk.models import HandOver, Inquiry, Mail
from desk.piles import pile
from desk.retention import anonymise
from tests.desk.conftest import ASK, answers
from tests.factories import InquiryFactory, PartnerFactory, UserFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch):
    def fail_with(error: Exception) -> None:
        def send(*_args, **_kwargs):
            raise error

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)

    return fail_with


def queued(**traits) -> Mail:
    return mailing.queue(InquiryFactory(**traits), MailKind.CONFIRMATION)


def test_a_replay_never_sends_twice():
    mail = queued()
    for _time in range(3):
        mailing.send(mail.pk)
    assert len(letters.outbox) == 1
    assert mailing.queue(mail.inquiry, MailKind.CONFIRMATION).pk == mail.pk
    mailing.send(mail.pk)
    assert len(letters.outbox) == 1


def test_a_worker_that_died_while_sending_is_left_to_a_person(desk):
    mail = queued()
    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENDING, began_at="2026-01-01T00:00:00Z")
    mailing.send(mail.pk)
    assert letters.outbox == []
    assert mail.inquiry.reference in desk.get("/admin/desk/inquiry/?pile=mail").content.decode()
    desk.post(f"/admin/desk/inquiry/{mail.inquiry_id}/step/send-again/", {"seen": 0})
    mailing.send(mail.pk)
    assert len(letters.outbox) == 1


def test_a_mail_that_came_back_is_sent_to_the_corrected_address(desk, post_mails, settings):
    settings.DESK_TEAM_EMAIL = "team@example.org"
    inquiry = InquiryFactory(email="tikfout@example.org")
    for kind in (MailKind.CONFIRMATION, MailKind.TEAM):
        mailing.queue(inquiry, kind)
    assert {letter.to[0] for letter in post_mails()} == {"tikfout@example.org", "team@example.org"}
    page, step = (f"/admin/desk/inquiry/{inquiry.pk}/{place}/" for place in ("change", "step/send-again"))
    assert step not in desk.get(page).content.decode()

    Inquiry.objects.filter(pk=inquiry.pk).update(email_fails=True, email="vera@example.org")
    assert step in desk.get(page).content.decode()
    for _time in range(2):
        desk.post(step, {"seen": 0})
    (letter,) = post_mails()
    assert letter.to == ["vera@example.org"]
    assert inquiry.token in letter.body
    assert not pile("mail", None).exists()
    assert post_mails() == []


def test_another_address_gets_another_link_and_the_earlier_one_opens_nothing(desk, post_mails):
    inquiry = InquiryFactory(email="tikfout@example.org", email_fails=True)
    mailing.queue(inquiry, MailKind.CONFIRMATION)
    (first,) = post_mails()
    old = inquiry.private_path
    assert old in first.body
    change = f"/admin/desk/inquiry/{inquiry.pk}/change/"
    desk.post(change, form_data(desk.get(change), "inquiry_form") | {"email": "Tikfout@example.org"})
    assert post_mails() == []

    saved = desk.post(change, form_data(desk.get(change), "inquiry_form") | {"email": "vera@example.org"}, follow=True)
    assert "De persoonlijke link is een nieuwe" in saved.content.decode()
    (second,) = post_mails()
    inquiry.refresh_from_db()
    assert second.to == ["vera@example.org"]
    assert inquiry.private_path in second.body
    assert old not in second.body
    assert not inquiry.email_fails
    assert Client().get(old).status_code == 404
    assert Client().get(inquiry.private_path).status_code == 200


def test_a_hand_over_to_an_address_that_refuses_is_corrected(desk, post_mails):
    inquiry, partner = InquiryFactory(), PartnerFactory()
    told = {"partner": partner.pk, "email": "tikfout@example.org", "language": "nl", "text": "Graag.", "seen": 0}
    page, step = (f"/admin/desk/inquiry/{inquiry.pk}/{place}/" for place in ("change", "step/hand-over"))
    desk.post(step, told)
    assert len(post_mails()) == 2
    Mail.objects.filter(kind=MailKind.HAND_OVER).update(state=MailState.REFUSED, sent_at=None)
    assert "Draag haar opnieuw over aan deze partner" in desk.get(page).content.decode()

    desk.post(step, told | {"email": "goed@example.org", "seen": 1})
    (letter,) = post_mails()
    assert letter.to == ["goed@example.org"], "and the inquirer is not told twice"
    assert HandOver.objects.get().token in letter.body
    assert not pile("mail", None).exists()


@pytest.mark.parametrize(
    ("error", "state", "address_fails"),
    [
        (smtplib.SMTPRecipientsRefused({"v@x": (550, b"no v@x here")}), MailState.REFUSED, True),
        (smtplib.SMTPRecipientsRefused({"v@x": (450, b"later v@x")}), MailState.RETRY, False),
        (smtplib.SMTPServerDisconnected("gone"), MailState.RETRY, False),
        (smtplib.SMTPDataError(554, b"spam"), MailState.FAILED, False),
        (ConnectionRefusedError(), MailState.RETRY, False),
        (TimeoutError(), MailState.RETRY, False),
    ],
)
def test_what_goes_wrong_is_written_down_without_the_address(failing, error, state, address_fails):
    failing(error)
    mail = queued()
    mailing.send(mail.pk)
    mail.refresh_from_db()
    mail.inquiry.refresh_from_db()
    assert (mail.state, mail.inquiry.email_fails) == (state, address_fails)
    assert "@" not in mail.error


def test_it_is_given_up_after_a_number_of_attempts(failing):
    failing(ConnectionRefusedError())
    mail = queued()
    for _time in range(12):
        Mail.objects.filter(pk=mail.pk).update(next_at="2026-01-01T00:00:00Z")
        mailing.send(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, 8)


def test_the_visitor_and_the_officer_notice_nothing(client, desk, failing, monkeypatch):
    failing(ConnectionRefusedError())
    monkeypatch.setattr("desk.tasks.send_mail.apply_async", lambda **kwargs: 1 / 0)
    assert client.post(ASK, answers(client)).status_code == 302
    inquiry = InquiryFactory()
    assert desk.post(f"/admin/desk/inquiry/{inquiry.pk}/step/answer/", {"text": "Zo.", "seen": 0}).status_code == 302


def test_examples_get_no_mail():
    assert mailing.queue(InquiryFactory(is_example=True), MailKind.CONFIRMATION) is None
    assert not Mail.objects.exists()


def test_a_colleague_hears_of_a_reaction(post_mails):
    officer = UserFactory(staff=True, english=True)
    inquiry = InquiryFactory(assignee=officer)
    actions.react(inquiry_id=inquiry.pk, text="Geheim verhaal.")
    (letter,) = post_mails()
    assert letter.to == [officer.email]
    assert "A reaction to question" in letter.subject
    assert "Geheim verhaal." not in letter.body
    assert f"/admin/desk/inquiry/{inquiry.pk}/change/" in letter.body


@pytest.mark.parametrize(
    ("answered", "said"), [(True, "ziet haar als beantwoord"), (False, "Het loket heeft haar gesloten")]
)
def test_the_mail_of_closing_says_answered_only_when_it_was(post_mails, answered, said):
    inquiry = InquiryFactory(language="nl", answered=answered)
    actions.close(inquiry_id=inquiry.pk, by=Closer.STAFF)
    (letter,) = post_mails()
    assert said in letter.body
    assert said in letter.alternatives[0].content


@pytest.mark.parametrize("assignee", ["none", "gone", "here"])
def test_a_reaction_reaches_the_team_when_nobody_has_the_question(post_mails, settings, assignee):
    settings.DESK_TEAM_EMAIL = "team@example.org"
    person = None if assignee == "none" else UserFactory(staff=True, is_active=assignee == "here", language="nl")
    inquiry = InquiryFactory(assignee=person)
    actions.react(inquiry_id=inquiry.pk, text="Nog iets.")
    (letter,) = post_mails()
    assert letter.to == ([person.email] if person and assignee == "here" else ["team@example.org"])
    assert ("niemand van de balie" in letter.body) is (assignee != "here")


def test_a_question_made_anonymous_leaves_the_pile_of_mail_that_did_not_arrive(desk):
    mail = queued(old=True)
    Mail.objects.filter(pk=mail.pk).update(state=MailState.REFUSED)
    assert list(pile("mail", None)) == [mail.inquiry]
    anonymise(mail.inquiry_id)
    assert not pile("mail", None).exists()


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("nl", "gaat verder samen met een andere vraag van u", "Gebruik voortaan die pagina."),
        ("en", "goes on together with another of yours", "From now on use that page."),
    ],
)
def test_who_asked_twice_hears_under_which_reference_it_goes_on(post_mails, language, subject, said):
    kept = InquiryFactory(email="Vera@example.org", language="nl")
    double = InquiryFactory(email="vera@example.org", language=language)
    actions.merge(duplicate_id=double.pk, into=kept, user=UserFactory())
    (letter,) = post_mails()
    assert letter.to == ["vera@example.org"]
    assert subject in letter.subject
    for body in (letter.body, letter.alternatives[0].content):
        assert said in " ".join(body.split())
        assert kept.reference in body
        kept.refresh_from_db()
        assert kept.token in body, "the page of the question that goes on"


def test_the_page_of_a_question_moves_to_nobody_else(post_mails):
    kept, double = (InquiryFactory(email="vera@example.org") for _time in range(2))
    actions.merge(duplicate_id=double.pk, into=kept, user=UserFactory())
    Inquiry.objects.filter(pk=double.pk).update(email="ander@example.org")
    (letter,) = post_mails()
    assert letter.to == ["ander@example.org"]
    assert kept.reference in letter.body
    assert kept.token not in letter.body
    assert double.token in letter.body
