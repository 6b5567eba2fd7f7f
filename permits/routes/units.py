"""Units of amounts: codes as the law data writes them, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

UNITS: Mapping[str, Promise] = {
    "t": gettext_lazy("tonnes"),
    "t/d": gettext_lazy("tonnes per day"),
    "kg": gettext_lazy("kilograms"),
    "kg/y": gettext_lazy("kilograms per year"),
    "m3": gettext_lazy("cubic metres"),
    "m3/y": gettext_lazy("cubic metres per year"),
    "MW": gettext_lazy("megawatts"),
    "ha": gettext_lazy("hectares"),
    "d": gettext_lazy("days"),
    "w": gettext_lazy("weeks"),
}


def unit(code: str) -> str:
    return str(UNITS.get(code, code))
