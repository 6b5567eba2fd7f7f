"""Passwords: long enough, not easy to guess, taken exactly as typed; a reset does not pass by the second factor."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.loket.security.accounts import code_now, give_code, is_signed_in, make_user, try_password

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "Zuidholland2026!x",
        "zu1dh0ll@nd-zu1dh0ll@nd",
        "CRM-loket-2026-11-21",
        "provincie Zuid-Holland",
        "Welkom123456789!",
        "grondstoffenloket",
        "Beheerder!Beheerder!",
        "kort",
        "a" * 14,
        "passwordpassword",
        "1q2w3e4r5t6y7u8i9o0p",
    ],
)
def test_easy_ones_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "fietsen langs de Maas bij Rotterdam in mei",
        " voorloopspatie en verder niets bijzonders",
        "🦆 zwemt in de sloot bij Delft",
        "x" * 100,
        "vijftientekens!",
        "q" * 128,
    ],
)
def test_good_ones_work_exactly_as_typed(client, password):
    validate_password(password)
    user = make_user()
    user.set_password(password)
    user.save()
    for wrong in (
        password.swapcase(),
        password[:-1],
        password.strip() if password != password.strip() else password + " ",
    ):
        if wrong != password:
            try_password(client, password=wrong)
            assert not is_signed_in(client)
    try_password(client, password=password)
    assert is_signed_in(client)


def ask_for_a_link(client, address: str) -> str | None:
    client.post(reverse("account_reset_password"), {"email": address})
    found = re.search(r"http://testserver(\S+)", mail.outbox[-1].body) if mail.outbox else None
    return found.group(1) if found else None


def test_a_reset_does_not_pass_by_the_second_factor(client):
    make_user(second_factor=True)
    link = ask_for_a_link(client, "j.jansen@example.org")
    page = client.get(link, follow=True)
    new = "een nieuwe zin met zeven woorden erin"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert not is_signed_in(client)
    assert try_password(client, password=new).headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    give_code(client, code_now())
    assert is_signed_in(client)


def test_a_link_works_once_and_for_one_hour(client, settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    make_user()
    link = ask_for_a_link(client, "j.jansen@example.org")
    new = "een nieuwe zin met zeven woorden erin"
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    again = client.get(link, follow=True)
    assert 'name="password1"' not in again.content.decode()


def test_strangers_learn_nothing_about_who_has_an_account(client):
    make_user()
    known = client.post(reverse("account_reset_password"), {"email": "j.jansen@example.org"}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert len(mail.outbox) == 1
    texts = [
        re.sub(r'value="[^"]*"', "", try_password(client, name, "fout wachtwoord").content.decode())
        for name in ("j.jansen", "niemand")
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_fields_suit_password_managers_and_have_labels(client, name):
    text = client.get(reverse(name)).content.decode()
    assert "placeholder=" not in text
    for field in re.findall(r'<input type="(?:text|email|password)"[^>]*id="([^"]+)"', text):
        assert f'for="{field}"' in text
    if name == "account_login":
        assert 'autocomplete="username"' in text
        assert 'type="password"' in text
        assert 'autocomplete="current-password"' in text


def test_a_mail_goes_out_when_the_password_changes(client):
    make_user()
    user = make_user("k.klaver")
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    try_password(client, "k.klaver")
    new = "een nieuwe zin met zeven woorden erin"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "een fiets in de regen van mei", "password1": new, "password2": new},
    )
    assert [message.to for message in mail.outbox] == [["k.klaver@example.org"]]
    assert mail.outbox[0].body.startswith("Een bericht van het CRM-loket Zuid-Holland.")
    assert "testserver!" not in mail.outbox[0].body  # the address of the server is nobody's name
