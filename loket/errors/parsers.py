"""JSON as the API takes it: strict, of limited depth, each key once."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 32
# JSON can write half of a pair ("\\ud800"), which is no character: UTF-8 cannot hold it.
HALF = re.compile("[\\ud800-\\udfff]")


class StrictJSONParser(JSONParser):
    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            body = stream.read().decode("utf-8")
            data = json.loads(body, object_pairs_hook=_once, parse_constant=_no_number)
        except RecursionError as error:
            raise ParseError(_too_deep()) from error
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            raise ParseError(
                _("The body is not valid JSON: look at line %(line)d, column %(column)d.") % place
            ) from error
        except UnicodeDecodeError as error:
            raise ParseError(_("The body is not text in UTF-8.")) from error
        except ValueError as error:  # a number with thousands of digits
            raise ParseError(_("The body has a number that is too long to read.")) from error
        _check(data)
        return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in pairs:
        if name in data:
            raise ParseError(_("“%(name)s” is given twice.") % {"name": _shown(name)})
        data[name] = value
    return data


def _no_number(name: str) -> NoReturn:
    raise ParseError(_("%(name)s is not a number that JSON knows.") % {"name": name})


def _check(data: Any) -> None:
    """Refuse nesting deeper than MAX_DEPTH and texts that no database keeps, without recursion."""
    waiting = [(data, 1, "")]
    while waiting:
        value, depth, place = waiting.pop()
        if depth > MAX_DEPTH:
            raise ParseError(_too_deep())
        if isinstance(value, str):
            _check_text(value, place)
        elif isinstance(value, dict):
            for name, inner in value.items():
                within = f"{place}.{_shown(name)}" if place else _shown(name)
                waiting += [(name, depth, within), (inner, depth + 1, within)]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1, place) for inner in value]


def _check_text(text: str, place: str) -> None:
    """``place`` is the member that holds the text, or whose name it is."""
    reason = ""
    if "\x00" in text:
        reason = _("A text in the body has a null character in it.")
    elif half := HALF.search(text):
        reason = _("A text in the body has half a character in it: %(half)s.") % {"half": _shown(half[0])}
    if reason:
        raise ParseError({place: reason} if place else reason)


def _shown(name: str) -> str:
    """The beginning of a name, as it can be written in an answer."""
    return name[:50].encode("utf-8", "backslashreplace").decode().replace("\x00", "\\0")


def _too_deep() -> str:
    return _("The body is nested too deep: at most %(limit)d levels are allowed.") % {"limit": MAX_DEPTH}
