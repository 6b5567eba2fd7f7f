"""What pages behind a private link have in common: nobody guesses one, keeps one, or passes its address on."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from companies.guard import WINDOW, count_within, network_of
from desk.models.linked import LinkedQuerySet

View = Callable[..., HttpResponseBase]
security = logging.getLogger("loket.security")


def find(request: HttpRequest, records: LinkedQuerySet, token: str) -> Any:
    """The record that a link opens. A wrong one is a page that does not exist, and is counted."""
    record = records.at(token).first()
    if record is None:
        _count_guess(request)
        raise Http404
    return record


def private_page(view: View) -> View:
    """No cache keeps it, no search engine lists it, no other site hears its address. Who guessed too often is refused
    before anything is looked up, so that the refusal tells nothing."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _guessed(request) > settings.DESK_GUESSES_PER_HOUR:
            _tell(request, "too many wrong private links")
            response: HttpResponseBase = render(request, "desk/too_many.html", status=429)
            response["Retry-After"] = str(WINDOW)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = render(request, "desk/not_found.html", status=404)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return shown


def _network(request: HttpRequest) -> str:
    return network_of(str(request.META.get("REMOTE_ADDR", "")))


def _count_guess(request: HttpRequest) -> None:
    number = count_within(f"desk guess:{_network(request)}", WINDOW)
    cache.set(_key(request), number, WINDOW)
    _tell(request, "no such private link")


def _guessed(request: HttpRequest) -> int:
    return int(cache.get(_key(request)) or 0)


def _key(request: HttpRequest) -> str:
    return f"desk-guesses:{_network(request)}"


def _tell(request: HttpRequest, result: str) -> None:
    values = {
        "action": "private link", "object": "desk", "result": result, "who": "anonymous",
        "origin": str(request.META.get("REMOTE_ADDR", "")),
    }  # fmt: skip
    security.info("%s", ", ".join(f"{name} {value}" for name, value in values.items()), extra=values)
