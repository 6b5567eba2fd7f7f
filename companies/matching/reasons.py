"""The reasons of a score in words, each with its points."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from companies.matching.score import POINTS

REASONS = {
    "kvk_same": _("same KvK number"),
    "rsin_same": _("same RSIN"),
    "name_same": _("same name"),
    "name_same_shared_words": _("same name, of words that many have"),
    "name_core": _("same name but for words that many have"),
    "name_typing": _("names differ by typing errors"),
    "name_typing_short": _("short names differ by typing errors"),
    "name_initials": _("same name, with initials in one and first names in the other"),
    "name_part": _("one name is part of the other"),
    "name_other_trade": _("same name, other trade or place in it"),
    "name_acronym": _("one name is short for the other"),
    "name_other": _("other name"),
    "domain_same": _("same website"),
    "domain_other": _("other website"),
    "address_same": _("same address"),
    "postcode_same": _("same postcode"),
    "point_near": _("less than 200 metres apart"),
    "point_far": _("more than 8 kilometres apart"),
    "place_same": _("same place"),
    "place_other": _("other place"),
    "initials_other": _("other initials"),
    "numbers_other": _("other numbers in the name"),
    "named_by_list": _("recognised by its own number or name"),
}


def in_words(reasons: Iterable[str]) -> list[str]:
    """``same name (+85)`` each, in the language of this moment."""
    return [_with_points(reason) for reason in reasons]


def _with_points(reason: str) -> str:
    text = gettext(REASONS.get(reason, reason))
    return f"{text} ({POINTS[reason]:+d})" if reason in POINTS else text
