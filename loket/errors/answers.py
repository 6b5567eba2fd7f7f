"""Make one error answer: problem+json under the API, a page elsewhere, and plain HTML when even the page fails."""

import logging
import secrets
from typing import Any

from django.conf import settings
from django.db import OperationalError as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import select_template
from django.utils import translation
from django.utils.html import format_html
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from loket.errors.problems import problem_response
from loket.errors.texts import detail_of, title_of
from loket.middleware.headers import ADMIN_PREFIX

RETRY_AFTER = 60
LAST_RESORT = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>'
    "<body><main><h1>{}</h1><p>{}</p></main></body></html>"
)
log = logging.getLogger("loket.errors")


def error_answer(request: HttpRequest, status: int, detail: str = "", invalid: str = "") -> HttpResponse:
    """An answer with ``status``; ``invalid`` names the parameter that was wrong."""
    with translation.override(language_of(request)):
        if request.path_info.startswith(settings.API_PREFIX):
            reason = detail or detail_of(status)
            members: dict[str, Any] = {"errors": [{"name": invalid, "reason": reason}]} if invalid else {}
            return problem_response(request, status, reason, **members)
        return page(request, status, detail)


def language_of(request: HttpRequest) -> str:
    """The language of the address, else the visitor's; in the admin that of who works there, as its pages have. The
    middleware that settles it may not have run, and the database may be what failed: only who is known already counts.
    """
    person = getattr(request, "_cached_user", None) if request.path_info.startswith(ADMIN_PREFIX) else None
    return getattr(person, "language", "") or translation.get_language_from_request(request, check_path=True)


def page(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """``detail`` says what was wrong; without it the page of the status tells it in general."""
    title, reason = title_of(status), detail or detail_of(status)
    context = {"status": status, "title": title, "detail": reason, "reference": _reference(request, status)}
    try:
        template = select_template(["error.html"] if detail else [f"{status}.html", "error.html"])
        body = template.render(context, request)
    except Exception:
        log.exception("The error page itself cannot be made.")
        body = format_html(LAST_RESORT, translation.get_language(), title, title, reason)
    return HttpResponse(body, status=status)


def _reference(request: HttpRequest, status: int) -> str:
    """A number that the visitor can quote and the log knows; only where something failed on our side."""
    if status < 500:
        return ""
    number = secrets.token_hex(4)
    log.error("Shown to the visitor with number %s", number, extra={"request": request, "status_code": status})
    return number


def failed_neighbour(exception: BaseException | None) -> str | None:
    """The part that did not answer, when that is what ``exception`` tells; None when it tells something else."""
    if isinstance(exception, DatabaseError):
        return "database"
    if isinstance(exception, BrokerError):
        return "broker"
    return "cache" if isinstance(exception, RedisError) else None


def unavailable(request: HttpRequest, neighbour: str) -> HttpResponse:
    response = error_answer(request, 503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
