"""The first password is picked by its owner: by a link that works once, shortly, and gives nothing away."""

import datetime
import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.test import Client

from loket.accounts import actions
from loket.accounts.invitations import LASTS, SALT, invited_user, make_token
from loket.models import User
from loket.roles import Role
from tests.loket.accounts.pages import do_url
from tests.loket.security.accounts import is_signed_in, make_user, try_password

pytestmark = pytest.mark.django_db
PAGE = "/nl/accounts/invitation/"
NEW = "zeven eenden zwemmen langs de brug"


@pytest.fixture
def invited(administrator, django_capture_on_commit_callbacks):
    details = actions.Details(first_name="Noor", last_name="de Wit", email="noor@example.org", language="nl")
    with django_capture_on_commit_callbacks(execute=True):
        return actions.invite(by=administrator, details=details, roles=[Role.CURATOR])


def accept(key: str, password: str = NEW):
    return Client().post(PAGE, {"key": key, "password1": password, "password2": password})


def key_in(message) -> str:
    return re.search(r"\?key=(\S+)", message.body)[1]


def test_the_link_of_the_mail_sets_a_password_once(invited):
    key = key_in(mail.outbox[0])
    assert Client().get(PAGE, {"key": key}).status_code == 200
    answer = accept(key)
    assert answer.status_code == 302
    assert Client().get(answer["Location"]).status_code == 200
    visitor = Client()
    try_password(visitor, "noor@example.org", NEW)
    assert is_signed_in(visitor)
    assert accept(key, "een heel ander wachtwoord van iemand").status_code == 404
    assert Client().get(PAGE, {"key": key}).status_code == 404
    invited.refresh_from_db()
    assert invited.check_password(NEW)


def test_opening_the_link_makes_no_session(invited):
    visitor = Client()
    before = Session.objects.count()
    answer = visitor.get(PAGE, {"key": key_in(mail.outbox[0])})
    assert Session.objects.count() == before
    assert "sessionid" not in " ".join(visitor.cookies)
    assert "no-store" in answer["Cache-Control"]
    assert not User.objects.get(pk=invited.pk).has_usable_password()


def test_after_a_day_it_is_dead(invited, monkeypatch):
    key = key_in(mail.outbox[0])
    assert datetime.timedelta(hours=1) <= LASTS <= datetime.timedelta(days=1)
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + LASTS.total_seconds() - 60)
    assert invited_user(key) == invited
    monkeypatch.setattr(signing.time, "time", lambda: now + LASTS.total_seconds() + 60)
    assert invited_user(key) is None


@pytest.mark.parametrize("spoil", [lambda k: k[:-1], lambda k: k[:-1] + ("A" if k[-1] != "A" else "B"), lambda k: ""])
def test_a_spoiled_link_is_refused(invited, spoil):
    assert accept(spoil(key_in(mail.outbox[0]))).status_code == 404
    assert not User.objects.get(pk=invited.pk).has_usable_password()


@pytest.mark.parametrize(
    "key",
    ["x" * 5000, "a:b:c", "é", signing.dumps(1), signing.dumps([1, "x"], salt=SALT)],
    ids=["long", "parts", "letter", "other salt", "other content"],
)
def test_nonsense_is_refused(invited, key):
    assert accept(key).status_code == 404
    assert Client().get(PAGE, {"key": key[:3000]}).status_code == 404


def test_a_token_of_another_purpose_does_not_open_it(invited):
    state = signing.loads(make_token(invited), salt=SALT)
    assert invited_user(signing.dumps(state, salt="loket.other")) is None


def test_the_link_is_signed_with_128_bits_or_more(invited):
    signature = make_token(invited).rpartition(":")[2]
    assert len(signature) * 6 >= 128


def test_a_new_invitation_kills_the_earlier_one(client, invited, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(do_url(invited, "invite_again"))
    first, second = (key_in(message) for message in mail.outbox)
    assert accept(first).status_code == 404
    assert accept(second).status_code == 302


def test_a_closed_account_and_a_changed_address_kill_it(client, administrator, invited):
    key = key_in(mail.outbox[0])
    actions.change_details(by=administrator, user=invited, changes={"email": "ander@example.org"})
    assert accept(key).status_code == 404
    key = make_token(User.objects.get(pk=invited.pk))
    actions.deactivate(by=administrator, users=[invited])
    assert accept(key).status_code == 404


def test_who_has_a_password_is_not_invited_again(client, administrator):
    target = make_user("iemand")
    client.post(do_url(target, "invite_again"))
    target.refresh_from_db()
    assert target.has_usable_password()
    assert not mail.outbox


@pytest.mark.parametrize("password", ["kort", "Zuidholland2026!x", "noor@example.org12"])
def test_a_weak_password_is_refused_and_the_link_still_works(invited, password):
    key = key_in(mail.outbox[0])
    answer = accept(key, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert accept(key).status_code == 302


@pytest.mark.parametrize(("language", "word", "path"), [("nl", "Beste Noor", "/nl/"), ("en", "Dear Noor", "/en/")])
def test_the_mail_speaks_the_language_of_the_person(
    administrator, django_capture_on_commit_callbacks, settings, language, word, path
):
    details = actions.Details(first_name="Noor", last_name="de Wit", email="noor@example.org", language=language)
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(by=administrator, details=details, roles=[])
    message = mail.outbox[0]
    assert message.body.startswith(word)
    assert f"{settings.SITE_URL}{path}accounts/invitation/?key=" in message.body
    assert "\n" not in message.subject
    assert "24" in message.body
