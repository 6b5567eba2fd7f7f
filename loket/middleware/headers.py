"""Security headers on every answer: pages, API, static files, redirects and errors alike.

django-csp builds the policies and gives views its decorators; HSTS, nosniff, Referrer-Policy and X-Frame-Options come
from Django's own middleware. Outermost, so that an answer made by any other middleware has them too.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

ADMIN_PREFIX = "/admin/"
FORM_WITH_MISTAKES = (400, 422)
SIGNED_IN_PATHS = (ADMIN_PREFIX, "/accounts/", "/nl/accounts/", "/en/accounts/")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "API-Version, Content-Crs, ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.API_PREFIX)


def is_public(request: HttpRequest) -> bool:
    """Nobody has said who they are: no session and no key."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "Authorization" not in request.headers


def drop_body(response: Any) -> None:
    """An answer to HEAD: the headers of the answer to GET, its length too, and nothing after them."""
    if response.streaming:
        response.streaming_content = ()
        return
    length = response.headers.get("Content-Length", str(len(response.content)))
    response.content = b""
    response.headers["Content-Length"] = length


class HeadersMiddleware(CSPMiddleware):
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.page_policy = build_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
        self.admin_policy = build_policy(settings.ADMIN_CONTENT_SECURITY_POLICY)

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        headers = response.headers
        if HEADER not in headers and not self._is_debug_page(response):
            headers[HEADER] = self._policy(request, response)
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_api(request):
            self._api(request, response)
        else:
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        self._caching(request, response)
        if request.method == "HEAD":
            drop_body(response)
        if getattr(request, "signed_out", False) and request.is_secure():
            headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _policy(self, request: HttpRequest, response: Any) -> str:
        if is_api(request) and not response.headers.get("Content-Type", "").startswith("text/html"):
            return API_POLICY
        if self._of_admin(request, response):
            return self.admin_policy
        parts: PolicyParts = self.get_policy_parts(request, response)
        if parts.config is None and parts.update is None and parts.replace is None and parts.nonce is None:
            return self.page_policy
        return build_policy(**asdict(parts))

    @staticmethod
    def _of_admin(request: HttpRequest, response: Any) -> bool:
        """A page of the admin itself, shown to somebody of the team: not its redirects, errors or log-in.

        A form with mistakes is such a page, whatever its status: without its script a veil lies over the mistakes.
        """
        is_form = response.status_code in FORM_WITH_MISTAKES and isinstance(response, SimpleTemplateResponse)
        if not request.path_info.startswith(ADMIN_PREFIX) or (response.status_code >= 300 and not is_form):
            return False
        user = getattr(request, "user", None)
        return bool(user and user.is_authenticated and user.is_staff)

    @staticmethod
    def _is_debug_page(response: Any) -> bool:
        return bool(settings.DEBUG and response.status_code in (400, 404, 500))

    @staticmethod
    def _api(request: HttpRequest, response: Any) -> None:
        headers = response.headers
        headers.setdefault("API-Version", settings.API_VERSION)
        open_to_all = is_public(request) and (request.method in SAFE_METHODS or response.status_code == 405)
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if open_to_all else "same-origin")
        if open_to_all:
            for name, value in CROSS_ORIGIN.items():
                headers.setdefault(name, value)

    @staticmethod
    def _caching(request: HttpRequest, response: Any) -> None:
        """What somebody who is signed in sees is kept nowhere; errors neither; public API answers are asked after."""
        headers = response.headers
        if request.path_info.startswith(str(settings.STATIC_URL)) and response.status_code < 400:
            return
        if not is_public(request) or request.path_info.startswith(SIGNED_IN_PATHS):
            headers["Cache-Control"] = "no-store, private"
        elif response.status_code >= 400:
            headers["Cache-Control"] = "no-store"
        elif is_api(request):
            headers.setdefault("Cache-Control", "no-cache")
