"""A legal basis in the reader's language. The document writes an article the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

_ARTICLE = re.compile(
    r"(?P<article>\d+(?:[.:]\d+)?[a-z]*)(?:\((?P<paragraph>\d+[a-z]?)\))?(?:\((?P<letter>[a-z]{1,2})\))?"
)
_ANNEX = re.compile(r"annex (?P<annex>.+)")
_SECTION = re.compile(r"§\s?(?P<section>[\d.]+)")

Citation = Mapping[str, str]
Laws = Mapping[str, Mapping[str, Any]]


def is_article(text: str) -> bool:
    """Whether an article is written as ``10.24(1)(b)``, ``annex V, D2`` or ``§3.3.6``; empty names the whole text."""
    return not text or any(form.fullmatch(text) for form in (_ARTICLE, _ANNEX, _SECTION))


def by_key(laws: Iterable[Mapping[str, Any]]) -> Laws:
    return {law["key"]: law for law in laws}


def law_name(laws: Laws, key: str) -> str:
    """The name of a law in the reader's language; its key when nobody knows it."""
    names = laws.get(key, {}).get("name") or {}
    return str(names.get(get_language() or "nl") or key)


def cite(citation: Citation, laws: Laws) -> str:
    """``artikel 10.24 lid 1 onder b Omgevingsbesluit``."""
    law = law_name(laws, citation["law"])
    article = citation.get("article") or ""
    if not article:
        return law
    place = place_of(article)
    return f"{place} {law}"


def place_of(article: str) -> str:
    """An article, annex or section in words; empty for a whole text."""
    if found := _ARTICLE.fullmatch(article):
        return _article_place(found)
    if found := _ANNEX.fullmatch(article):
        return _("annex %(annex)s") % found.groupdict()
    return article.replace("§", "§ ").replace("  ", " ")


def _article_place(found: re.Match[str]) -> str:
    values = found.groupdict()
    if values["paragraph"] and values["letter"]:
        return _("article %(article)s(%(paragraph)s)(%(letter)s)") % values
    if values["paragraph"]:
        return _("article %(article)s(%(paragraph)s)") % values
    if values["letter"]:
        return _("article %(article)s(%(letter)s)") % values
    return _("article %(article)s") % values


def cite_all(citations: Iterable[Citation], laws: Laws) -> list[str]:
    return [cite(citation, laws) for citation in citations]
