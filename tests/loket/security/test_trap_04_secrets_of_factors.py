"""Trap 4: secrets of second factors are encrypted in the database, and the account asks again before it changes."""

import time

import pytest
from allauth.account import app_settings as account_settings
from allauth.mfa import app_settings as factor_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.urls import reverse

from loket.accounts import secrets
from tests.loket.security.accounts import (
    PASSWORD,
    SECRET,
    code_now,
    give_code,
    is_signed_in,
    make_user,
    stored_secrets,
    try_password,
)

pytestmark = pytest.mark.django_db


def recovery_codes() -> list[str]:
    return RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()


def test_the_table_holds_no_secret_in_clear():
    make_user(second_factor=True)
    text = stored_secrets()
    assert SECRET not in text
    assert not [code for code in recovery_codes() if code in text]


def test_a_changed_byte_is_refused(client):
    make_user(second_factor=True)
    row = Authenticator.objects.get(type="totp")
    token = row.data["secret"]
    row.data["secret"] = token[:30] + ("A" if token[30] != "A" else "B") + token[31:]
    row.save()
    try_password(client)
    assert give_code(client, code_now()).status_code == 403
    assert not is_signed_in(client)


def test_a_new_key_with_the_old_one_as_fallback_opens_and_then_the_old_one_can_go(client, settings):
    settings.SECOND_FACTOR_KEYS = ["first key"]
    make_user(second_factor=True)
    settings.SECOND_FACTOR_KEYS = ["second key", "first key"]
    call_command("reencrypt_second_factors")
    settings.SECOND_FACTOR_KEYS = ["second key"]
    try_password(client)
    give_code(client, code_now())
    assert is_signed_in(client)


def test_a_key_that_is_gone_opens_nothing(client, settings):
    settings.SECOND_FACTOR_KEYS = ["first key"]
    make_user(second_factor=True)
    settings.SECOND_FACTOR_KEYS = ["second key"]
    try_password(client)
    assert give_code(client, code_now()).status_code == 403


def test_a_new_secret_key_keeps_the_old_one_as_fallback(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old" * 20, []
    token = secrets.encrypt("zwaluw")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, ["old" * 20]
    assert secrets.decrypt(token) == "zwaluw"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(secrets.InvalidToken):
        secrets.decrypt(token)


def test_a_recovery_code_opens_once(client):
    make_user(second_factor=True)
    code = recovery_codes()[0]
    for expected in (True, False):
        try_password(client)
        give_code(client, code)
        assert is_signed_in(client) is expected
        client.logout()


def test_recovery_codes_are_shown_once(client):
    make_user(second_factor=True)
    try_password(client)
    give_code(client, code_now())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    codes = recovery_codes()
    first, second = (client.get(reverse("mfa_view_recovery_codes")).content.decode() for _ in range(2))
    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
@pytest.mark.parametrize("minutes", [None, 6])
def test_changes_to_the_factor_ask_for_the_password_of_the_last_five_minutes(client, name, minutes):
    make_user(second_factor=True)
    try_password(client)
    give_code(client, code_now())
    if minutes:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        session = client.session
        records = session["account_authentication_methods"]
        session["account_authentication_methods"] = [{**record, "at": time.time() - minutes * 60} for record in records]
        session.save()
    answer = client.post(reverse(name), {})
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_a_password_is_changed_with_the_old_one_only(client):
    user = make_user()
    try_password(client)
    new = "een nieuwe zin met zeven woorden erin"
    for old, changed in (("", False), ("fout wachtwoord", False), (PASSWORD, True)):
        client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})
        user.refresh_from_db()
        assert user.check_password(new) is changed


def test_both_reauthentications_are_on_and_codes_have_no_tolerance():
    assert account_settings.REAUTHENTICATION_REQUIRED
    assert factor_settings.REAUTHENTICATION_REQUIRED
    assert account_settings.REAUTHENTICATION_TIMEOUT == 300
    assert factor_settings.TOTP_TOLERANCE == 0
    assert factor_settings.TOTP_INSECURE_BYPASS_CODE is None
