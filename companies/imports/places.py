"""Places as lists give them: points in WGS84 or RD New, house numbers apart, postcode and town in one cell."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop
from pyproj import Transformer

from imports.cleaners import Vocabularies
from imports.reasons import BadValue, Issue
from imports.rows import Row
from imports.suggesting import suggesting

POSTCODE = re.compile(r"^(?:NL[\s-]*)?([1-9][0-9]{3})[\s-]*([A-Z]{2})$")
POSTCODE_TOWN = re.compile(r"^((?:NL[\s-]*)?[1-9][0-9]{3}[\s-]*[A-Za-z]{2})[\s,]+(\S.*)$")
#: Metres in RD New (EPSG:28992) that lie in the country: x from, to; y from, to.
RD = (-7_000, 300_000, 289_000, 629_000)
#: What two ways to give one point may differ, in degrees (some hundred metres).
SAME = 0.005


def _postcode(value: str, _known: Vocabularies) -> str:
    found = POSTCODE.match(value.replace("\u00a0", " ").strip().upper())
    if not found:
        raise BadValue(gettext_noop("is not a postcode such as 2596 AW"))
    return f"{found[1]} {found[2]}"


postcode = suggesting(_postcode, lambda value: re.sub(r"[\W_]", "", value))


def postcode_and_town(value: str, known: Vocabularies) -> tuple[str, str]:
    """``2596 AW Den Haag`` as two values."""
    found = POSTCODE_TOWN.match(value.replace("\u00a0", " ").strip())
    if not found or len(found[2]) > 80:
        raise BadValue(gettext_noop("is not a postcode and a town such as 2596 AW Den Haag"))
    return _postcode(found[1], known), found[2].strip()


def gather(row: Row) -> Iterator[Issue]:
    """Make one address and one WGS84 point of what the row says in parts; yields what does not go together."""
    values = row.values
    if "postcode_town" in values:
        code, town = values["postcode_town"]
        values.setdefault("postcode", code)
        values.setdefault("town", town)
    if "house_number" in values and "street_address" in values:
        number = " ".join(part for part in (values["house_number"], values.get("house_number_addition", "")) if part)
        if not values["street_address"].endswith(number):
            values["street_address"] = f"{values['street_address']} {number}"[:150]
    yield from _from_rd(row.cells, values)


def _from_rd(cells: Any, values: dict[str, Any]) -> Iterator[Issue]:
    x, y = values.get("rd_x"), values.get("rd_y")
    if x is None and y is None:
        return
    if x is None or y is None:
        yield Issue("rd_x" if x is None else "rd_y", "", gettext_noop("is empty: a point needs both x and y"))
        return
    given = f"{cells['rd_x']}, {cells['rd_y']}"
    point = _wgs84(float(x), float(y))
    if point is None:
        swapped = _wgs84(float(y), float(x)) is not None
        reason = gettext_noop("x and y are no point in RD New (or seem to be swapped)")
        yield Issue("rd_x", given, reason, f"{cells['rd_y']}, {cells['rd_x']}" if swapped else "")
        return
    latitude, longitude = point
    if "latitude" in values and "longitude" in values:
        apart = max(abs(float(values["latitude"]) - latitude), abs(float(values["longitude"]) - longitude))
        if apart > SAME:
            yield Issue("rd_x", given, gettext_noop("is another point than latitude and longitude say"))
        return
    values["latitude"], values["longitude"] = Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")


def _wgs84(x: float, y: float) -> tuple[float, float] | None:
    """Latitude and longitude of x and y: RD New in metres, or degrees that stand under x and y."""
    if 3 <= x <= 8 and 50 <= y <= 54:
        return y, x
    if not (RD[0] <= x <= RD[1] and RD[2] <= y <= RD[3]):
        return None
    longitude, latitude = _transformer().transform(x, y)
    return latitude, longitude


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
