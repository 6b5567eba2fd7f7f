"""Which stages have something to offer each other."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from valuechains.pages import LEADS_TO, USE, neighbours


class Role(models.TextChoices):
    """What somebody else could be for an activity."""

    SUPPLIER = "supplier", _("could supply")
    OFFTAKER = "offtaker", _("could take off")
    USES_LEFTOVERS = "uses-leftovers", _("could use what is left over")
    GIVES_LEFTOVERS = "gives-leftovers", _("leaves over what could be used here")
    SERVICE = "service", _("could trade, store or ship it")
    CLIENT = "client", _("could be a client")


SERVICES = "services-trade"
#: What a stage leaves over beside its product, and the stages that can win metals from it: slag and residues of
#: refining; scrap and rejects of production.
LEFTOVERS: Mapping[str, tuple[str, ...]] = {
    "refining": ("recycling-recovery",),
    "production": ("recycling-pretreatment", "recycling-recovery"),
}


def related_stages(stage: str) -> dict[Role, tuple[str, ...]]:
    """Stages in which to look, by role. The life of products in use is no stage of the register; knowledge has none."""
    line = tuple(one for one in LEADS_TO if one != USE)
    if stage == SERVICES:
        return {Role.CLIENT: line}
    if stage not in line:
        return {}
    before, after = neighbours(stage)
    found = {
        Role.SUPPLIER: tuple(one for one in before if one != USE),
        Role.OFFTAKER: tuple(one for one in after if one != USE),
        Role.USES_LEFTOVERS: LEFTOVERS.get(stage, ()),
        Role.GIVES_LEFTOVERS: tuple(one for one, users in LEFTOVERS.items() if stage in users),
        Role.SERVICE: (SERVICES,),
    }
    return {role: stages for role, stages in found.items() if stages}
