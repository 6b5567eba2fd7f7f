"""What matching knows of one side: a row of a list, or an organisation of the register."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

from companies.matching.words import Name, letters, names_in, words_in

#: Addresses that many organisations share say nothing of who they are.
_PLATFORMS = (
    "facebook.com linkedin.com instagram.com x.com twitter.com youtube.com google.com sites.google.com wordpress.com"
    " wixsite.com marktplaats.nl telefoonboek.nl kvk.nl jimdo.com github.io"
)
PLATFORMS = frozenset(_PLATFORMS.split())
#: Here what stands before the name is a language or a device, never a member: nl.linkedin.com, m.facebook.com.
_OF_NOBODY = (".facebook.com", ".linkedin.com", ".instagram.com", ".twitter.com", ".youtube.com", ".google.com")
_NUMBER = re.compile(r"\b(\d{1,5})\s*-?\s*([a-z]?)\b")
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([a-z]{2})\b")
_STREET = re.compile(r"[^a-z]+")
#: Towns that people write in more than one way.
_TOWNS = {"sgravenhage": "denhaag", "gravenhage": "denhaag", "thehague": "denhaag"}
#: From how many letters a mistyped town is still seen as one, and a word of a municipality's name as a town of it.
_LONG_TOWN, _LONG_PART = 6, 5


class Place(NamedTuple):
    """Texts are normal: ``municipality`` a slug, ``town`` and ``street`` letters alone, ``postcode`` as 3011AD.
    ``point`` is latitude and longitude in degrees, of an address; a point of a town or municipality is left out."""

    municipality: str = ""
    town: str = ""
    postcode: str = ""
    street: str = ""
    number: str = ""
    point: tuple[float, float] | None = None


class Subject(NamedTuple):
    names: tuple[Name, ...]
    kvk: str = ""
    rsin: str = ""
    domain: str = ""
    places: tuple[Place, ...] = ()


NOWHERE = Place()


@lru_cache(maxsize=4_000)
def domain_of(website: str) -> str:
    """The host without www; empty for one that many share."""
    try:
        host = (urlsplit(website if "//" in website else f"//{website}").hostname or "").lower()
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return "" if host in PLATFORMS or "." not in host or host.endswith(_OF_NOBODY) else host


def place(
    *, municipality: str = "", town: str = "", street_address: str = "", postcode: str = "",
    point: tuple[float, float] | None = None, precision: str = "",
) -> Place:  # fmt: skip
    """A place from values as the register holds them; a postcode within the address counts too."""
    address = letters(street_address)
    if found := _POSTCODE.search(address):
        postcode = postcode or found.group()
        address = address[: found.start()]
    number = _NUMBER.search(address)
    return Place(
        municipality=municipality,
        town=town_of(town),
        postcode="".join(postcode.split()).upper(),
        street=_STREET.sub("", address[: number.start()] if number else address),
        number=f"{number[1]}{number[2]}" if number else "",
        point=point if precision == "address" else None,
    )


@lru_cache(maxsize=2_000)
def town_of(text: str) -> str:
    found = _STREET.sub("", letters(text))
    return _TOWNS.get(found, found)


def same_place(one: Place, other: Place) -> bool | None:
    """Whether both lie in one municipality, or in one town; None when they do not say enough to tell.

    A list that has a town alone may give that of the municipality: Rotterdam for Pernis.
    """
    if one.municipality and other.municipality:
        return one.municipality == other.municipality
    if _lies_in(one.town, other.municipality) or _lies_in(other.town, one.municipality):
        return True
    if one.town and other.town:
        shortest = min(len(one.town), len(other.town))
        return OSA.distance(one.town, other.town, score_cutoff=1) <= (shortest >= _LONG_TOWN)
    return None


def _lies_in(town: str, municipality: str) -> bool:
    """By name: Rotterdam and Pernis Rotterdam lie in Rotterdam, Nootdorp in Pijnacker-Nootdorp."""
    if not (town and municipality):
        return False
    return town.endswith(town_of(municipality)) or (len(town) >= _LONG_PART and town in words_in(municipality))


def subject_of_values(values: Mapping[str, Any]) -> Subject:
    """Of the cleaned values of a row."""
    municipality = values.get("municipality")
    point = (float(values["latitude"]), float(values["longitude"])) if "latitude" in values else None
    exact = values.get("location_precision") or ("address" if {"street_address", "postcode"} & values.keys() else "")
    where = place(
        municipality=municipality.slug if municipality else "", town=values.get("town", ""),
        street_address=values.get("street_address", ""), postcode=values.get("postcode", ""),
        point=point, precision=str(exact),
    )  # fmt: skip
    return Subject(
        names=names_in(
            values["name"], words_in(f"{values.get('town', '')} {municipality.name if municipality else ''}")
        ),
        kvk=values.get("kvk_number", ""),
        rsin=values.get("rsin", ""),
        domain=domain_of(values.get("website", "")),
        places=(where,) if where != NOWHERE else (),
    )


def subject(
    *, names: Sequence[str], kvk: str | None = "", rsin: str | None = "", website: str = "",
    places: Sequence[Place] = (), towns: str = "",
) -> Subject:  # fmt: skip
    """Of an organisation; ``names`` are all that it goes by, ``towns`` the places where it is, in words."""
    where = words_in(towns)
    known = dict.fromkeys(name for text in names if text for name in names_in(text, where))
    return Subject(
        names=tuple(known), kvk=kvk or "", rsin=rsin or "", domain=domain_of(website) if website else "",
        places=tuple(one for one in places if one != NOWHERE),
    )  # fmt: skip
