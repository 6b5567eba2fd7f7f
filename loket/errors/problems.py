"""Errors of the API as problem+json (RFC 9457)."""

import json
import math
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from rest_framework import exceptions
from rest_framework.response import Response

from loket.errors.texts import title_of

CONTENT_TYPE = "application/problem+json"


def problem(request: HttpRequest, status: int, detail: str, **members: Any) -> dict[str, Any]:
    """The members of a problem; ``members`` add to them (``errors`` names what was wrong)."""
    return {
        "type": "about:blank",
        "title": title_of(status),
        "status": status,
        "detail": detail,
        "instance": request.path,
        **members,
    }


def problem_response(request: HttpRequest, status: int, detail: str, **members: Any) -> HttpResponse:
    body = json.dumps(problem(request, status, detail, **members), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's errors as problems; anything it does not know goes on to the handlers of loket.errors."""
    if not isinstance(exc, exceptions.APIException):
        return None
    request = context["request"]
    members = {"errors": list(invalid_params(exc.detail))} if _has_fields(exc.detail) else {}
    wait = getattr(exc, "wait", None)
    detail = _sentence(exc.detail) if wait is None else come_back(wait)
    data = problem(request, exc.status_code, detail, **members)
    response = Response(data, status=exc.status_code, content_type=CONTENT_TYPE)
    if scheme := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = scheme
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response


def come_back(seconds: float) -> str:
    """When somebody who asked too much may ask again, as the header ``Retry-After`` says it."""
    wait = int(seconds) + 1
    if wait < 120:
        text = ngettext("Ask again in %(number)d second.", "Ask again in %(number)d seconds.", wait)
        return text % {"number": wait}
    minutes = math.ceil(seconds / 60)
    text = ngettext("Ask again in %(number)d minute.", "Ask again in %(number)d minutes.", minutes)
    return text % {"number": minutes}


def invalid_params(detail: Any, path: str = "") -> Any:
    """Each wrong field with its reason: ``{"name": "startDate", "reason": "…"}``."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from invalid_params(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from invalid_params(inner, path)
    else:
        yield {"name": path, "reason": str(detail)}


def _has_fields(detail: Any) -> bool:
    return isinstance(detail, dict)


def _sentence(detail: Any) -> str:
    if not isinstance(detail, dict | list):
        return str(detail)
    return " ".join(
        f"{item['name']}: {item['reason']}" if item["name"] else item["reason"] for item in invalid_params(detail)
    )


def phrase(status: int) -> str:
    return HTTPStatus(status).phrase
