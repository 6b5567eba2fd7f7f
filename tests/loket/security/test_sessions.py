"""How a session begins, lives and ends."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from loket.middleware.sessions import SEEN, STARTED, ended
from loket.roles import Role
from tests.loket.security.accounts import PASSWORD, is_signed_in, make_user, try_password

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


def shift(client: Client, **moments: float) -> None:
    session = client.session
    session.update(moments)
    session.save()


@pytest.mark.parametrize(
    ("started", "seen", "reason"),
    [(0, 0, None), (HOUR, 29 * MINUTE, None), (HOUR, 31 * MINUTE, "idle"), (8 * HOUR + 1, 0, "total")],
)
def test_when_a_session_is_over(started, seen, reason):
    now = 1_800_000_000.0
    assert ended(now - started, now - seen, now) == reason


@pytest.mark.parametrize(
    "moments", [{SEEN: time.time() - 31 * MINUTE}, {STARTED: time.time() - 8 * HOUR - 1, SEEN: time.time()}]
)
def test_the_server_ends_it(client, moments):
    make_user()
    try_password(client)
    assert client.get("/admin/").status_code == 200
    shift(client, **moments)
    assert client.get("/admin/").status_code == 302
    assert not is_signed_in(client)


def test_requests_keep_it_alive_but_are_written_once_a_minute(client, django_assert_max_num_queries):
    make_user()
    try_password(client)
    shift(client, **{SEEN: time.time() - 25 * MINUTE})
    client.get("/nl/over")
    seen = client.session[SEEN]
    assert time.time() - seen < 5
    client.get("/nl/over")
    assert client.session[SEEN] == seen


def test_signing_in_makes_a_new_session_id(client):
    make_user()
    client.get("/nl/accounts/login/")
    shift(client, planted="by somebody else")
    before = client.session.session_key
    try_password(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_it_on_the_server(client, settings):
    make_user()
    try_password(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=cookie).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert thief.get("/admin/").status_code == 302


def test_a_link_signs_nobody_out(client):
    make_user()
    try_password(client)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)


def test_a_closed_account_ends_its_sessions_at_once(client):
    user = make_user()
    try_password(client)
    user.is_active = False
    user.save()
    assert client.get("/admin/").status_code == 302


def test_a_changed_password_ends_the_other_sessions(client):
    make_user()
    other = Client()
    try_password(client)
    try_password(other)
    new = "een nieuwe zin met zeven woorden erin"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, settings):
    make_user()
    client.get("/nl/accounts/login/")
    try_password(client)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
    assert not client.cookies[settings.SESSION_COOKIE_NAME]["max-age"]


def test_session_ids_cannot_be_guessed():
    from django.contrib.sessions.backends.db import SessionStore

    ids = {SessionStore()._get_new_session_key() for _ in range(300)}
    assert len(ids) == 300
    assert all(len(key) == 32 for key in ids)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_signing_in_leads_to_no_other_host(client, target):
    make_user()
    answer = client.post(reverse("account_login"), {"login": "j.jansen", "password": PASSWORD, "next": target})
    assert answer.headers["Location"] == "/admin/"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_signing_out_stays_in_the_language_of_the_page(client, language):
    make_user()
    try_password(client)
    answer = client.post(f"/{language}/accounts/logout/", HTTP_ACCEPT_LANGUAGE="fr")
    assert answer.headers["Location"] == f"/{language}/"


def test_who_has_no_work_in_the_admin_lands_on_their_own_account(client):
    make_user("p.partner", Role.PARTNER)
    answer = try_password(client, "p.partner")
    assert answer.headers["Location"] == reverse("account_sessions")
    assert client.get(answer.headers["Location"]).status_code == 200
    make_user()
    client.logout()
    assert try_password(client).headers["Location"] == "/admin/"
