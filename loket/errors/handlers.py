"""Django's and allauth's error handlers; loket/urls.py names them."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from loket.errors.answers import error_answer, failed_neighbour, unavailable
from loket.logs import record
from loket.moved import moved_to

COOL_OFF_SECONDS = 900


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_answer(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    record("access", result="refused", request=request, object=request.path)
    return error_answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A record that has another slug now is found at its new address."""
    if there := moved_to(request):
        return HttpResponsePermanentRedirect(there)
    return error_answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    neighbour = failed_neighbour(sys.exc_info()[1])
    return unavailable(request, neighbour) if neighbour else error_answer(request, 500)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    record("limit", result="refused", request=request, object=request.path)
    response = error_answer(request, 429)
    response["Retry-After"] = "60"
    return response


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Too many wrong passwords for one name from one address."""
    response = error_answer(
        request, 429, _("Too many attempts to sign in. Wait a quarter of an hour, or ask an administrator.")
    )
    response["Retry-After"] = str(COOL_OFF_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    record("form", result="refused: not sent from a page of the portal", request=request, object=request.path)
    return error_answer(request, 403)
