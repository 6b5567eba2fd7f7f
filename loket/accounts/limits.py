"""Whom limits count against: the account that is meant, and the network that a request comes from."""

import hashlib
import logging
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from companies.guard import network_of
from loket.middleware.address import client_address
from loket.models import User
from publication.unchanged import is_counted

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
log = logging.getLogger("loket.limits")


def client_network(request: HttpRequest) -> str:
    return network_of(str(request.META.get("REMOTE_ADDR", "")))


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The username that somebody tries, also when the mail address was given; else what was given, in lower case."""
    given = credentials or {}
    name = str(given.get("username") or given.get("email") or "").strip().lower()[:150]
    known = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).exclude(username="") if name else None
    found = known.order_by("pk").values_list("username", flat=True).first() if known is not None else None
    return (found or name).lower()


class AddressThrottle(BaseThrottle):
    """A number of requests per period for each network, counted in a window that all processes share.

    A signed-in member of staff is counted too. When the cache is away the API goes on answering: it is public data,
    and a limit that cannot be counted must not close it.
    """

    scope = "api"

    def __init__(self) -> None:
        self.retry_after = 0.0

    def allow_request(self, request: Any, view: Any) -> bool:
        is_counted(request)
        limit, seconds = parse_rate(settings.API_RATE)
        now = time.time()
        self.retry_after = seconds - now % seconds
        key = f"throttle:{self.scope}:{_digest(client_network(request))}:{int(now // seconds)}"
        try:
            return count(key, seconds) <= limit
        except RedisError:
            log.exception("The cache is away; requests to the API are not counted.")
            return True

    def wait(self) -> float:
        return self.retry_after


def admits(environ: Mapping[str, Any]) -> bool:
    """Count a request that is answered before it comes to Django, as :class:`AddressThrottle` counts all others."""
    request = HttpRequest()
    request.META = dict(environ)
    request.META["REMOTE_ADDR"] = client_address(request, settings.TRUSTED_PROXIES)
    return AddressThrottle().allow_request(request, None)


def count(key: str, seconds: int) -> int:
    """How often this was called with ``key`` within its window, this time included."""
    if cache.add(key, 1, seconds + 1):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two
        return 1


def parse_rate(rate: str) -> tuple[int, int]:
    """``600/min`` as (600, 60)."""
    number, _, period = rate.partition("/")
    return int(number), PERIODS[period.strip()[0]]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
