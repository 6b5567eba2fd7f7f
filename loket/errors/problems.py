"""Errors of the API as problem+json (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
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
    data = problem(request, exc.status_code, _sentence(exc.detail), **members)
    response = Response(data, status=exc.status_code, content_type=CONTENT_TYPE)
    scheme, wait = getattr(exc, "auth_header", None), getattr(exc, "wait", None)
    if scheme:
        response["WWW-Authenticate"] = scheme
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response


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
