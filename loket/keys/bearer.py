"""``Authorization: Bearer …``: who a key speaks for. Nothing else opens these addresses: no session, no password."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from companies.guard import WINDOW
from companies.private_links import Guesses
from loket.keys.actions import digest_of
from loket.models import ApiKey, User

__all__ = ["MOST_GUESSES", "BearerKey"]

#: Wrong keys from one network in an hour; after that right ones are refused too.
MOST_GUESSES = 30
GUESSES = Guesses("api", "key")
LONGEST = 200
REFUSED = _("Send a key that works: Authorization: Bearer <key>. Ask the loket for a new one when yours has expired.")


class BearerKey(BaseAuthentication):
    """One answer for a key that is missing, unknown, expired, revoked or of a closed account: which it is, is told to
    nobody. The secret has 256 random bits, so looking up its digest tells nothing by its duration either."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey]:
        http = request._request
        if GUESSES.too_many(http, MOST_GUESSES):
            raise Throttled(wait=WINDOW)
        scheme, _space, secret = http.headers.get("Authorization", "").partition(" ")
        secret = secret.strip()
        if scheme.lower() != "bearer" or not secret:
            raise AuthenticationFailed(REFUSED)
        key = self._find(secret) if len(secret) <= LONGEST else None
        if key is None:
            GUESSES.count(http)
            raise AuthenticationFailed(REFUSED)
        today = timezone.localdate()
        if key.used_on != today:
            ApiKey.objects.filter(pk=key.pk).update(used_on=today)
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"

    @staticmethod
    def _find(secret: str) -> ApiKey | None:
        return ApiKey.objects.working().select_related("owner").filter(digest=digest_of(secret)).first()


class BearerKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description of the API calls it."""

    target_class = BearerKey
    name = "partnerKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of a partner, made by an administrator of the loket; it works until its last day.",
        }
