"""Trap 3: no door passes by the second factor: not the admin's own log-in, not Basic authentication."""

import base64

import pytest
from django.conf import settings
from django.urls import reverse
from rest_framework.views import APIView

from loket.middleware.second_factor import has_second_factor
from tests.loket.security.accounts import PASSWORD, code_now, give_code, is_signed_in, make_user, try_password

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/loket/user/", "/admin/password_change/"])
def test_the_admin_leads_strangers_to_the_one_door(client, path):
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_password_sent_to_the_log_in_of_the_admin_opens_nothing(client):
    make_user(second_factor=True)
    answer = client.post("/admin/login/", {"username": "j.jansen", "password": PASSWORD, "next": "/admin/"})
    assert answer.status_code == 302
    assert not is_signed_in(client)


def test_the_password_alone_opens_nothing(client):
    make_user(second_factor=True)
    assert try_password(client).headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get("/admin/").status_code == 302


def test_password_and_code_open_the_admin(client):
    make_user(second_factor=True)
    try_password(client)
    assert give_code(client, code_now()).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("step", [-1, 1])
def test_a_code_of_another_moment_opens_nothing(client, step):
    make_user(second_factor=True)
    try_password(client)
    give_code(client, code_now(step=step))
    assert not is_signed_in(client)


def test_no_view_of_the_api_takes_basic_authentication():
    assert [cls.__name__ for cls in APIView.authentication_classes] == ["SessionAuthentication"]
    assert not any("Basic" in name for name in settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"])


def test_fifteen_basic_headers_do_nothing(client):
    make_user()
    secret = base64.b64encode(f"j.jansen:{PASSWORD}".encode()).decode()
    for _ in range(15):
        answer = client.get("/admin/", HTTP_AUTHORIZATION=f"Basic {secret}")
        assert answer.status_code == 302
    assert not is_signed_in(client)


def test_staff_without_a_factor_reach_only_the_page_to_set_one_up(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    make_user()
    try_password(client)
    enrolment = reverse("mfa_activate_totp")
    for path in ("/admin/", "/nl/", "/nl/accounts/password/change/", "/admin/password_change/"):
        assert client.get(path).headers["Location"] == reverse("mfa_index")
    explained = client.get(reverse("mfa_index")).content.decode()
    assert "U hebt nog geen tweede factor" in explained
    assert enrolment in explained
    assert client.get("/api/v1/anything").status_code == 403
    again = client.get(enrolment).headers["Location"]
    assert again.startswith(reverse("account_reauthenticate"))
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == enrolment
    assert client.get(enrolment).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert not is_signed_in(client)


def test_setting_a_factor_up_opens_the_rest(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user()
    try_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = page.partition("<code>")[2].partition("</code>")[0]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200
    assert has_second_factor(user.pk)


def test_nobody_makes_an_account(client):
    assert client.get("/nl/accounts/signup/").status_code == 404
    assert client.post("/nl/accounts/signup/", {"email": "x@example.org"}).status_code == 404


def test_one_back_end_checks_passwords():
    """A second one would double the cost of each guess, and be a second door."""
    assert settings.AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",
        "allauth.account.auth_backends.AuthenticationBackend",
    ]
