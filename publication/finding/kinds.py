"""What can be found: kinds of listings, and pages that no listing stands for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from pyroaring import BitMap

from publication.index.words import WordIndex
from publication.text import words_of

PAGES = "pages"
Row = Mapping[str, Any]


def no_text(_row: Row) -> str:
    return ""


def text_of(row: Row) -> str:
    return str(row.get("text") or "")


@dataclasses.dataclass(frozen=True, slots=True)
class Findable:
    """A kind of listing that the search shows.

    ``name`` is its plural; ``view`` the name of a page and ``how`` the record is found there: as a page of its own by
    its ``slug``, by its slug as ``anchor``, or by its name with the page's own search ``q``. ``text`` makes the line
    below the name, ``has_api`` says that it is a collection of the API, ``example`` names the member that marks one.
    """

    kind: str
    name: str | Promise
    view: str
    text: Callable[[Row], str] = text_of
    how: Literal["slug", "anchor", "q"] = "slug"
    has_api: bool = True
    example: str = "example"

    def address(self, slug: str, name: str) -> str:
        if self.how == "anchor":
            return f"{reverse(self.view)}#{slug}"
        if self.how == "q":
            return f"{reverse(self.view)}?{urlencode({'q': name})}"
        return reverse(self.view, kwargs={"slug": slug})


@dataclasses.dataclass(frozen=True, slots=True)
class OwnPage:
    """A page with a name, a line about it, and further words by which people look for it, in both languages."""

    view: str
    name: str | Promise
    text: str | Promise
    words: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """Something found, in the language of the reader. ``url`` is the page, ``api`` the record in the API."""

    kind: str
    slug: str
    name: str
    text: str
    url: str
    api: str | None
    is_example: bool


class OwnPages:
    """The pages as an index like that of listings; they change with the code alone."""

    def __init__(self, pages: tuple[OwnPage, ...]) -> None:
        self.pages = pages
        self.words, self.name_words = WordIndex(), WordIndex()
        self.all = BitMap(range(len(pages)))
        for number, page in enumerate(pages):
            names, texts = [], []
            for language in ("nl", "en"):
                with override(language):
                    names.append(str(page.name))
                    texts.append(str(page.text))
            self.name_words.add(number, words_of(" ".join(names)))
            self.words.add(number, words_of(" ".join([*names, *texts, page.words])))

    def order(self, _name: str) -> range:
        return range(len(self.pages))

    def hit(self, number: int) -> Hit:
        page = self.pages[number]
        slug = page.view.replace(":", "-")
        return Hit(PAGES, slug, str(page.name), str(page.text), reverse(page.view), None, False)


def language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"
