"""What the shared cache holds is signed: who can write to Redis cannot make the portal load an object of theirs."""

import hashlib
import hmac
import pickle
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation

SIGNATURE_LENGTH = 32


class SignedSerializer:
    """Pickle with a signature in front; whole numbers stay bare, so that Redis itself can count them up."""

    def dumps(self, value: Any) -> bytes | int:
        if type(value) is int:
            return value
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return self._signature(data) + data

    def loads(self, stored: bytes) -> Any:
        """The value; raises SuspiciousOperation when the signature is not ours."""
        try:
            return int(stored)
        except ValueError:
            signature, data = stored[:SIGNATURE_LENGTH], stored[SIGNATURE_LENGTH:]
        if not hmac.compare_digest(signature, self._signature(data)):
            raise SuspiciousOperation("A value in the cache is not signed by the portal.")
        return pickle.loads(data)  # noqa: S301 - signed by us

    @staticmethod
    def _signature(data: bytes) -> bytes:
        key = hashlib.sha256(b"loket.cache" + settings.SECRET_KEY.encode()).digest()
        return hmac.digest(key, data, "sha256")
