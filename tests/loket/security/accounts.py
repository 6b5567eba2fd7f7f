"""Accounts and sign-in steps that the security tests share."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from loket.models import User
from loket.roles import Role

PASSWORD = "een fiets in de regen van mei"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(name: str = "j.jansen", role: Role = Role.CURATOR, second_factor: bool = False) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=role.is_staff)
    user.groups.add(Group.objects.get(name=role.value))
    if second_factor:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def code_now(secret: str = SECRET, step: int = 0) -> str:
    """The code of this moment; waits when the next one is about to begin."""
    if time.time() % 30 > 28:
        time.sleep(2.2)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def try_password(client: Client, name: str = "j.jansen", password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": name, "password": password}, **extra)


def give_code(client: Client, code: str, **extra: str):
    return client.post(reverse("mfa_authenticate"), {"code": code}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def stored_secrets() -> str:
    """The table of second factors as text."""
    return repr(list(Authenticator.objects.values_list("data", flat=True)))
