"""The shortest way to "unchanged": before Django, for answers that this process gave itself.

What was answered is kept with the versions of the listings that it was made from. Who asks the same again with its tag
gets a 304 as long as those versions stand; anything else takes the long way, where the rules of RFC 9110 are whole.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from publication.models import ListingState
from publication.versions import Tokens, tokens_now

_MOST = 5000
_MADE_FROM = "publication.made_from"
_ASKED = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO",
          "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")  # fmt: skip
_OF_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: to which request, from which listings, with which headers."""

    asked: tuple[str, ...]
    vary: tuple[str, ...]
    tokens: Tokens
    headers: Headers


class Answers:
    """The answers given last, by their tag."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._given: OrderedDict[str, Given] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._given)

    def keep(self, environ: Environ, headers: Headers, tokens: Tokens) -> None:
        named = {name.lower(): value for name, value in headers}
        tag = named.get("etag")
        if tag is None or "set-cookie" in named:
            return
        vary = tuple(_key(name) for name in named.get("vary", "").split(",") if name.strip())
        kept = [(name, value) for name, value in headers if name.lower() not in _OF_THE_BODY]
        with self._lock:
            self._given[tag] = Given(_asked(environ, vary), vary, tokens, kept)
            self._given.move_to_end(tag)
            if len(self._given) > self._most:
                self._given.popitem(last=False)

    def find(self, environ: Environ) -> Given | None:
        given = self._given.get(environ["HTTP_IF_NONE_MATCH"])
        return given if given is not None and given.asked == _asked(environ, given.vary) else None


class Unchanged:
    """Stands around the WSGI application: learns from the answers that pass, and gives a 304 where it can."""

    def __init__(self, application: Application, read: Callable[[], Tokens | None] = tokens_now) -> None:
        self.answers = Answers()
        self._application = application
        self._read = read

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        given = self._unchanged(environ)
        if given is not None:
            start_response("304 Not Modified", list(given.headers))
            return ()

        def start(status: str, headers: Headers, *more: Any) -> Any:
            tokens = environ.get(_MADE_FROM)
            if tokens is not None and status.startswith(("200", "304")):
                self.answers.keep(environ, headers, tokens)
            return start_response(status, headers, *more)

        return self._application(environ, start)

    def _unchanged(self, environ: Environ) -> Given | None:
        """A visitor with any cookie takes the long way: which of them matter is Django's to say."""
        if "HTTP_IF_NONE_MATCH" not in environ or "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ:
            return None
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        given = self.answers.find(environ)
        if given is None:
            return None
        now = self._read()
        return (
            given if now is not None and all(now.get(kind) == token for kind, token in given.tokens.items()) else None
        )


def may_be_kept(request: HttpRequest, kinds: Iterable[str], known: Mapping[str, ListingState]) -> None:
    """Say from which versions of which listings the answer to this request is made."""
    if not settings.DEBUG and not request.COOKIES and not is_personal(request):
        request.META[_MADE_FROM] = {kind: known[kind].token.hex if kind in known else None for kind in kinds}


def is_personal(request: HttpRequest) -> bool:
    """Somebody signed in, with a key, or with a message waiting: what they get is theirs alone."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies or "HTTP_AUTHORIZATION" in request.META


def _key(name: str) -> str:
    return "HTTP_" + name.strip().upper().replace("-", "_")


def _asked(environ: Environ, vary: tuple[str, ...]) -> tuple[str, ...]:
    """All of a request that its answer hangs on; compression aside, which a weak tag covers."""
    names = (*_ASKED, *(name for name in vary if name not in ("HTTP_ACCEPT_ENCODING", "HTTP_COOKIE")))
    return tuple(environ.get(name, "") for name in names)
