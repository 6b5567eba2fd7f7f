"""Find and rank partners in the index of listings: what is not public is not in it, so it cannot be suggested."""

from __future__ import annotations

import dataclasses
import heapq
import math
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from pyroaring import BitMap

from companies.enums import ActivityStatus, Precision
from companies.models import OrganisationListing
from companies.offtake.places import Places
from companies.offtake.plans import Plan, Point, Work
from companies.offtake.relations import Role, related_stages
from publication.counts import narrowed
from publication.index import ListingIndex, index_for
from publication.index.registry import lock
from valuechains.pages import Known, rows

KINDS = ("companies", "stages", "materials", "municipalities")
#: So many of each role are told at most: the best ones.
MOST = 100
_STATUSES = (
    (ActivityStatus.ACTIVE,),
    (ActivityStatus.PLANNED, ActivityStatus.ANNOUNCED),
    (ActivityStatus.EXPLORING,),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """``km`` is the distance as the crow flies, or none when one of the places is not known; ``is_about`` says that it
    is measured to or from the middle of a municipality. ``shared`` are slugs of materials; with none of them the
    materials of one side are unknown. ``row`` is the organisation's public row."""

    role: Role
    for_stage: str
    stage: str
    shared: tuple[str, ...]
    status: str
    km: float | None
    is_about: bool
    row: Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    pk: int
    role: Role
    for_stage: str
    stage: str
    shared: tuple[str, ...]
    status: int
    km: float | None
    is_at_middle: bool

    @property
    def rank(self) -> tuple[int, int, float, int]:
        """More shared materials first, then who is further on, then who is nearer, unknown places last."""
        return -len(self.shared), self.status, math.inf if self.km is None else self.km, self.pk


def centres(known: Known) -> dict[str, Point]:
    """The point of each municipality, as latitude and longitude; one query."""
    found = rows(narrowed("municipalities", known), "name")
    return {one["slug"]: (one["location"]["coordinates"][1], one["location"]["coordinates"][0]) for one in found}


def suggestions(plan: Plan, known: Known, language: str, middles: Mapping[str, Point]) -> list[Suggestion]:
    """The best of each role, role by role; one query, however many organisations there are."""
    index = index_for("companies", known)
    best: dict[tuple[Role, int], _Found] = {}
    with lock:
        places = Places(plan.point, index.grid, index.facets, middles)
        for work in plan.work:
            for found in _of_work(work, plan, index, places):
                key = (found.role, found.pk)
                if key not in best or found.rank < best[key].rank:
                    best[key] = found
    chosen = [
        one
        for role in Role
        for one in heapq.nsmallest(MOST, (one for one in best.values() if one.role is role), key=lambda one: one.rank)
    ]
    told = _rows({one.pk for one in chosen}, language)
    return [_suggestion(one, told[one.pk], plan) for one in chosen if one.pk in told]


def _of_work(work: Work, plan: Plan, index: ListingIndex, places: Places) -> Iterator[_Found]:
    own = BitMap([plan.own]) if plan.own is not None else BitMap()
    by_material = {slug: index.facets.any_of("material", [slug]) for slug in sorted(work.materials)}
    for role, stages in related_stages(work.stage).items():
        for stage in stages:
            unknown = index.facets.any_of("materialUnknown", [stage])
            for status, names in enumerate(_STATUSES):
                values = [f"{stage}:{name.value}" for name in names]
                there = index.facets.any_of("stageStatus", values) - own
                for pk, km in _nearest(there, by_material, unknown, places):
                    shared = tuple(slug for slug, bits in by_material.items() if pk in bits)
                    yield _Found(pk, role, work.stage, stage, shared, status, km, places.is_at_middle(pk))


def _nearest(
    there: BitMap, by_material: Mapping[str, BitMap], unknown: BitMap, places: Places
) -> Iterator[tuple[int, float | None]]:
    """The best :data:`MOST` of these: who shares more comes first, then who is nearer. Who shares nothing although both
    sides are known is left out."""
    sharing = _sharing(there, by_material)
    if by_material:
        sharing[0] &= unknown
    left = MOST
    for these in reversed(sharing):
        if left == 0:
            break
        for km, pk in places.nearest(these, left):
            left -= 1
            yield pk, km


def _sharing(there: BitMap, by_material: Mapping[str, BitMap]) -> list[BitMap]:
    """Who of these shares no material, one, two … exactly, in whole sets: nobody is looked at alone."""
    at_least = [there]
    for bits in by_material.values():
        at_least.append(BitMap())
        for count in range(len(at_least) - 1, 0, -1):
            at_least[count] |= at_least[count - 1] & bits
    return [these - more for these, more in zip(at_least, [*at_least[1:], BitMap()], strict=True)]


def _rows(pks: set[int], language: str) -> dict[int, dict[str, Any]]:
    found = OrganisationListing.objects.filter(pk__in=pks).values_list("pk", f"row_{language}")
    return {pk: orjson.loads(text) for pk, text in found}


def _suggestion(found: _Found, row: Mapping[str, Any], plan: Plan) -> Suggestion:
    is_about = plan.is_about or found.is_at_middle or row["precision"] != Precision.ADDRESS
    return Suggestion(
        role=found.role,
        for_stage=found.for_stage,
        stage=found.stage,
        shared=found.shared,
        status=next(one["status"] for one in row["stages"] if one["slug"] == found.stage),
        km=found.km,
        is_about=found.km is not None and is_about,
        row=row,
    )
