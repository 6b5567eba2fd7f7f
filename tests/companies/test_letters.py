"""Mails that the mail server refuses: tried again while it may pass, and no more when there is no such address."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from companies import letters
from companies.models import Letter
from companies.moderation.receiving import receive
from publication.following import actions
from publication.models import Follower
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "said", "is_gone"),
    [
        (550, b"5.1.1 no such user", True),
        (553, b"unknown", True),
        (550, b"5.7.1 listed as unwanted", False),
        (552, b"5.2.2 mailbox full", False),
        (451, b"4.7.1 try again later", False),
    ],
)
def test_an_address_that_refuses_for_good_follows_nothing_any_more(monkeypatch, code, said, is_gone):
    addresses = {"weg@example.org", "lezer@example.org"}
    for address in addresses:
        actions.new_follower("companies", "een", address, "nl", "at-once")
        letters.write(key=f"follower {address}", to=address, subject="Nieuws", body="Nieuws.")

    def refuse(message: mail.EmailMessage) -> None:
        if message.to == ["weg@example.org"]:
            raise SMTPRecipientsRefused({"weg@example.org": (code, said)})

    monkeypatch.setattr("companies.letters.EmailMessage.send", refuse)
    for _ in range(2):
        letters.send_waiting()
    followers = set(Follower.objects.values_list("email", flat=True))
    assert followers == ({"lezer@example.org"} if is_gone else addresses)
    waiting = Letter.objects.get(recipient="weg@example.org")
    assert (waiting.state, waiting.attempts) == (("failed", 1) if is_gone else ("waiting", 2))


@pytest.mark.parametrize(
    ("code", "told"),
    [(550, "De mailserver weigert hem"), (451, "wordt opnieuw geprobeerd"), (0, "")],
)
def test_staff_see_on_the_page_of_a_report_that_a_mail_did_not_leave(client, monkeypatch, code, told):
    case = receive(
        organisation=OrganisationFactory(), stamp="a", language="nl", changes={}, source="Zelf", remark="Anders.",
        sender_email="weg@example.org",
    )  # fmt: skip
    client.force_login(UserFactory(superuser=True))
    client.post(f"/admin/companies/case/{case.pk}/change/", {"do": "decide", "remark": "no", "reason": "Nee."})

    def refuse(message: mail.EmailMessage) -> None:
        if code:
            raise SMTPRecipientsRefused({"weg@example.org": (code, b"no")})

    monkeypatch.setattr("companies.letters.EmailMessage.send", refuse)
    letters.send_waiting()
    page = client.get(f"/admin/companies/case/{case.pk}/change/").content.decode()
    assert told in page
    assert ("mail kwam niet aan" in page, "ging nog niet weg" in page) == (code == 550, code == 451)
