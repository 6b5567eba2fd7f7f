"""Whole answers that this process gave, kept for who asks the same while the listings they were made from stand.

Which answer may be kept, and when it still stands, is said in :mod:`publication.unchanged`; here is the room for them,
which has a limit in bytes: the question that was asked longest ago makes room first.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.middleware.gzip import re_accepts_gzip

from publication.versions import Tokens

_ASKED = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO",
          "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")  # fmt: skip
# Compression has a mark of its own, and a request with a cookie is never answered from here.
_APART = {"HTTP_ACCEPT_ENCODING", "HTTP_COOKIE"}
_LARGEST = 512 * 1024
# So many answers to one address, that differ by language or form; a made-up header must not push out the others.
_MOST_FORMS = 8
# What an answer takes beside its body: headers, question, versions.
_AROUND = 3000
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Question = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it went out, with the versions of the listings that it was made from.

    ``counted``: making it was counted against a limit, so giving it again is counted too.
    """

    tokens: Tokens
    headers: Headers
    body: bytes
    counted: bool

    @property
    def size(self) -> int:
        return len(self.body) + _AROUND


@dataclasses.dataclass(slots=True)
class _Forms:
    """The answers to one question; ``vary`` names the headers that tell them apart."""

    vary: tuple[str, ...]
    answers: dict[Question, Kept] = dataclasses.field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(answer.size for answer in self.answers.values())


class KeptAnswers:
    """At most ``most_bytes`` of answers; 0 keeps none. Safe to use from several threads."""

    def __init__(self, most_bytes: int, largest: int = _LARGEST) -> None:
        self._most, self._largest = most_bytes, min(largest, most_bytes)
        self._questions: OrderedDict[Question, _Forms] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return sum(len(forms.answers) for forms in self._questions.values())

    def find(self, environ: Environ) -> Kept | None:
        question = asked(environ)
        with self._lock:
            if (forms := self._questions.get(question)) is None:
                return None
            self._questions.move_to_end(question)
            return forms.answers.get(_form(environ, forms.vary))

    def put(self, environ: Environ, answer: Kept) -> None:
        vary = vary_of(answer.headers)
        if answer.size > self._largest + _AROUND or "HTTP_*" in vary:
            return
        question = asked(environ)
        with self._lock:
            forms = self._questions.pop(question, None)
            self.size -= forms.size if forms is not None else 0
            if forms is None or forms.vary != vary:
                forms = _Forms(vary)
            forms.answers.pop(form := _form(environ, vary), None)
            if len(forms.answers) >= _MOST_FORMS:
                del forms.answers[next(iter(forms.answers))]
            forms.answers[form] = answer
            self._questions[question] = forms
            self.size += forms.size
            while self.size > self._most:
                _question, oldest = self._questions.popitem(last=False)
                self.size -= oldest.size

    def drop(self, environ: Environ) -> None:
        """Forget what was answered to this question: it no longer stands."""
        with self._lock:
            if (forms := self._questions.pop(asked(environ), None)) is not None:
                self.size -= forms.size

    def take(
        self, environ: Environ, headers: Headers, tokens: Tokens, body: Iterable[bytes], *, counted: bool
    ) -> Iterable[bytes]:
        """Keep an answer on its way out; gives the same body. One without a length, such as a long file, passes by."""
        length = next((value for name, value in headers if name.lower() == "content-length"), "")
        if not length.isdecimal() or int(length) > self._largest:
            return body
        content = b"".join(body)
        if len(content) == int(length):
            self.put(environ, Kept(tokens, list(headers), content, counted))
        return _Passed(content, getattr(body, "close", None))


class _Passed:
    """A body that was read, and the ``close`` of the answer that it came from."""

    def __init__(self, content: bytes, close: Callable[[], None] | None) -> None:
        self._content = content
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        yield self._content

    def close(self) -> None:
        if self._close is not None:
            self._close()


def asked(environ: Environ, vary: Iterable[str] = ()) -> Question:
    """All of a request that its answer hangs on; compression aside."""
    return tuple([environ.get(name, "") for name in (*_ASKED, *vary)])


def vary_of(headers: Headers) -> tuple[str, ...]:
    """The request headers that change an answer, as they are named in a WSGI environment."""
    named = {
        "HTTP_" + one.strip().upper().replace("-", "_")
        for name, value in headers
        if name.lower() == "vary"
        for one in value.split(",")
        if one.strip()
    }
    return tuple(sorted(named - _APART))


def _form(environ: Environ, vary: tuple[str, ...]) -> Question:
    compressed = "gzip" if re_accepts_gzip.search(environ.get("HTTP_ACCEPT_ENCODING", "")) else ""
    return (*[environ.get(name, "") for name in vary], compressed)
