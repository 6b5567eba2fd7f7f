"""The visitor's true address, settled once for throttles, lock-outs, history and logs.

``X-Forwarded-For`` is a list to which each proxy adds the address that it was called from. The last
``TRUSTED_PROXIES`` entries are written by our own proxies; whatever stands before them is the visitor's own claim.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def client_address(request: HttpRequest, proxies: int) -> str:
    """The address that the outermost proxy of ours was called from; the caller's own when the list is too short."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    claimed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies < 1 or len(claimed) < proxies:
        return peer
    return _plain(claimed[-proxies]) or peer


def _plain(value: str) -> str | None:
    """The address in one spelling, without port or brackets; None when it is not an address."""
    if value.startswith("["):
        value = value[1:].partition("]")[0]
    elif value.count(":") == 1:
        value = value.partition(":")[0]
    try:
        address = ip_address(value)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


class ClientAddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request, settings.TRUSTED_PROXIES)
        return self.get_response(request)
