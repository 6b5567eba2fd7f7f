"""The reason of a suggestion, in words a reader can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.enums import ActivityStatus
from companies.offtake.relations import Role
from companies.offtake.suggesting import Suggestion

Names = Mapping[str, str]


def place_of(one: Suggestion) -> str:
    """“12 km away”, “about 12 km away”, or that the place is unknown."""
    if one.km is None:
        return _("place unknown")
    if one.km < 1:
        return _("about 1 km away or less") if one.is_about else _("less than 1 km away")
    text = _("about %(km)d km away") if one.is_about else _("%(km)d km away")
    return text % {"km": round(one.km)}


def reasons_of(one: Suggestion, stages: Names, materials: Names, *, asked: bool) -> list[str]:
    """``asked`` says whether materials were given to look for."""
    return [*_reasons(one, stages, materials, asked), place_of(one)]


def _reasons(one: Suggestion, stages: Names, materials: Names, asked: bool) -> Iterator[str]:
    yield _CHAIN[one.role]() % {"stage": stages[one.stage], "own": stages[one.for_stage]}
    if one.shared:
        names = ", ".join(sorted(materials.get(slug, slug) for slug in one.shared))
        yield ngettext("same material: %(names)s", "same materials: %(names)s", len(one.shared)) % {"names": names}
    else:
        yield _("its materials are not known yet") if asked else _("you named no material")
    yield str(ActivityStatus(one.status).label)


_CHAIN: Mapping[Role, Any] = {
    Role.SUPPLIER: lambda: _("%(stage)s comes right before %(own)s"),
    Role.OFFTAKER: lambda: _("%(stage)s comes right after %(own)s"),
    Role.USES_LEFTOVERS: lambda: _("%(stage)s wins metals from what %(own)s leaves over"),
    Role.GIVES_LEFTOVERS: lambda: _("%(own)s can use what %(stage)s leaves over"),
    Role.SERVICE: lambda: _("%(stage)s serves all stages"),
    Role.CLIENT: lambda: _("%(own)s can serve %(stage)s"),
}
