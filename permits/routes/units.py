"""Units of amounts: codes as the law data writes them, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from permits.terms.texts import Amount

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
ONE: Mapping[str, Promise] = {
    "t": gettext_lazy("tonne"),
    "t/d": gettext_lazy("tonne per day"),
    "kg": gettext_lazy("kilogram"),
    "kg/y": gettext_lazy("kilogram per year"),
    "m3": gettext_lazy("cubic metre"),
    "m3/y": gettext_lazy("cubic metre per year"),
    "MW": gettext_lazy("megawatt"),
    "ha": gettext_lazy("hectare"),
    "d": gettext_lazy("day"),
    "w": gettext_lazy("week"),
}


def unit(code: str) -> str:
    return str(UNITS.get(code, code))


def amount(value: int | float, code: str) -> str:
    """``12,5 weken``, ``1 week``: an amount as the reader writes it."""
    return f"{Amount(value)} {ONE.get(code, code) if value == 1 else unit(code)}"
