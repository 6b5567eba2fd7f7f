"""Who covers which part of the chain: organisations per stage and listed material, counted in the index.

The counts of a cell are those of the directory with both filters. Each organisation has one activity in a stage, so
the states of these activities (active, planned, exploring, ceased) part the count of the cell.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from companies.coverage_cells import Cell, CellState, cell_of
from companies.enums import ActivityStatus, OrganisationKind
from companies.past import past_facets, was_there
from publication.counts import narrowed
from publication.index import index_for
from publication.index.facets import FacetIndex
from publication.index.registry import lock
from publication.models import ListingState
from publication.text import fold
from valuechains.documents import api_path
from valuechains.enums import Relation

__all__ = [
    "KINDS",
    "KNOWLEDGE",
    "UNDER_WAY",
    "Cell",
    "CellState",
    "Wanted",
    "cells",
    "coverage_rows",
    "directory_query",
    "without_municipality",
]

KINDS = ("stages", "materials", "companies", "municipalities", "sectors", "trajectories")
#: Trajectories that have not ended, in the words of ``permits``; examples count nowhere.
UNDER_WAY = {"status": ("preparation", "running", "suspended"), "example": ("no",)}
#: Kinds of organisation that find things out.
KNOWLEDGE = (OrganisationKind.KNOWLEDGE_INSTITUTE.value, OrganisationKind.RESEARCH_PROGRAMME.value)
Row = dict[str, Any]
Known = Mapping[str, ListingState]


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the matrix: slugs; an empty tuple is everything. ``day`` is a day in the past, or none for now."""

    stages: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    strategic: tuple[str, ...] = ()
    day: datetime.date | None = None

    @classmethod
    def read(cls, cleaned: Mapping[str, Any]) -> Wanted:
        """From the checked values of a ``CoverageFilterSet``."""
        names = {
            "stages": "stage", "materials": "material", "municipalities": "municipality",
            "sectors": "sector", "strategic": "strategic",
        }  # fmt: skip
        lists = {ours: tuple(sorted(cleaned.get(theirs) or ())) for ours, theirs in names.items()}
        return cls(**lists, day=cleaned.get("on"))


def coverage_rows(language: str, known: Known, wanted: Wanted | None = None) -> list[Row]:
    """One row per public stage and public listed material, in the order of the chain, then by name."""
    wanted = wanted or Wanted()
    stages, materials = index_for("stages", known).names, index_for("materials", known).names
    found = cells(known, wanted)
    order = sorted({cell.material for cell in found}, key=lambda slug: (fold(materials[slug][language]), slug))
    place = {slug: number for number, slug in enumerate(order)}
    chain = {slug: number for number, slug in enumerate(dict.fromkeys(cell.stage for cell in found))}
    ordered = sorted(found, key=lambda cell: (chain[cell.stage], place[cell.material]))
    return [_row(cell, stages[cell.stage][language], materials[cell.material][language], wanted) for cell in ordered]


def cells(known: Known, wanted: Wanted) -> tuple[Cell, ...]:
    """The cells of the matrix, stage by stage. The same question on the same listings is counted once."""
    key = (tuple(str(known[kind].token) for kind in KINDS if kind in known), wanted)
    if (held := _held.get(key)) is None:
        held = tuple(_counted(known, wanted))
        _held[key] = held
        while len(_held) > _MOST:
            _held.pop(next(iter(_held)))
    return held


def without_municipality(known: Known) -> int:
    """Organisations of which the register knows no municipality: the view of a municipality cannot count them."""
    selection = narrowed("companies", known)
    with lock:
        facets = selection.index.facets
        placed = facets.any_of("municipality", facets.counts("municipality", selection.bits))
        return len(selection.bits - placed)


_MOST = 64
_held: dict[Any, tuple[Cell, ...]] = {}


def _counted(known: Known, wanted: Wanted) -> list[Cell]:
    companies = index_for("companies", known)
    everywhere = narrowed("companies", known)
    if wanted.municipalities:
        everywhere = narrowed("companies", known, municipality=wanted.municipalities)
    with lock:
        chain, vocabulary = index_for("stages", known), index_for("materials", known)
        facets, among = companies.facets, everywhere.bits
    is_known = wanted.day is None or was_there(wanted.day)
    if wanted.day is not None:
        facets = past_facets(known, wanted.day)
    listed = _listed(known, wanted)
    under_way = _under_way(known, wanted)
    with lock:
        institutes = companies.facets.any_of("kind", KNOWLEDGE) & among
        by_material = {slug: facets.any_of("material", [slug]) & among for slug in listed}
        knowledge = {slug: institutes.intersection_cardinality(bits) for slug, bits in by_material.items()}
        in_chain = chain.slugs_of(chain.order("order"))
        is_silent = bool(institutes & facets.any_of("materialUnknown", in_chain))
        strategic = set(vocabulary.slugs_of(vocabulary.facets.any_of("strategic", ["yes"])))
        found = []
        for stage in in_chain:
            if wanted.stages and stage not in wanted.stages:
                continue
            by_status = _by_status(facets, stage, among)
            unknown = facets.any_of("materialUnknown", [stage]).intersection_cardinality(among)
            for slug, bits in by_material.items():
                counts = {status: bits.intersection_cardinality(there) for status, there in by_status.items()}
                going = under_way.get((stage, slug), 0) if wanted.day is None else None
                is_strategic = slug in strategic
                found.append(
                    cell_of(stage, slug, counts, unknown, knowledge[slug], is_strategic, going, is_known, is_silent)
                )
    return found


def _under_way(known: Known, wanted: Wanted) -> Counter[tuple[str, str]]:
    """Released trajectories under way by stage and material; there are hundreds of them, not hundreds of thousands."""
    places = {"municipality": wanted.municipalities} if wanted.municipalities else {}
    selection = narrowed("trajectories", known, **UNDER_WAY, **places)
    among, facets = selection.bits, selection.index.facets
    with lock:
        stages, materials = facets.counts("stage", among), facets.counts("material", among)
        of_material = {slug: facets.any_of("material", [slug]) & among for slug in materials}
        found: Counter[tuple[str, str]] = Counter()
        for stage in stages:
            there = facets.any_of("stage", [stage])
            found.update({(stage, slug): there.intersection_cardinality(bits) for slug, bits in of_material.items()})
    return found


def _by_status(facets: FacetIndex, stage: str, among: BitMap) -> dict[str, BitMap]:
    return {
        status.value: facets.any_of("stageStatus", [f"{stage}:{status.value}"]) & among for status in ActivityStatus
    }


def _listed(known: Known, wanted: Wanted) -> list[str]:
    """Slugs of the listed materials that are wanted."""
    narrow: dict[str, Sequence[str]] = {"relation": [Relation.LISTED]}
    if wanted.sectors:
        narrow["sector"] = wanted.sectors
    if wanted.strategic:
        narrow["strategic"] = wanted.strategic
    selection = narrowed("materials", known, **narrow)
    with lock:
        slugs = selection.index.slugs_of(selection.bits)
    return [slug for slug in slugs if not wanted.materials or slug in wanted.materials]


def directory_query(cell: Cell, wanted: Wanted | None = None) -> str:
    """The query string with which the directory lists the organisations of a cell."""
    places = "".join(f"&municipality={slug}" for slug in (wanted.municipalities if wanted else ()))
    return f"stage={cell.stage}&material={cell.material}{places}"


def _row(cell: Cell, stage: str, material: str, wanted: Wanted) -> Row:
    return {
        "id": f"{cell.stage}/{cell.material}",
        "url": f"{api_path('companies', '')[:-1]}?{directory_query(cell, wanted)}",
        "stage": cell.stage,
        "stageName": stage,
        "material": cell.material,
        "materialName": material,
        "name": f"{stage}: {material}",
        "strategic": cell.is_strategic,
        "organisations": cell.organisations,
        "state": cell.state.value,
        "active": cell.active,
        "planned": cell.planned,
        "exploring": cell.exploring,
        "ceased": cell.ceased,
        "materialUnknown": cell.unknown,
        "knowledge": cell.knowledge,
        "trajectories": cell.trajectories,
        "on": wanted.day.isoformat() if wanted.day else None,
    }
