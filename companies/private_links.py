"""Pages behind a private link: nobody guesses one, no cache keeps one, no other site hears its address."""

from __future__ import annotations

import dataclasses
import logging
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from companies.guard import WINDOW, count_within, network_of

__all__ = ["Guesses", "kept_nowhere"]

security = logging.getLogger("loket.security")
Response = TypeVar("Response", bound=HttpResponseBase)


@dataclasses.dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong links of one kind from one network within the hour. Who tried too many is refused before anything is
    looked up, with a right link too, so that the refusal tells nothing."""

    kind: str
    #: What is guessed, for the security log.
    what: str = "private link"

    def too_many(self, request: HttpRequest, most: int) -> bool:
        refused = int(cache.get(self._key(request)) or 0) >= most
        if refused:
            self._tell(request, f"too many wrong {self.what}s")
        return refused

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        cache.set(key, count_within(key, WINDOW), WINDOW)
        self._tell(request, f"no such {self.what}")

    def _key(self, request: HttpRequest) -> str:
        return f"{self.kind}-guesses:{network_of(_address(request))}"

    def _tell(self, request: HttpRequest, result: str) -> None:
        values = {
            "action": self.what, "object": self.kind, "result": result, "who": "anonymous",
            "origin": _address(request),
        }  # fmt: skip
        security.info("%s", ", ".join(f"{name} {value}" for name, value in values.items()), extra=values)


def kept_nowhere(response: Response) -> Response:
    """No cache keeps it, no search engine lists it, no other site hears its address; a refusal says when to return."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    if response.status_code == 429:
        response["Retry-After"] = str(WINDOW)
    return response


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
