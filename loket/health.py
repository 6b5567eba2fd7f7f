"""Is the process alive (``/healthz``), and can it work (``/readyz``)? No versions, no host names."""

import logging
import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from loket.celery import app

BROKER_SECONDS = 2
log = logging.getLogger("loket.health")


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker() -> None:
    with app.connection_for_write(connect_timeout=BROKER_SECONDS) as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
        link.channel()  # the file broker looks at its folders only now; closed with the connection


def shared_cache() -> None:
    token = secrets.token_hex(8)
    cache.set("readyz", token, 10)
    if not cache.get("readyz"):
        raise RuntimeError("The cache keeps nothing.")


PARTS: dict[str, Callable[[], None]] = {"database": database, "broker": broker, "cache": shared_cache}


def failing_parts() -> list[str]:
    """The names of the parts that do not answer, each noted in the log with its error."""
    failing = []
    for name, look in PARTS.items():
        try:
            look()
        except Exception:
            log.exception("The %s does not answer.", name)
            failing.append(name)
    return failing


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    failing = failing_parts()
    body = {"status": "unavailable", "failing": failing} if failing else {"status": "ok"}
    return JsonResponse(body, status=503 if failing else 200, headers={"Cache-Control": "no-store"})
