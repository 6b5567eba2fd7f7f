"""What is wrong with values that are right by themselves but not together."""

from collections.abc import Iterator, Mapping
from math import cos, hypot, radians
from typing import Any

from django.utils.translation import gettext_noop

from companies.imports.places import gather
from companies.models import Municipality, Site
from imports.reasons import Issue
from imports.rows import Row
from imports.vocabulary import plain

HOME = "Zuid-Holland"
#: Latitude from, to; longitude from, to (WGS84): the province with its waters, and the country.
PROVINCE = (51.65, 52.35, 3.83, 5.16)
COUNTRY = (50.7, 53.7, 3.2, 7.3)
FARTHEST = 40
OUTSIDE = gettext_noop("the point lies outside Zuid-Holland, and no other province is named")
ELSEWHERE = gettext_noop("lies in %(here)s, and the register has %(register)s: look which municipality is right")
KM_PER_DEGREE = 111.2


def check(row: Row) -> Iterator[Issue]:
    values = row.values
    parts = list(gather(row))
    if parts:
        yield from parts
        return
    given = [row.cells.get(key, "") for key in ("latitude", "longitude")]
    if not all(given) and "latitude" in values and "longitude" in values:
        given = [str(values["latitude"]), str(values["longitude"])]
    yield from point_issues(given[0], given[1], values)
    if ("status_nl" in values or "status_en" in values or "status_date" in values) and "status_kind" not in values:
        yield Issue("status_kind", "", gettext_noop("is empty, while the row describes a status"))
    for key in ("materials_sources", "materials_confidence"):
        for material in values.get(key, {}):
            if material not in values.get("materials", []):
                yield Issue(key, material, gettext_noop("is not among the materials of this row"))


def point_issues(latitude: str, longitude: str, values: Mapping[str, Any]) -> Iterator[Issue]:
    """What is wrong with a point, given as ``latitude`` and ``longitude`` and read as those of ``values``, which tell
    the municipality and the province that it should be in."""
    north, east = values.get("latitude"), values.get("longitude")
    if north is None and east is None:
        return
    if north is None or east is None:
        empty = "latitude" if north is None else "longitude"
        yield Issue(empty, "", gettext_noop("is empty: a point needs latitude and longitude"))
        return
    point = f"{latitude}, {longitude}"
    if _within(float(east), float(north), COUNTRY):
        yield Issue(
            "latitude", point, gettext_noop("latitude and longitude seem to be swapped"), f"{longitude}, {latitude}"
        )
        return
    elsewhere = (values.get("province") or HOME) != HOME
    if not _within(float(north), float(east), COUNTRY):
        yield Issue("latitude", point, gettext_noop("the point lies outside the Netherlands"))
        return
    if not elsewhere and not _within(float(north), float(east), PROVINCE):
        yield Issue(
            "latitude", point, gettext_noop("the point lies outside Zuid-Holland, and no other province is named")
        )
        return
    municipality = values.get("municipality")
    if municipality is not None:
        yield from _too_far(float(north), float(east), municipality, point)


def _too_far(north: float, east: float, municipality: Municipality, point: str) -> Iterator[Issue]:
    across = (east - municipality.longitude) * cos(radians(north))
    distance = hypot(north - municipality.latitude, across) * KM_PER_DEGREE
    if distance > FARTHEST:
        yield Issue(
            "latitude", point, gettext_noop("the point lies %(km)d km from %(municipality)s"),
            params={"km": round(distance), "municipality": municipality.name},
        )  # fmt: skip


def _within(north: float, east: float, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= north <= box[1] and box[2] <= east <= box[3]


def elsewhere(values: Mapping[str, Any], site: Site | None, towns: Mapping[str, Municipality]) -> Iterator[Issue]:
    """A row that names a town alone may contradict the municipality that the register has; ``towns``: the municipality
    of each by its plain name."""
    town = values.get("town", "")
    if not town or "municipality" in values or site is None or site.municipality is None:
        return
    lies_in = towns.get(plain(town))
    if lies_in is not None and lies_in != site.municipality:
        yield Issue("town", town, ELSEWHERE, params={"here": lies_in.name, "register": site.municipality.name})
