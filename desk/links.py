"""Private links: what stands in the address, and what is kept of it.

The address holds 256 bits. The database keeps their SHA-256 alone, and a seed of which the key of the portal makes the
same bits again when a mail is written: who reads the database can open no link. While an earlier key is among the
fallbacks its links go on in new mails; after that a mail brings a new link (``Linked.renew``).
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings

__all__ = ["digest_of", "new_seed", "token_of"]


def new_seed() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


def token_of(seed: str, purpose: str, key: str | None = None) -> str:
    """What stands in the address; a seed gives other bits for another purpose."""
    text = f"desk link:{purpose}:{seed}".encode()
    bits = hmac.new((key or settings.SECRET_KEY).encode(), text, hashlib.sha256).digest()
    return urlsafe_b64encode(bits).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What the database knows of an address."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
