"""The link by which somebody picks the first password of an account that an administrator made.

It is signed (HMAC-SHA-256) and made from the random text that stands in the place of a password until there is one:
when a password is set, another invitation is sent, the mail address changes or the account is closed, it is dead.
"""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from loket.models import User

LASTS = datetime.timedelta(hours=24)
SALT = "loket.invitation"
LONGEST_TOKEN = 300


def is_invited(user: User) -> bool:
    """Whether the account waits for its person."""
    return user.is_active and not is_password_usable(user.password)


def make_token(user: User) -> str:
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def invited_user(token: str, *, lock: bool = False) -> User | None:
    """Whose invitation this is; None when it is forged, too old, used, replaced or withdrawn."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    users = User.objects.select_for_update() if lock else User.objects.all()
    user = users.filter(pk=pk).first()
    if user is None or not is_invited(user) or not constant_time_compare(state, _state(user)):
        return None
    return user


def _state(user: User) -> str:
    return salted_hmac(SALT, f"{user.password}|{user.email}", algorithm="sha256").hexdigest()


def send_invitation(user: User) -> None:
    with translation.override(user.language):
        link = f"{settings.SITE_URL.rstrip('/')}{reverse('account_invitation')}?key={make_token(user)}"
    hours = int(LASTS.total_seconds()) // 3600
    send_account_mail("invitation", user, link=link, hours=hours)


def send_account_mail(name: str, user: User, *, to: str = "", **context: Any) -> None:
    """A mail in the language of ``user``, from templates/account/email/. A server that is away raises ``OSError``."""
    with translation.override(user.language):
        values = {"user": user, "site": settings.SITE_URL, **context}
        subject = render_to_string(f"account/email/{name}_subject.txt", values)
        body = render_to_string(f"account/email/{name}_message.txt", values)
    EmailMessage(" ".join(subject.split()), body.strip() + "\n", None, [to or user.email]).send()
