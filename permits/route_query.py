"""Answers as a query string and back: a plan is a link. Numbers have a point there; typed ones follow the language.

A link with very many answers can be written in short: ``z`` then holds the query string, compressed.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from permits.routes.questions import BOTH, UNKNOWN, Kind, Question
from permits.routes.ruleset import Ruleset

VERSION = "v"
#: Parameters of the pages themselves, beside the questions.
ASK, ANSWERED = "ask", "answered"
#: Where the answer leads: to the plan for whoever came from there to change it.
THEN, TO_PLAN = "then", "plan"
#: A material of the portal that the link came with: no question asks it, it travels along to the desk.
MATERIAL = "material"
CONTROLS = (VERSION, ASK, ANSWERED, THEN)
#: Holds all answers of a long link; LONGEST bounds what one is read as.
SHORT = "z"
LONGEST = 16_000
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
DECIMALS = re.compile(r"-?[0-9]{1,15},(?![0-9]{3}$)[0-9]{1,9}", re.ASCII)
_GROUPED = {
    "nl": re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", re.ASCII),
    "en": re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII),
}
_GROUP_MARK = {"nl": ".", "en": ","}


def answers_in(
    data: QueryDict, ruleset: Ruleset, *, typed: Collection[str] = (), language: str = "nl"
) -> dict[str, Any]:
    """The answers of a query string as the API takes them. What is no answer stays as it is, to be refused by name."""
    answers: dict[str, Any] = {}
    for name, values in data.lists():
        if name in CONTROLS:
            continue
        question = ruleset.questions.get(name)
        given = [value.strip() for value in values if value.strip()]
        if question is None:
            answers[name] = given[0] if given else ""
        elif given:
            answers[name] = _value(question, given, language if name in typed else "")
    return answers


def _value(question: Question, given: list[str], language: str) -> Any:
    if question.kind is Kind.MANY:
        return UNKNOWN if given == [UNKNOWN] else given
    if len(set(given)) > 1:
        return BOTH
    text = given[0]
    if question.kind is Kind.QUANTITY and text != UNKNOWN:
        return number_in(text, language)
    return text


def number_in(text: str, language: str = "") -> int | float | str:
    """``12.5`` in a link; as typed also ``12,5`` and thousands by the language of the page. Else the text itself.

    Somebody who types a link by hand may write ``12,5`` there too: without three digits behind it a comma parts no
    thousands.
    """
    plain = text.replace(" ", "").replace(" ", "") if language else text
    if language in _GROUPED and _GROUPED[language].fullmatch(plain):
        plain = plain.replace(_GROUP_MARK[language], "")
    if language or DECIMALS.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        return text
    return float(plain) if "." in plain else int(plain)


def link_query(answers: Mapping[str, Any], version: int, **more: str) -> str:
    """The query string of these answers, in their order; the same answers always give the same link."""
    pairs: list[tuple[str, str]] = [(VERSION, str(version))]
    for name, value in answers.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, number_text(one)) for one in values]
    pairs += [(name, value) for name, value in more.items() if value]
    return urlencode(pairs)


def short_query(answers: Mapping[str, Any], version: int, **more: str) -> str:
    """The same in about half the characters."""
    packed = zlib.compress(link_query(answers, version, **more).encode(), 9)
    return urlencode({SHORT: base64.urlsafe_b64encode(packed).decode().rstrip("=")})


def unfolded(data: QueryDict) -> QueryDict:
    """A query string with what its short form holds. What cannot be read stays, to be refused by name."""
    packed = data.get(SHORT, "")
    text = _unpacked(packed) if packed.isascii() else None
    if text is None:
        return data
    whole = QueryDict(text, mutable=True)
    for name, values in data.lists():
        if name != SHORT:
            whole.setlist(name, values)
    return whole


def _unpacked(packed: str) -> str | None:
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        reader = zlib.decompressobj()
        text = reader.decompress(raw, LONGEST)
        return text.decode("ascii") if text and reader.eof else None
    except (binascii.Error, zlib.error, ValueError):
        return None


def number_text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    return str(value)
