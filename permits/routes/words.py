"""Texts of the law data, which stand in both languages."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import get_language


class Words(NamedTuple):
    nl: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.nl
