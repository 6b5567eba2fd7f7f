"""The team hears of a new question; a partner's receipt stands among the notes."""

import pytest
from django.core import mail

from desk import actions, mailing
from desk.enums import Channel, MailKind, MailState
from desk.models import HandOver, Mail, Note
from tests.factories import InquiryFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def asked():
    question = actions.Question(
        name="Vera", email="vera@example.org", question="Geheime vraag", service="insight", language="en"
    )
    return actions.ask(question=question, channel=Channel.PAGE, stamp="een")


def test_the_team_hears_of_a_new_question_without_what_was_asked(settings):
    settings.DESK_TEAM_EMAIL = "team@example.org"
    inquiry = asked()
    assert asked() == inquiry
    (row,) = Mail.objects.filter(kind=MailKind.TEAM)
    mailing.send(row.pk)
    mailing.send(row.pk)
    (letter,) = [one for one in mail.outbox if one.to == ["team@example.org"]]
    assert inquiry.reference in letter.subject
    assert f"/admin/desk/inquiry/{inquiry.pk}/" in letter.body
    for told in ("Vera", "vera@", "Geheime vraag"):
        assert told not in letter.body + letter.subject + letter.alternatives[0][0]
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_without_a_mail_box_nobody_is_told():
    asked()
    assert not Mail.objects.filter(kind=MailKind.TEAM).exists()


def test_the_receipt_of_a_partner_stands_among_the_notes_once():
    inquiry, partner = InquiryFactory(), PartnerFactory(name_nl="DCMR")
    given = actions.hand_over(
        inquiry_id=inquiry.pk, partner=partner, email="p@example.org", text="", language="nl", user=UserFactory()
    )
    for _time in range(2):
        actions.receive(hand_over_id=given.pk)
    assert HandOver.objects.get().received_at is not None
    (note,) = Note.objects.filter(inquiry=inquiry)
    assert "DCMR" in note.text
