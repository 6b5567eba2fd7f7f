"""Titles of columns as people write them. Needs no Django: the process that reads a workbook uses it too."""

import re
from collections.abc import Container, Sequence

from imports.vocabulary import plain

__all__ = ["bare", "is_header", "known_as"]

#: What stands behind a title to say how a cell is to be filled in, and not what is in it.
_HOW = "|".join((
    r"ja\s*/\s*nee", r"j\s*/\s*n", r"yes\s*/\s*no", r"y\s*/\s*n", "verplicht", "required", "optioneel", "optional",
    "%", "°", "m", "meters?", "metres?", "ha", "hectares?", "graden", "degrees", "wgs ?84", "rd", "rd[ -]?new",
    "rd[ -]?nieuw", r"(?:epsg:? ?)?28992", r"[0-9]{4} ?(?:[a-z]{2})", r"[89] (?:cijfers|digits)",
    r"(?:[djmy]{1,4}[-/ ]){1,2}[djmy]{1,4}", "jjjj", "yyyy",
))  # fmt: skip
HOW = re.compile(rf"\s*[(\[]\s*(?:in )?(?:{_HOW})\s*[)\]]\s*$|\s+(?:ja\s*/\s*nee|j\s*/\s*n|yes\s*/\s*no)\s*$", re.I)
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
#: Rows at the start of a table among which its header is looked for.
LOOKED_AT = 12


def known_as(title: str, names: Container[str]) -> str:
    """The title made plain; without the unit behind it when only that is one of ``names``: "Postcode (1234 AB)"."""
    whole = plain(title)
    if whole in names:
        return whole
    short = plain(HOW.sub("", title))
    return short if short in names else whole


def bare(title: str) -> str:
    """The title made plain, without what stands between brackets behind it: "Adres (bezoek)" may be an address."""
    return plain(BRACKETS.sub("", title))


def is_header(cells: Sequence[str], names: Container[str]) -> bool:
    """Whether two cells at least name a field."""
    return len({known_as(cell, names) for cell in cells if known_as(cell, names) in names}) > 1
