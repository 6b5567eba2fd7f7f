"""JSON as the API takes it: strict, of limited depth, each key once."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 32


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
            raise ParseError(_("“%(name)s” is given twice.") % {"name": name[:50]})
        data[name] = value
    return data


def _no_number(name: str) -> NoReturn:
    raise ParseError(_("%(name)s is not a number that JSON knows.") % {"name": name})


def _check(data: Any) -> None:
    """Refuse nesting deeper than MAX_DEPTH and null characters, without recursion."""
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ParseError(_too_deep())
        if isinstance(value, str) and "\x00" in value:
            raise ParseError(_("A text in the body has a null character in it."))
        if isinstance(value, dict):
            waiting += [(name, depth) for name in value]
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]


def _too_deep() -> str:
    return _("The body is nested too deep: at most %(limit)d levels are allowed.") % {"limit": MAX_DEPTH}
