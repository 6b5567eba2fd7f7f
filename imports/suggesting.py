"""What somebody may have meant by a cell that cannot be taken in: a value that the same cleaner takes, or nothing.

Only where one reading is near at hand. A suggestion is told beside the reason; it never replaces what was given.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.text import slugify

from imports.reasons import BadValue

__all__ = [
    "a_host", "a_number", "a_slug", "a_year", "digits_alone", "in_degrees", "suggesting", "without_strange_signs",
    "yes_or_no",
]  # fmt: skip

LONGEST = 200
NUMBERS = re.compile(r"[+-]?[0-9][0-9.,]*")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
#: ``(12,5)`` and ``12,5-``.
BELOW_NOUGHT = re.compile(r"^\s*\([^()]*\)\s*$|[0-9]\s*-\s*$")
#: ``htp://``, ``https//``, ``http:/`` and the like before a host.
SCHEME = re.compile(r"^h{0,2}t{1,3}ps?[:;/]{1,4}", re.IGNORECASE)
#: ``51°54'12,5"N``, ``4° 28′ O.L.``, ``N 51° 54.2'``.
_SIDE = r"(?P<{}>[NSZEOW])?(?:[.]?[BL][.]?)?"
DEGREES = re.compile(
    rf"^{_SIDE.format('before')}\s*(?P<degrees>[0-9]{{1,3}})\s*[°º]\s*"
    r"(?:(?P<minutes>[0-9]{1,2}(?:[.,][0-9]+)?)\s*['′’]\s*)?(?:(?P<seconds>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"″”]|'')\s*)?"
    rf"{_SIDE.format('after')}$",
    re.IGNORECASE,
)
#: ``Q3 2024``, ``2024-Q3``, ``3e kwartaal 2024``, ``third quarter`` is not read.
QUARTER = re.compile(
    r"^(?:(?:q[1-4]|[1-4](?:e|ste|de|st|nd|rd|th)?\s*(?:kwartaal|kw\.?|quarter))[\s,./-]*(?P<after>[0-9]{4})"
    r"|(?P<before>[0-9]{4})[\s,./-]*q[1-4])$",
    re.IGNORECASE,
)
ANSWER = re.compile(r"^(?:(ja|yes)|(?:nee|neen|niet|no|not))\b", re.IGNORECASE)

Guess = Callable[[str], str]


def suggesting(clean: Callable[[str, Any], Any], *guesses: Guess) -> Callable[[str, Any], Any]:
    """The same cleaner, which says the first guess that it would take when it refuses a value."""

    def cleaned(value: str, known: Any) -> Any:
        try:
            return clean(value, known)
        except BadValue as bad:
            if not bad.suggestion and len(value) <= LONGEST:
                bad.suggestion = next(_taken(value, known), "")
            raise

    def _taken(value: str, known: Any) -> Any:
        for guess in guesses:
            one = guess(value)
            if one and one != value:
                try:
                    clean(one, known)
                except BadValue:
                    continue
                yield one

    return cleaned


def a_number(value: str) -> str:
    """The one number among other signs: ``ca. 12,5 ton`` is 12,5. Of two numbers nobody knows which.

    Bookkeepers write what is below nought between brackets or with the sign behind it: that is no number above it.
    """
    value = in_our_digits(value.replace("\u2212", "-"))
    found = list(NUMBERS.finditer(value))
    if len(found) != 1:
        return ""
    before, after = value[: found[0].start()], value[found[0].end() :]
    if before[-1:].isnumeric() or after[:1].isnumeric():  # a half, or a square: not the whole number
        return ""
    number = found[0].group().rstrip(".,")
    number = number.replace(".", "") if THOUSANDS.fullmatch(number) else number
    return f"-{number}" if BELOW_NOUGHT.search(value) and number[0] not in "+-" else number


def yes_or_no(value: str) -> str:
    """Of an answer with something behind it."""
    found = ANSWER.match(value.strip())
    return "" if found is None else "ja" if found[1] else "nee"


def a_host(value: str) -> str:
    """With a sound beginning, and points where commas or blanks stand in the host."""
    rest = SCHEME.sub("", value.strip()).lstrip("/")
    host, slash, path = rest.partition("/")
    host = re.sub(r"\s*[,.]\s*", ".", host).strip(".")
    return f"https://{host}{slash}{path}" if host else ""


def digits_alone(value: str) -> str:
    return re.sub(r"[^0-9]", "", in_our_digits(value))


def in_our_digits(value: str) -> str:
    """Full-width and Arabic digits as 0 to 9."""
    return value if value.isascii() else "".join(map(_our_digit, value))


def _our_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def in_degrees(value: str) -> str:
    """Degrees, minutes and seconds as degrees with five decimals, about a metre; south and west below nought."""
    found = DEGREES.match(value.strip())
    if found is None:
        return ""
    parts = [float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    if max(parts[1:]) >= 60:
        return ""
    below = {(found[name] or "").upper() for name in ("before", "after")} & {"S", "Z", "W"}
    return f"{'-' if below else ''}{parts[0] + parts[1] / 60 + parts[2] / 3600:.5f}"


def a_year(value: str) -> str:
    """The year of a quarter: a quarter itself cannot be told."""
    found = QUARTER.match(value.strip())
    return "" if found is None else found["after"] or found["before"]


def a_slug(value: str) -> str:
    return slugify(value)[:80].strip("-")


def without_strange_signs(value: str) -> str:
    return "".join(char for char in value if char.isprintable())
