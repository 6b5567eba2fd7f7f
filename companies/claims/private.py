"""Pages behind a private link: no cache keeps them, no other site hears their address, and nobody guesses one."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from companies.claims.links import find
from companies.enums import LinkPurpose
from companies.guard import WINDOW, count_within, network_of

__all__ = ["private_link"]

MOST_GUESSES = 30  # an hour from one network
security = logging.getLogger("loket.security")
View = Callable[..., HttpResponse]


def private_link(*purposes: LinkPurpose) -> Callable[[View], View]:
    """The view gets the link in the place of the secret. A wrong, used, ended or expired one gives one and the same
    page; who tried too many is refused before anything is looked up, with a right one too."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def shown(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
            key = f"claim-guesses:{network_of(str(request.META.get('REMOTE_ADDR', '')))}"
            if int(cache.get(key) or 0) >= MOST_GUESSES:
                response = render(request, "companies/link_gone.html", {"too_many": True}, status=429)
                response["Retry-After"] = str(WINDOW)
            elif (link := find(secret, *purposes)) is not None:
                response = view(request, link, **kwargs)
            else:
                cache.set(key, count_within(key, WINDOW), WINDOW)
                _tell(request)
                response = render(request, "companies/link_gone.html", status=404)
            response["Cache-Control"] = "no-store, private"
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            return response

        return shown

    return wrap


def _tell(request: HttpRequest) -> None:
    values = {
        "action": "private link", "object": "claim", "result": "no such private link", "who": "anonymous",
        "origin": str(request.META.get("REMOTE_ADDR", "")),
    }  # fmt: skip
    security.info("%s", ", ".join(f"{name} {value}" for name, value in values.items()), extra=values)
