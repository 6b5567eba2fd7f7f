"""Pages and data go out compressed, but never to somebody who is signed in: a page with a secret beside text that the
visitor chose would leak the secret by its length (BREACH)."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

from loket.middleware.headers import is_public


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not is_public(request) or response.cookies or request.method == "POST":
            return response
        return super().process_response(request, response)
