"""What partners are sought for: an organisation of the register, or an activity that somebody plans."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from companies.enums import ActivityStatus, Precision

Point = tuple[float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """A stage with the slugs of its materials; none means that they are not known or not given."""

    stage: str
    materials: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """``point`` is latitude and longitude in WGS84 degrees; ``is_about`` says that it is the middle of a municipality.

    ``own`` is the record id of the organisation itself, which is no partner of its own.
    """

    work: tuple[Work, ...]
    point: Point | None = None
    is_about: bool = False
    own: int | None = None


def plan_of(pk: int, document: Mapping[str, Any], centres: Mapping[str, Point]) -> Plan:
    """The plan of a public organisation, from its own document; what has ceased looks for nobody."""
    work = tuple(
        Work(one["stage"]["slug"], frozenset(material["slug"] for material in one["materials"]))
        for one in document["activities"]
        if one["status"] != ActivityStatus.CEASED
    )
    if document["location"]:
        longitude, latitude = document["location"]["coordinates"]
        return Plan(work, (latitude, longitude), document["precision"] != Precision.ADDRESS, pk)
    municipality = document["municipality"]
    centre = centres.get(municipality["slug"]) if municipality else None
    return Plan(work, centre, centre is not None, pk)
