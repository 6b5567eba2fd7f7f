"""When the broker, the cache or the database is away, say so (503) instead of failing (500)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from loket.errors.answers import failed_neighbour, unavailable

log = logging.getLogger("loket.neighbours")


class NeighbourMiddleware:
    """Innermost, so that it sees the errors of views before anything else makes a 500 of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        neighbour = failed_neighbour(exception)
        if neighbour is None:
            return None
        log.error("The %s does not answer: %s", neighbour, type(exception).__name__, extra={"request": request})
        return unavailable(request, neighbour)
