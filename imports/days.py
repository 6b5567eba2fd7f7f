"""Days and months as people and workbooks write them, in Dutch and in English."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

__all__ = ["MONTHS", "a_day", "a_month", "read_day", "read_month"]

DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d")
#: Days as they are also written: with a short year, and with the month first when the second number can be none.
OTHER_DATES = ("%d-%m-%y", "%d/%m/%y", "%d.%m.%y", "%m/%d/%Y", "%m-%d-%Y", "%Y/%m/%d", "%d %m %Y")
#: A day as a workbook counts it (days since 30 December 1899), left as a number in a list that was saved as text.
SERIAL = re.compile(r"^[2-6][0-9]{4}(?:[.,]0+)?$")
CLOCK = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
MONTH = re.compile(r"^(0?[1-9]|1[0-2])[-/]([0-9]{4})$")

_NAMES = (
    "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
    "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct", "november nov",
    "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_NAME = f"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_BETWEEN = r"[\s.,/-]+"
#: 12 maart 2026, maandag 12 mrt. 2026, March 12, 2026.
NAMED_DAY = re.compile(
    rf"^(?:{_WEEKDAY},?\s+)?(?:(?P<day>[0-9]{{1,2}}){_BETWEEN}{_NAME}|{_NAME.replace('name', 'first')}\s+"
    rf"(?P<second>[0-9]{{1,2}})){_BETWEEN}(?P<year>[0-9]{{4}}|[0-9]{{2}})$"
)
NAMED_MONTH = re.compile(rf"^{_NAME}{_BETWEEN}(?P<year>[0-9]{{4}}|[0-9]{{2}})$")


def read_day(value: str) -> date | None:
    """A day as people and workbooks write it, from 1900 to 2200; None for anything else."""
    value = CLOCK.sub("", value)
    if SERIAL.match(value):
        return date(1899, 12, 30) + timedelta(days=int(value[:5]))
    found = _first(value, DATES) or _named_day(value, digits=4)
    return found if found and 1900 <= found.year <= 2200 else None


def read_month(value: str) -> str:
    """``2026-03`` for maart 2026, mrt-2026, 3/2026; empty for anything else."""
    numbers = MONTH.match(value)
    if numbers:
        return f"{numbers[2]}-{int(numbers[1]):02}"
    return _named_month(value, digits=4)


def a_day(value: str) -> str:
    """What day may be meant: where the year is short, or the order is that of others."""
    found = _first(value.strip(), OTHER_DATES) or _named_day(value.strip(), digits=2)
    return found.isoformat() if found else ""


def a_month(value: str) -> str:
    """What month may be meant by ``mrt-26``."""
    return _named_month(value.strip(), digits=2)


def _first(value: str, forms: tuple[str, ...]) -> date | None:
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(value, form).date()  # noqa: DTZ007 (a day has no time zone)
    return None


def _named_day(value: str, *, digits: int) -> date | None:
    found = NAMED_DAY.match(value.casefold())
    if found is None or len(found["year"]) != digits:
        return None
    with suppress(ValueError):
        month = MONTHS[found["name"] or found["first"]]
        return date(_year(found["year"]), month, int(found["day"] or found["second"]))
    return None


def _named_month(value: str, *, digits: int) -> str:
    found = NAMED_MONTH.match(value.casefold())
    if found is None or len(found["year"]) != digits:
        return ""
    return f"{_year(found['year'])}-{MONTHS[found['name']]:02}"


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
