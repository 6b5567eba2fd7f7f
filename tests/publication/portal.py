"""The portal as the web server calls it, for tests of what is answered before Django."""

import io
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from publication import versions
from publication.unchanged import Unchanged

ADDRESS = "/api/v1/companies?pageSize=5"


class Portal:
    """The WSGI application as the web server calls it; ``short`` tells which requests never came to Django."""

    def __init__(self, read: Callable[[], Any] = versions._of_django, **options: Any) -> None:
        self.short: list[bool] = []
        self.application = Unchanged(self._long, read, **options)
        self._django = get_wsgi_application()

    def get(self, address: str = ADDRESS, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        path, _, query = address.partition("?")
        environ = RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=method)
        environ |= {"HTTP_HOST": "testserver", "HTTP_ACCEPT": "application/json", "wsgi.input": io.BytesIO()}
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        environ.pop("HTTP_COOKIE", None) if "Cookie" not in headers else None
        seen: list[Any] = []
        self.short.append(True)
        body = self.application(environ, lambda status, headers, *more: seen.extend([int(status[:3]), dict(headers)]))
        content = b"".join(body)
        return seen[0], seen[1], content

    def again(self, first: dict[str, str], address: str = ADDRESS, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.get(address, **{"If-None-Match": first["ETag"], **headers})

    def _long(self, environ: Any, start_response: Any) -> Any:
        self.short[-1] = False
        return self._django(environ, start_response)
