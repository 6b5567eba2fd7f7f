"""A new key on its way from the answer that made it to the page that shows it: once, to who made it, soon.

The page is a page of its own, so that loading it again makes no other key. In between the secret lies in the session,
encrypted with a key that the database does not have, and goes out of it before it is shown.
"""

import time

from django.http import HttpRequest

from loket.accounts.secrets import InvalidToken, decrypt, encrypt
from loket.models import ApiKey

__all__ = ["SECONDS", "keep", "take"]

PLACE = "new_api_key"
PURPOSE = b"loket new api key"
#: So long it waits to be shown.
SECONDS = 300


def keep(request: HttpRequest, key: ApiKey, secret: str) -> None:
    request.session[PLACE] = {"key": key.pk, "sealed": encrypt(secret, PURPOSE), "until": time.time() + SECONDS}


def take(request: HttpRequest, key: ApiKey) -> str | None:
    """The secret, this one time; None when it was shown before, too late, or to somebody else."""
    kept = request.session.get(PLACE)
    if not isinstance(kept, dict) or kept.get("key") != key.pk:
        return None
    del request.session[PLACE]
    request.session.save()  # before it is shown: no answer is left that could show it twice
    if kept["until"] < time.time():
        return None
    try:
        return decrypt(kept["sealed"], PURPOSE)
    except InvalidToken:
        return None
