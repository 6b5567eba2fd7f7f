"""People see where they are signed in, and end it."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from loket.accounts.sessions import browser_name
from loket.models import SignedIn
from loket.roles import Role
from tests.loket.accounts.pages import change_url, do_url
from tests.loket.security.accounts import PASSWORD, code_now, make_user, try_password

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
PAGE = "/nl/accounts/sessions/"


def signed_in(name: str = "j.jansen", **extra: str) -> Client:
    client = Client()
    try_password(client, name, **extra)
    return client


def test_a_person_sees_each_place_and_ends_one():
    make_user()
    here, there = signed_in(), signed_in(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    answer = here.get(PAGE)
    text = answer.content.decode()
    assert len(answer.context["places"]) == 2
    assert "Firefox" in text
    assert "192.0.2.7" in text
    assert there.session.session_key not in text
    assert here.session.session_key not in text
    number = next(place["number"] for place in answer.context["places"] if not place["is_here"])
    assert here.post(PAGE, {"number": number}).status_code == 302
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


def test_all_others_end_at_once():
    make_user()
    here, *others = (signed_in() for _ in range(3))
    here.post(PAGE, {"others": "1"})
    assert [one.get("/admin/").status_code for one in others] == [302, 302]
    assert here.get("/admin/").status_code == 200
    assert SignedIn.objects.count() == 1


def test_nobody_ends_the_sessions_of_somebody_else():
    make_user()
    make_user("ander")
    here, other = signed_in(), signed_in("ander")
    here.post(PAGE, {"number": SignedIn.objects.get(user__username="ander").pk})
    here.post(PAGE, {"others": "1"})
    assert other.get("/admin/").status_code == 200


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "²", "1 or 1=1"])
def test_strange_numbers_end_nothing(number):
    make_user()
    here = signed_in()
    assert here.post(PAGE, {"number": number}).status_code == 302
    assert SignedIn.objects.count() == 1


def test_a_mail_server_that_is_away_does_not_undo_a_new_password(monkeypatch):
    def away(*_args, **_kwargs):
        raise ConnectionRefusedError

    user = make_user()
    here = signed_in()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    new = "een nieuwe zin met zeven woorden erin"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(PAGE)["Location"].startswith("/nl/accounts/login/")
    assert client.post(PAGE, {"others": "1"})["Location"].startswith("/nl/accounts/login/")


def test_signing_out_takes_the_place_from_the_list():
    make_user()
    here = signed_in()
    assert SignedIn.objects.count() == 1
    here.post(reverse("account_logout"))
    assert not SignedIn.objects.exists()


def test_a_session_that_the_server_no_longer_accepts_is_not_listed():
    from datetime import timedelta

    from django.utils import timezone

    make_user()
    here, _idle, _old = (signed_in() for _ in range(3))
    first, second, third = SignedIn.objects.order_by("pk")
    SignedIn.objects.filter(pk=second.pk).update(seen_at=timezone.now() - timedelta(minutes=31))
    SignedIn.objects.filter(pk=third.pk).update(began_at=timezone.now() - timedelta(hours=9))
    assert [place["number"] for place in here.get(PAGE).context["places"]] == [first.pk]


def test_after_a_new_password_only_this_place_is_left():
    make_user()
    here, other = signed_in(), signed_in()
    new = "een nieuwe zin met zeven woorden erin"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    assert [place.session_id for place in SignedIn.objects.all()] == [here.session.session_key]
    assert Session.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_changed_factor_ends_the_other_sessions():
    make_user()
    here, other = signed_in(), signed_in()
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    here.get(reverse("mfa_activate_totp"))
    secret = here.session["mfa.totp.secret"]
    here.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert [message.to for message in mail.outbox] == [["j.jansen@example.org"]]
    assert here.get(reverse("mfa_index")).context["authenticators"]
    assert other.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


def test_an_administrator_sees_and_ends_all_sessions(client, administrator, security_log):
    target = make_user()
    theirs = [signed_in(HTTP_USER_AGENT=FIREFOX), signed_in()]
    assert "Firefox" in client.get(change_url(target)).content.decode()
    client.post(do_url(target, "end_sessions"))
    assert [one.get("/admin/").status_code for one in theirs] == [302, 302]
    assert any("sessions ended" in line for line in security_log())
    assert client.get("/admin/").status_code == 200


def test_an_ipv6_network_is_shown_as_such():
    make_user()
    signed_in(REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert SignedIn.objects.get().network == "2001:db8:1:2::"


def test_a_long_or_odd_browser_is_stored_harmlessly():
    make_user()
    here = signed_in(HTTP_USER_AGENT="<script>\x07" + "x" * 1000)
    assert len(SignedIn.objects.get().browser) == SignedIn.LONGEST_BROWSER
    assert "<script>\x07" not in here.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox op Windows"),
        ("curl/8", "onbekende browser"),
        ("Firefox/1", "Firefox"),
        ("", "onbekende browser"),
    ],
)
def test_browsers_are_told_in_words(agent, name):
    assert browser_name(agent) == name


def test_the_pages_of_the_account_lead_to_each_other_and_out():
    make_user("p", Role.PARTNER)
    here = signed_in("p")
    for name in ("account_change_password", "mfa_index", "account_sessions"):
        text = here.get(reverse(name)).content.decode()
        assert f'action="{reverse("account_logout")}"' in text
        assert reverse("account_sessions") in text
        assert 'href="/admin/"' not in text


def test_the_menu_of_the_admin_leads_to_ones_own_account(client, administrator):
    text = client.get("/admin/").content.decode()
    for name in ("account_change_password", "mfa_index", "account_sessions"):
        assert f'href="{reverse(name)}"' in text
