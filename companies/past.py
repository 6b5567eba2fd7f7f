"""The public register as it was at the end of a day, from history.

Only what is public now is told, as far as it was there and public then: an organisation that became internal, or an
activity or material that was taken away since, is told of no day. Who stopped has the status "ceased" instead. So no
comparison of two days gives away what has been withdrawn.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Min
from django.utils import timezone

from companies.models import Activity, ActivityMaterial, Organisation
from publication.enums import Visibility
from publication.index import index_for
from publication.index.facets import FacetIndex
from publication.models import ListingState

_KINDS = ("companies", "stages", "materials")
_CHUNK = 5000
_MOST = 32
_held: dict[Any, FacetIndex] = {}

Known = Mapping[str, ListingState]
#: Pairs of organisation and stage, with the status of the activity.
Statuses = dict[tuple[int, int], str]


def register_began() -> datetime.date | None:
    """The day of the first record in the history; of earlier days nothing is known."""
    first = Organisation.history.aggregate(first=Min("history_date"))["first"]
    return timezone.localdate(first) if first else None


def was_there(day: datetime.date) -> bool:
    """Whether the register had begun by the end of that day; of today it tells what it holds, be it nothing."""
    if day >= timezone.localdate():
        return True
    began = register_began()
    return began is not None and began <= day


def past_facets(known: Known, day: datetime.date) -> FacetIndex:
    """Facets ``stageStatus``, ``material`` and ``materialUnknown`` of that day. Six queries; the last days asked for
    are kept until a listing changes."""
    key = (*(str(known[kind].token) for kind in _KINDS if kind in known), day)
    if (held := _held.get(key)) is None:
        held = _held[key] = _built(known, day)
        while len(_held) > _MOST:
            _held.pop(next(iter(_held)))
    return held


def _built(known: Known, day: datetime.date) -> FacetIndex:
    until = timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))
    public = _public_then(day, until) & set(index_for("companies", known).all)
    statuses = _statuses_then(until)
    links = _links_then(until)
    stages, materials = index_for("stages", known), index_for("materials", known)
    facets = FacetIndex(("stageStatus", "material", "materialUnknown"))
    shown: dict[int, dict[str, list[str]]] = {}
    for (organisation, stage), status in statuses.items():
        if organisation not in public or stage not in stages.all:
            continue
        (slug,) = stages.slugs_of([stage])
        found = shown.setdefault(organisation, {"stageStatus": [], "material": [], "materialUnknown": []})
        found["stageStatus"].append(f"{slug}:{status}")
        named = materials.slugs_of(links.get((organisation, stage), ()))
        found["material"] += named
        if not named:
            found["materialUnknown"].append(slug)
    for organisation, values in shown.items():
        facets.add(organisation, values)
    return facets


def _public_then(day: datetime.date, until: datetime.datetime) -> set[int]:
    columns = ("id", "history_type", "visibility", "embargo_until")
    found = set()
    for pk, kind, visibility, embargo in _latest(Organisation, until, columns):
        released = visibility == Visibility.EMBARGOED and embargo is not None and embargo <= day
        if kind != "-" and (visibility == Visibility.PUBLIC or released):
            found.add(pk)
    return found


def _statuses_then(until: datetime.datetime) -> Statuses:
    """Of the activities that are there now, and were there then in the same stage."""
    shown = Activity.objects.filter(organisation__shows_activities=True)
    now = set(shown.order_by().values_list("organisation_id", "stage_id"))
    columns = ("id", "history_type", "organisation_id", "stage_id", "status")
    return {
        (organisation, stage): status
        for _pk, kind, organisation, stage, status in _latest(Activity, until, columns)
        if kind != "-" and (organisation, stage) in now
    }


def _links_then(until: datetime.datetime) -> dict[tuple[int, int], list[int]]:
    """Materials by organisation and stage, of the links that are there now and were there then. A link without any
    history was written together with its activity."""
    names = ("activity_id", "activity__organisation_id", "activity__stage_id", "material_id")
    now = {
        (activity, material): (organisation, stage)
        for activity, organisation, stage, material in ActivityMaterial.objects.order_by().values_list(*names)
    }
    told = set(ActivityMaterial.history.order_by().values_list("activity_id", "material_id").distinct())
    columns = ("id", "history_type", "activity_id", "material_id")
    then = {
        (activity, material)
        for _pk, kind, activity, material in _latest(ActivityMaterial, until, columns)
        if kind != "-"
    }
    found: dict[tuple[int, int], list[int]] = {}
    for link, place in now.items():
        if link in then or link not in told:
            found.setdefault(place, []).append(link[1])
    return found


def _latest(model: Any, until: datetime.datetime, columns: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    """The last row of each record before a moment, oldest rows first in the query so that the last one wins."""
    rows = model.history.filter(history_date__lt=until).order_by("history_date", "history_id")
    last: dict[int, tuple[Any, ...]] = {}
    for row in rows.values_list(*columns).iterator(_CHUNK):
        last[row[0]] = row
    return last.values()
