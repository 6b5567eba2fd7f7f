"""The shortest way to an answer: before Django, for answers that this process gave itself.

What was answered is kept with the versions of the listings that it was made from. Who asks the same again gets a 304
when they hold the answer, and the kept answer when they do not, as long as those versions stand. Anything else takes
the long way, where the rules of RFC 9110 are whole.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from publication.kept import Environ, Headers, Kept, KeptAnswers, asked, vary_of
from publication.models import ListingState
from publication.versions import Tokens, tokens_now

_MOST = 5000
_MADE_FROM = "publication.made_from"
_COUNTED = "publication.counted"
_OF_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}
# Who somebody is, and what they ask beyond the address: with any of these the long way is taken.
_PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_TRANSFER_ENCODING")
_CONDITIONS = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE")
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
        tag = next((value for name, value in headers if name.lower() == "etag"), None)
        if tag is None:
            return
        vary = vary_of(headers)
        kept = [(name, value) for name, value in headers if name.lower() not in _OF_THE_BODY]
        with self._lock:
            self._given[tag] = Given(asked(environ, vary), vary, tokens, kept)
            self._given.move_to_end(tag)
            if len(self._given) > self._most:
                self._given.popitem(last=False)

    def find(self, environ: Environ) -> Given | None:
        given = self._given.get(environ["HTTP_IF_NONE_MATCH"])
        return given if given is not None and given.asked == asked(environ, given.vary) else None


def _nobody(environ: Environ) -> bool:
    return False


class Unchanged:
    """Stands around the WSGI application: learns from the answers that pass, and gives them again where it can.

    ``admits`` counts a request for an answer that was counted when it was made, and says whether it stays within its
    limit; one that does not takes the long way, to the refusal. Such answers are not given again without it.
    """

    def __init__(
        self,
        application: Application,
        read: Callable[[], Tokens | None] = tokens_now,
        *,
        most_bytes: int = 0,
        admits: Callable[[Environ], bool] = _nobody,
    ) -> None:
        self.answers = Answers()
        self.kept = KeptAnswers(most_bytes)
        self._application = application
        self._read = read
        self._admits = admits

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _is_plain(environ):
            if "HTTP_IF_NONE_MATCH" in environ:
                if (given := self._unchanged(environ)) is not None:
                    start_response("304 Not Modified", list(given.headers))
                    return ()
            elif (kept := self._again(environ)) is not None:
                start_response("200 OK", list(kept.headers))
                return () if environ["REQUEST_METHOD"] == "HEAD" else (kept.body,)
        return self._long_way(environ, start_response)

    def _long_way(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        whole: list[Headers] = []

        def start(status: str, headers: Headers, *more: Any) -> Any:
            if _may_be_given_again(environ, status, headers):
                self.answers.keep(environ, headers, environ[_MADE_FROM])
                if status.startswith("200") and environ["REQUEST_METHOD"] == "GET":
                    whole.append(headers)
            return start_response(status, headers, *more)

        body = self._application(environ, start)
        if not whole:
            return body
        counted = environ.get(_COUNTED, False)
        return self.kept.take(environ, whole[0], environ[_MADE_FROM], body, counted=counted)

    def _unchanged(self, environ: Environ) -> Given | None:
        given = self.answers.find(environ)
        return given if given is not None and self._stands(given.tokens) else None

    def _again(self, environ: Environ) -> Kept | None:
        if any(name in environ for name in _CONDITIONS):
            return None
        kept = self.kept.find(environ)
        if kept is None:
            return None
        if not self._stands(kept.tokens):
            self.kept.drop(environ)
            return None
        return kept if not kept.counted or self._admits(environ) else None

    def _stands(self, tokens: Tokens) -> bool:
        now = self._read()
        return now is not None and all(now.get(kind) == token for kind, token in tokens.items())


def _is_plain(environ: Environ) -> bool:
    """A visitor with any cookie takes the long way (which of them matter is Django's to say); so does any body."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("CONTENT_LENGTH") not in (None, "", "0"):
        return False
    return not any(name in environ for name in _PERSONAL)


def _may_be_given_again(environ: Environ, status: str, headers: Headers) -> bool:
    if _MADE_FROM not in environ or not _is_plain(environ) or not status.startswith(("200", "304")):
        return False
    names = {name.lower() for name, _value in headers}
    return "etag" in names and "set-cookie" not in names


def may_be_kept(request: HttpRequest, kinds: Iterable[str], known: Mapping[str, ListingState]) -> None:
    """Say from which versions of which listings the answer to this request is made."""
    if not settings.DEBUG and not request.COOKIES and not is_personal(request):
        request.META[_MADE_FROM] = {kind: known[kind].token.hex if kind in known else None for kind in kinds}


def is_counted(request: HttpRequest) -> None:
    """Say that this request was counted against a limit."""
    request.META[_COUNTED] = True


def is_personal(request: HttpRequest) -> bool:
    """Somebody signed in, with a key, or with a message waiting: what they get is theirs alone."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies or "HTTP_AUTHORIZATION" in request.META
