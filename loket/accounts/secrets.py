"""Encrypt the secrets of second factors, and a new key for the API on its way, before they reach the database.

The keys come from ``SECOND_FACTOR_KEYS`` (any text; the first encrypts, all of them decrypt). Without it they are
derived from ``SECRET_KEY`` and ``SECRET_KEY_FALLBACKS``: a new secret key then needs the old one as a fallback until
``manage.py reencrypt_second_factors`` has run.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "decrypt", "encrypt", "reencrypt"]

PURPOSE = b"loket second factor"


def _key(text: str, purpose: bytes) -> bytes:
    material = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(text.encode())
    return base64.urlsafe_b64encode(material)


def _box(purpose: bytes) -> MultiFernet:
    texts = [*settings.SECOND_FACTOR_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(text, purpose)) for text in texts])


def encrypt(text: str, purpose: bytes = PURPOSE) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def decrypt(token: str, purpose: bytes = PURPOSE) -> str:
    """The text; raises InvalidToken when a byte was changed or no key fits."""
    return _box(purpose).decrypt(token.encode()).decode()


def reencrypt(token: str) -> str:
    """The same secret under the first key."""
    return _box(PURPOSE).rotate(token.encode()).decode()
