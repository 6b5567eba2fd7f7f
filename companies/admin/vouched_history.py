"""History of which source vouches for what, told value by value: who came, who went, what was confirmed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from companies.admin.sources import vouch_text
from companies.subjects import names_of, subject_label
from companies.vouches import Vouch, spread

__all__ = ["tell_vouches"]


def tell_vouches(versions: Sequence[Any]) -> None:
    """Gives versions of provenance ``what`` they are of and ``changes``; a query for stages, materials and people each,
    whatever their number. ``before`` is the version that came before, where that is among them."""
    every = [spread(version.vouches_for) for version in versions]
    names = names_of({subject for ones in every for subject in ones})
    numbers = {one.verified_by for ones in every for one in ones.values()} - {None}
    people = get_user_model().objects.in_bulk(numbers) if numbers else {}
    for version, ones in zip(versions, every, strict=True):
        before = version.before if version.history_type == "~" else None
        version.changes = _changes(spread(before.vouches_for), ones, names, people) if before is not None else []
        version.what = version.instance.told(names, () if version.changes else ones)


def _changes(
    older: Mapping[str, Vouch], newer: Mapping[str, Vouch], names: Mapping[str, str], people: Mapping[int, Any]
) -> list[dict[str, str]]:
    def text(one: Vouch | None) -> str:
        return vouch_text(one, people.get(one.verified_by or 0)) if one is not None else ""

    return [
        {
            "label": subject_label(subject, names),
            "old": text(older.get(subject)),
            "new": text(newer.get(subject)),
            "gone": _("no longer named as its source"),
        }
        for subject in sorted(older.keys() | newer.keys())
        if older.get(subject) != newer.get(subject)
    ]
