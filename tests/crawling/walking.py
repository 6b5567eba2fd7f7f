"""An anonymous reader that follows every address it finds: links, feeds, sitemaps, JSON, files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.test import Client

SITES = ("http://testserver", settings.SITE_URL)
_IN_HTML = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")
_IN_XML = re.compile(r"<(?:loc|id)>([^<]+)</|href=\"([^\"]+)\"")
#: So many questions of one page: facets make any number of them.
_QUESTIONS = 4
_LEFT_OUT = ("/static/", "/admin/", "/nl/accounts/", "/en/accounts/")


class Crawler:
    """``answers`` has the text of every answer by its address; ``statuses`` the status of each."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.answers: dict[str, str] = {}
        self.statuses: dict[str, int] = {}
        self._asked: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._counted: dict[str, int] = defaultdict(int)
        self._seen: set[str] = set()
        self._waiting: deque[str] = deque()

    def walk(self, starts: list[str]) -> None:
        for start in starts:
            self._seen.add(start)
            self._waiting.append(start)
        while self._waiting:
            self._visit(self._waiting.popleft())

    def _visit(self, address: str) -> None:
        response = self.client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        kind = response.get("Content-Type", "")
        text = _text(body, kind)
        headers = " ".join(f"{name}: {value}" for name, value in response.items())
        self.answers[address], self.statuses[address] = f"{headers}\n{text}", response.status_code
        for found in [response.get("Location", ""), *_links(text, kind)]:
            self._note(urljoin(f"http://testserver{address}", unescape(found)))

    def _note(self, absolute: str) -> None:
        parts = urlsplit(absolute)
        if f"{parts.scheme}://{parts.netloc}" not in SITES or parts.path.startswith(_LEFT_OUT):
            return
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        names = tuple(sorted({name for name, _value in parse_qsl(parts.query)}))
        if address in self._seen or "{" in unquote(parts.path):
            return
        if names:
            if names in self._asked[parts.path] or len(self._asked[parts.path]) >= _QUESTIONS:
                return
            self._asked[parts.path].add(names)
        self._seen.add(address)
        self._waiting.append(address)


def _links(text: str, kind: str) -> Iterator[str]:
    if "html" in kind:
        yield from _IN_HTML.findall(text)
    elif "xml" in kind:
        yield from (one or other for one, other in _IN_XML.findall(text))
    elif "json" in kind:
        yield from _addresses(json.loads(text))


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _addresses(one)
    elif isinstance(value, list):
        for one in value:
            yield from _addresses(one)
    elif isinstance(value, str) and (value.startswith("/") or value.startswith(SITES)) and " " not in value:
        yield value


def _text(body: bytes, kind: str) -> str:
    """The whole of an answer as text; of a workbook all its parts."""
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace")
