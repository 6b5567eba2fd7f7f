"""A row of a list of sites that may be about a site that the register has otherwise: asked once, and remembered.

What was decided stands with the match of its organisation, among the values that are not taken over: for each row (by
the words that say where its site is) whether the register is right, the list, or both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import cos, hypot, radians
from typing import Any

from rapidfuzz import fuzz

from companies.enums import Precision
from companies.models import Site
from imports.vocabulary import plain

__all__ = ["BOTH", "LIST", "MEMORY", "REGISTER", "decided", "near", "remembering"]

REGISTER, LIST, BOTH = "register", "list", "both"
#: Where the decisions stand in ``RowMatch.refused``; no field has this name.
MEMORY = "@sites"
ALIKE_STREET, ALIKE_NAME = 80, 88
#: Points of addresses that lie so near, in metres, may be of one site.
METRES = 30
METRES_PER_DEGREE = 111_200
WORDS = re.compile(r"[^\W\d_]+")


def near(values: Mapping[str, Any], sites: Iterable[Site]) -> Site | None:
    """A site of the organisation that the row may be about, though neither name nor address are the same."""
    for site in sites:
        if site.pk is not None and not _elsewhere(values, site) and _alike(values, site):
            return site
    return None


def _alike(values: Mapping[str, Any], site: Site) -> bool:
    street = values.get("street_address", "")
    if street and site.street_address and _numbers(street) != _numbers(site.street_address):
        return False
    return (
        _alike_streets(street, site.street_address)
        or _same_postcode_without_street(values, site)
        or _alike_names(values.get("site_name", ""), site.name)
        or _same_spot(values, site)
    )


def _elsewhere(values: Mapping[str, Any], site: Site) -> bool:
    """Another municipality or another postcode is another site, whatever it is called."""
    municipality, postcode = values.get("municipality"), plain(values.get("postcode", ""))
    if municipality is not None and site.municipality_id not in (None, municipality.pk):
        return True
    return bool(postcode and site.postcode) and postcode != plain(site.postcode)


def _numbers(text: str) -> str:
    """The house number without its addition: 12 and 12a may be one site, 12 and 14 are two."""
    found = re.findall(r"\d+", text)
    return found[-1] if found else ""


def _alike_streets(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.ratio(_letters(one), _letters(other)) >= ALIKE_STREET


def _same_postcode_without_street(values: Mapping[str, Any], site: Site) -> bool:
    one_lacks = bool(values.get("street_address")) != bool(site.street_address)
    return one_lacks and bool(site.postcode) and plain(values.get("postcode", "")) == plain(site.postcode)


def _alike_names(one: str, other: str) -> bool:
    """Typing errors; other numbers, or another letter at the end, are other sites."""
    if not one or not other or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    apart = set(WORDS.findall(one.casefold())) ^ set(WORDS.findall(other.casefold()))
    return all(len(word) > 3 for word in apart) and fuzz.ratio(plain(one), plain(other)) >= ALIKE_NAME


def _same_spot(values: Mapping[str, Any], site: Site) -> bool:
    if "latitude" not in values or site.latitude is None or site.longitude is None:
        return False
    if site.precision != Precision.ADDRESS or not (values.get("street_address") or values.get("postcode")):
        return False
    north, east = float(values["latitude"]), float(values["longitude"])
    across = (east - site.longitude) * cos(radians(north))
    return hypot(north - site.latitude, across) * METRES_PER_DEGREE <= METRES


def _letters(text: str) -> str:
    return "".join(WORDS.findall(text.casefold()))


def mark(values: Mapping[str, Any]) -> str:
    """Of the words that say which site a row is about."""
    municipality = values.get("municipality")
    parts = [plain(values.get(key, "")) for key in ("site_name", "street_address", "postcode", "town")]
    parts.append(municipality.slug if municipality else "")
    return blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def decided(values: Mapping[str, Any], refused: Mapping[str, Sequence[str]]) -> tuple[str, int]:
    """What was decided about this row, and of which site; an empty text when nothing was."""
    own = mark(values)
    for entry in refused.get(MEMORY, ()):
        one, choice, number = entry.split(" ")
        if one == own:
            return choice, int(number)
    return "", 0


def remembering(earlier: Sequence[str], decisions: Iterable[tuple[Mapping[str, Any], str, int]]) -> list[str]:
    """The entries of before with those of ``decisions``: a row's values, the choice, the number of the site."""
    found = {entry.split(" ")[0]: entry for entry in earlier}
    for values, choice, number in decisions:
        found[mark(values)] = f"{mark(values)} {choice} {number}"
    return sorted(found.values())
