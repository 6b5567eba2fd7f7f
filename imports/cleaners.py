"""Cleaners: make a value of a cell's text, or say why that is not possible. Importers combine them into columns."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from imports.days import a_day, read_day
from imports.reasons import BadValue
from imports.suggesting import a_host, a_number, digits_alone, in_degrees, suggesting, without_strange_signs, yes_or_no
from imports.vocabulary import Vocabulary

Vocabularies = Mapping[str, Vocabulary]
Cleaner = Callable[[str, Vocabularies], Any]

# Characters that turn the reading direction round: they can make a name look like another one.
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
# Nobody sees them, and a search does not look past them: soft hyphens, and spaces without width.
WIDTHLESS = frozenset("\u00ad\u200b\u2060\ufeff")
# No file of XML can hold these: a workbook, a feed, a picture.
NEVER = frozenset("\ufffe\uffff")
_REFUSED = BIDI | NEVER
_LEFT_OUT = dict.fromkeys(map(ord, WIDTHLESS))
HOST = re.compile(r"^(?=.{1,253}$)([\w](?:[\w-]{0,61}[\w])?\.)+[\w-]{2,63}$")
NUMBER = re.compile(r"^[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?$")
#: What word processors make of a hyphen before a number.
MINUS = "\u2212"
SPACES = re.compile(r"[ \t\n]+")
THOUSANDS = re.compile(r"^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?$")
#: 1.250 is a thousand and a quarter of one in Dutch, and one and a quarter in English.
EITHER = re.compile(r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$")
YES = frozenset({"ja", "j", "yes", "y", "waar", "true", "1", "x", "v"})
NO = frozenset({"nee", "n", "no", "onwaar", "false", "0", "neen"})


def _refuse_control(value: str, *, lines: bool) -> None:
    if value.isprintable():  # none of these signs is
        return
    allowed = "\n\t" if lines else ""
    for char in value:
        if char in _REFUSED or (unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed):
            raise BadValue(gettext_noop("contains a control character (U+%(code)s)"), code=f"{ord(char):04X}")


def text(*, longest: int = 200, lines: bool = False) -> Cleaner:
    """Plain text; runs of spaces become one, unless the text may have ``lines``."""

    def clean(value: str, _known: Vocabularies) -> str:
        value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
        if not value.isascii():  # before it is measured: some letters are two when they are written as they should
            value = unicodedata.normalize("NFC", value.translate(_LEFT_OUT))
        if not lines:
            value = SPACES.sub(" ", value)
        _refuse_control(value, lines=lines)
        if len(value) > longest:
            raise BadValue(gettext_noop("is longer than %(longest)d characters"), longest=longest)
        return value.strip()

    return suggesting(clean, without_strange_signs)


def number(*, lowest: float, highest: float, thousands: bool | None = False) -> Cleaner:
    """A number with a point or a comma before its decimals. Points may part thousands where a comma follows (1.250,75);
    with ``thousands`` also where none does (92.565). When that is None, nobody can tell: such a number is refused."""

    def clean(value: str, _known: Vocabularies) -> Decimal:
        value = re.sub(r"\s", "", value).replace(MINUS, "-")
        if (thousands or "," in value) and THOUSANDS.match(value):
            value = value.replace(".", "")
        if not NUMBER.match(value):
            raise BadValue(gettext_noop("is not a number"))
        try:
            result = Decimal(value.replace(",", "."))
        except InvalidOperation:  # pragma: no cover - the pattern leaves nothing that Decimal refuses
            raise BadValue(gettext_noop("is not a number")) from None
        if not lowest <= result <= highest:
            raise BadValue(
                gettext_noop("lies outside %(lowest)s to %(highest)s"), lowest=f"{lowest:g}", highest=f"{highest:g}"
            )
        return result

    guessing = suggesting(clean, a_number)
    return _refusing_either(guessing) if thousands is None else guessing


def degrees(*, most: int) -> Cleaner:
    """A latitude (at most 90) or a longitude (180), as degrees with decimals."""
    return suggesting(number(lowest=-most, highest=most), in_degrees)


def _refusing_either(clean: Cleaner) -> Cleaner:
    """Without a suggestion: that would be a guess."""

    def cleaned(value: str, known: Vocabularies) -> Any:
        if EITHER.match(value.strip()):
            whole, parts = value.strip().replace(".", ""), value.strip().replace(".", ",")
            raise BadValue(gettext_noop("can mean %(whole)s or %(parts)s: write which"), whole=whole, parts=parts)
        return clean(value, known)

    return cleaned


def day() -> Cleaner:
    """A calendar day: 2026-03-31, 31-03-2026, 31/03/2026, 31 maart 2026, or the number that a workbook keeps for it."""

    def clean(value: str, _known: Vocabularies) -> date:
        found = read_day(value.strip())
        if found is None:
            raise BadValue(gettext_noop("is not a date such as 2026-03-31 or 31-03-2026"))
        return found

    return suggesting(clean, a_day)


def yes_no() -> Cleaner:
    """Ja or nee, in the ways that lists write it: yes/no, x, waar/onwaar, 1/0."""

    def clean(value: str, _known: Vocabularies) -> bool:
        word = value.strip().casefold().rstrip(".")
        if word not in YES | NO:
            raise BadValue(gettext_noop("is neither yes nor no"))
        return word in YES

    return suggesting(clean, yes_or_no)


def choice(vocabulary: str) -> Cleaner:
    """One name of a vocabulary."""

    def clean(value: str, known: Vocabularies) -> Any:
        return _look_up(value.strip(), known[vocabulary])

    return clean


def choices(vocabulary: str, *, most: int = 100) -> Cleaner:
    """Several names of a vocabulary, parted by semicolons, upright bars or lines, or by what else people write."""

    def clean(value: str, known: Vocabularies) -> list[Any]:
        parts = split_list(value)
        if len(parts) == 1 and parts[0] not in known[vocabulary]:
            parts = _split_further(parts[0], known[vocabulary])
        if len(parts) > most:
            raise BadValue(gettext_noop("names more than %(most)d values"), most=most)
        return list(dict.fromkeys(_look_up(part, known[vocabulary]) for part in parts))

    return clean


def _split_further(value: str, vocabulary: Vocabulary) -> list[str]:
    """Parts between commas; also between slashes, plus signs, ampersands and "en" when all of them are known then."""
    parts = [part.strip() for part in re.split(r"[,/+&]|\s(?:en|and)\s", value) if part.strip()]
    if parts and all(part in vocabulary for part in parts):
        return parts
    return [part.strip() for part in value.split(",") if part.strip()] or [value]


def split_list(value: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]", value) if part.strip()]


def _look_up(name: str, vocabulary: Vocabulary) -> Any:
    found = vocabulary.get(name)
    if found is None:
        nearest = vocabulary.nearest(name)
        if nearest:
            raise BadValue(
                gettext_noop("“%(name)s” is not known; nearest: %(nearest)s"),
                suggestion=vocabulary.likely(name), name=name[:80], nearest=nearest,
            )  # fmt: skip
        if vocabulary.all_of_few:
            known = vocabulary.all_of_few
            raise BadValue(gettext_noop("“%(name)s” is not known; known are: %(known)s"), name=name[:80], known=known)
        raise BadValue(gettext_noop("“%(name)s” is not known"), name=name[:80])
    return found


def web_address(*, longest: int = 500) -> Cleaner:
    """An address with http or https and a host name; a bare host gets https."""

    def clean(value: str, _known: Vocabularies) -> str:
        value = value.strip()
        _refuse_control(value, lines=False)
        if HOST.match(value.split("/", 1)[0]):
            value = f"https://{value}"
        if len(value) > longest:
            raise BadValue(gettext_noop("is longer than %(longest)d characters"), longest=longest)
        try:
            parts = urlsplit(value)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            raise BadValue(gettext_noop("is not a web address")) from None
        if parts.scheme.lower() not in {"http", "https"}:
            raise BadValue(gettext_noop("is not a web address: it should start with https:// or http://"))
        if not HOST.match(host) or _is_address(host) or parts.username is not None or re.search(r"\s", value):
            raise BadValue(gettext_noop("is not a web address: “%(host)s” is no host name"), host=host[:80])
        return value[:-1] if parts.path == "/" and not parts.query else value

    return suggesting(clean, without_strange_signs, a_host)


def _is_address(host: str) -> bool:
    """Of a host that ``HOST`` took: one with colons it did not, so an address ends with a digit."""
    if not host[-1].isdigit():
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def digits(*, length: int) -> Cleaner:
    """Exactly so many digits, such as a number of the chamber of commerce; points and spaces are left out.

    Zeros alone fill a column of which the number is not known: they would make one of all that have them.
    """

    def clean(value: str, _known: Vocabularies) -> str:
        found = re.sub(r"[ .\u00a0]", "", re.sub(r"[.,]0+$", "", value.strip().lstrip("'")))
        if not (found.isascii() and found.isdigit() and len(found) == length):
            short = found.isascii() and found.isdigit() and len(found) == length - 1 and int(found)
            raise BadValue(
                gettext_noop("is not a number of %(length)d digits"),
                length=length,
                suggestion=f"0{found}" if short else "",
            )
        if not int(found):
            raise BadValue(gettext_noop("is no number: it is all zeros"))
        return found

    return suggesting(clean, digits_alone)
