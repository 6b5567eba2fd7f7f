"""Who in the province depends on a material: the stages that take it in, and those that can give it back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from publication.counts import facet_counts, narrowed
from publication.text import fold
from valuechains.dilemmas import ALL
from valuechains.documents import Document
from valuechains.enums import Confidence, DilemmaDimension
from valuechains.models.dilemmas import SIDES
from valuechains.views.reading import Known, rows, rows_of
from valuechains.wording import place_in_report

NAMED = 4


class Role(TextChoices):
    """What a stage does with a material, as far as supply goes."""

    TAKES = "takes", _("need it delivered")
    GIVES = "gives", _("can bring it into the chain or give it back")
    AROUND = "around", _("trade it, move it or study it")


ROLES: Mapping[str, Role] = {
    "extraction": Role.GIVES,
    "refining": Role.TAKES,
    "production": Role.TAKES,
    "recycling-pretreatment": Role.GIVES,
    "recycling-recovery": Role.GIVES,
}


@dataclasses.dataclass(frozen=True, slots=True)
class ExposedStage:
    """``working`` are the organisations that are active there; ``coming`` those that plan, announce or explore."""

    slug: str
    name: str
    role: Role
    count: int
    working: int
    coming: int
    named: Sequence[Document]

    @property
    def more(self) -> int:
        return self.count - len(self.named)


def exposed_stages(slug: str, known: Known) -> list[tuple[Role, list[ExposedStage]]]:
    """Stages with organisations that work with the material, by their role; two queries, however many there are.

    Counts are the directory's with both filters: an organisation stands in each of its stages.
    """
    statuses = facet_counts("companies", "stageStatus", known, material=[slug])
    counts = facet_counts("companies", "stage", known, material=[slug])
    stages = [one for one in rows(narrowed("stages", known), "order") if counts.get(one["slug"])]
    everybody = narrowed("companies", known)
    wanted = {
        pk
        for one in stages
        for pk in narrowed("companies", known, material=[slug], stage=[one["slug"]]).page("name", 0, NAMED)
    }
    named = sorted(rows_of(everybody, sorted(wanted)), key=lambda row: fold(row["name"]))
    found = [
        ExposedStage(
            slug=one["slug"],
            name=one["name"],
            role=ROLES.get(one["slug"], Role.AROUND),
            count=counts[one["slug"]],
            working=statuses.get(f"{one['slug']}:active", 0),
            coming=sum(statuses.get(f"{one['slug']}:{status}", 0) for status in ("planned", "announced", "exploring")),
            named=[row for row in named if one["slug"] in {stage["slug"] for stage in row["stages"]}][:NAMED],
        )
        for one in stages
    ]
    order = list(Role)
    found.sort(key=lambda one: order.index(one.role))
    return [(role, list(group)) for role, group in groupby(found, key=lambda one: one.role)]


def dilemma_cards(slug: str, known: Known) -> list[dict[str, Any]]:
    """The public cards of this material, and those that hold for all, in the order of the dimensions."""
    order = DilemmaDimension.values
    found = rows(narrowed("dilemmas", known, material=[slug, ALL]), "name")
    told = [
        {
            **one,
            **{side: {**one[side], "place": place_in_report(one[side]["reference"])} for side in SIDES},
            "confidenceName": Confidence(one["confidence"]).label,
            "is_general": one["material"] is None,
        }
        for one in found
    ]
    return sorted(told, key=lambda one: (order.index(one["dimension"]), one["is_general"], one["slug"]))
