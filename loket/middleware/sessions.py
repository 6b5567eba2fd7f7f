"""How long somebody stays signed in: half an hour without a request, eight hours in all.

Django knows one age only. The moments of signing in and of the last request stand in the session itself, on the
server; the last one is written at most once a minute.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from loket.accounts import sessions
from loket.logs import record

STARTED = "loket.started"
SEEN = "loket.seen"
WRITE_EVERY = 60


def ended(started: float, seen: float, now: float) -> str | None:
    """Why a session is over: ``idle`` or ``total``; None when it is not."""
    if now - started > settings.SESSION_TOTAL_SECONDS:
        return "total"
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return "idle"
    return None


class SessionLifeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    @staticmethod
    def _look(request: HttpRequest) -> None:
        now = time.time()
        # A session without its moments was not made by signing in here; it starts to count now.
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        reason = ended(started, seen, now)
        if reason:
            record("session", result=f"ended, {reason}", request=request, level=logging.INFO)
            logout(request)
            return
        sessions.list_session(request, request.user)  # type: ignore[arg-type]
        if now - seen > WRITE_EVERY:
            request.session[SEEN] = now
            sessions.seen(request)
