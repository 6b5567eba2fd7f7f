"""The chain as a picture: which stage leads to which, with the number of organisations in each (figures 3 and 4)."""

import dataclasses
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.counts import facet_counts
from publication.models import ListingState
from publication.selection import Selection
from valuechains.documents import Document

#: Where material goes after a stage. ``USE`` stands for its life in products, which is no stage of the register.
USE = "use"
LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "extraction": ("refining",),
    "refining": ("production",),
    "production": (USE,),
    USE: ("recycling-pretreatment",),
    "recycling-pretreatment": ("recycling-recovery",),
    "recycling-recovery": ("refining", "production"),
}

#: What is done in a stage, anywhere in the world; what holds for the province stands in the data.
WHAT_HAPPENS: Mapping[str, Promise] = {
    "extraction": _("Ore, salt or other raw material comes out of the ground or out of water."),
    "refining": _("Raw material becomes a pure metal or a pure substance."),
    "production": _("Metals and substances become parts and products."),
    "recycling-pretreatment": _("Old products and scrap are collected, sorted and cut up."),
    "recycling-recovery": _("Metals are won back from the sorted material, for example from ground batteries."),
    "services-trade": _("Trade, storage, transport and advice connect all stages."),
    "knowledge": _("Research, education and trials make every stage better."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """A stage in the picture. ``share`` is its part of the largest count, for the length of its bar (0 to 100)."""

    slug: str
    name: str
    count: int
    share: float
    text: str
    in_province: str
    leads_to: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return self.count == 0


@dataclasses.dataclass(frozen=True, slots=True)
class Flow:
    """``line`` runs from extraction to recovery, with products in use after production; ``support`` serves all."""

    line: Sequence[Node]
    support: Sequence[Node]
    organisations: int
    sectors: Sequence[tuple[str, str]] = ()

    @property
    def stages(self) -> int:
        return len(self.line) + len(self.support)

    @property
    def worked_stages(self) -> int:
        """Stages in which at least one organisation in the province works."""
        return sum(not node.is_empty for node in [*self.line, *self.support])


def stage_counts(known: Mapping[str, ListingState]) -> dict[str, int]:
    return facet_counts("companies", "stage", known)


def flow(
    stages: Sequence[Document],
    counts: Mapping[str, int],
    organisations: Selection,
    sectors: Sequence[tuple[str, str]] = (),
) -> Flow:
    """The picture of these stages, in the order of the data; ``sectors`` are slugs and names."""
    names = {stage["slug"]: stage["shortName"] for stage in stages}
    largest = max(counts.values(), default=0)
    nodes = [_node(stage, counts.get(stage["slug"], 0), largest, names) for stage in stages]
    line = [node for node in nodes if node.slug in LEADS_TO]
    return Flow(line, [node for node in nodes if node.slug not in LEADS_TO], organisations.count, sectors)


def neighbours(slug: str) -> tuple[list[str], list[str]]:
    """Stages that come right before and right after a stage, ``USE`` among them."""
    before = [one for one, targets in LEADS_TO.items() if slug in targets]
    return before, list(LEADS_TO.get(slug, ()))


def _node(stage: Document, count: int, largest: int, names: Mapping[str, str]) -> Node:
    slug = stage["slug"]
    return Node(
        slug=slug,
        name=stage["name"],
        count=count,
        share=round(100 * count / largest, 1) if largest else 0,
        text=str(WHAT_HAPPENS.get(slug, "")),
        in_province=stage["inProvince"],
        leads_to=[names[one] for one in LEADS_TO.get(slug, ()) if one in names],
    )
