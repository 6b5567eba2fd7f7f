"""Requests that no page can answer are refused at the door, with the reason, instead of failing further on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from loket.errors.answers import error_answer, language_of
from loket.middleware.headers import is_api

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def has_control(text: str) -> bool:
    """Whether ``text`` has a character that no name, search or path has: below the space, tab and line ends apart."""
    return any(char < " " and char not in "\t\r\n" for char in text)


def null_parameter(parameters: QueryDict) -> str | None:
    """The first parameter with a null byte in its name or value."""
    for name, values in parameters.lists():
        if "\x00" in name or any(isinstance(value, str) and "\x00" in value for value in values):
            return name.replace("\x00", "\\0")
    return None


def unreadable_parameter(query: str) -> str | None:
    """The first parameter that is no UTF-8, such as one in the code of an old program: read on, its accented letters
    would be others."""
    if query.isascii() and "%" not in query:
        return None
    for part in query.split("&"):
        raw = unquote_to_bytes(part.encode("latin-1", "replace"))
        try:
            raw.decode()
        except UnicodeDecodeError:
            return raw.partition(b"=")[0].decode(errors="backslashreplace")
    return None


class RequestGuardMiddleware:
    """Looks at the request line alone; the body is left unread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._refusal(request) or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        query = request.META.get("QUERY_STRING", "")
        if request.method not in METHODS:
            response = refuse(request, 405, _("This method is not available."))
            response["Allow"] = ", ".join(METHODS)
            return response
        if has_control(request.path_info):
            return refuse(request, 400, _("The address has a control character in it."))
        if len(query) > settings.MAX_QUERY_STRING:
            return too_long(request, query)
        if "%00" in query or "\x00" in query:
            name = null_parameter(request.GET)
            if name is not None:
                return null_byte(request, name)
        unreadable = unreadable_parameter(query)
        if unreadable is not None:
            text = _("The value of “%(name)s” is not written in UTF-8.")
            return refuse(request, 400, text, unreadable[:50], name=unreadable[:50])
        if is_api(request):
            return self._api_refusal(request)
        return None

    @staticmethod
    def _api_refusal(request: HttpRequest) -> HttpResponse | None:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return refuse(request, 403, _("The API answers over https only."))
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.content_type != "multipart/form-data" and (not length.isdecimal() or int(length) > limit):
            return refuse(request, 413, _("The body is too large: at most %(limit)d bytes are allowed."), limit=limit)
        return None


class FormGuardMiddleware:
    """Null bytes in a form that is sent. Runs after the CSRF check, which has read the form already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or is_api(request) or request.content_type not in FORMS:
            return None
        name = null_parameter(request.POST)
        return null_byte(request, name) if name is not None else None


def refuse(request: HttpRequest, status: int, text: str, invalid: str = "", **values: Any) -> HttpResponse:
    """At the door no language is settled yet: the reason is told in that of the address or the visitor."""
    with translation.override(language_of(request)):
        return error_answer(request, status, gettext(text) % values if values else gettext(text), invalid)


def too_long(request: HttpRequest, query: str) -> HttpResponse:
    """A page cannot be found there; the API names the parameter that takes most room, as for any wrong value."""
    text = _("The question is too long: %(length)d characters, where at most %(limit)d are allowed.")
    status, invalid = 414, ""
    if is_api(request):
        status, invalid = 400, max(query.split("&"), key=len).partition("=")[0][:50]
    return refuse(request, status, text, invalid, length=len(query), limit=settings.MAX_QUERY_STRING)


def null_byte(request: HttpRequest, name: str) -> HttpResponse:
    return refuse(request, 400, _("The value of “%(name)s” has a null byte in it."), name[:50], name=name[:50])
