"""What stands in the place of a value that went out of sight with its source: what the next source says, if any."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from companies.list_sources.saying import Value
from companies.list_sources.standing import COLUMNS, spread
from companies.list_sources.visibility import public_lists
from companies.models import ListSource, Municipality, Pin, Statement

__all__ = ["Found", "NextSaid", "fill", "municipalities_in", "next_said"]

#: By organisation and value.
Found = Mapping[int, Mapping[str, "NextSaid"]]


@dataclass(frozen=True, slots=True)
class NextSaid:
    """The fields of one value, and the public source that stands for the lists of who says so."""

    value: Value
    public_source: int


def next_said(unseen: Mapping[int, Collection[str]]) -> Found:
    """Of each value that nobody is to see, what the weightiest source that may be seen says; of equal ones the later.

    Nothing where staff pinned the value, and where no public source can be named. Nothing is asked while nothing is
    unseen.
    """
    if not unseen:
        return {}
    sources = {one.pk: one for one in ListSource.objects.filter(is_hidden=False)}
    named = public_lists(sources.values())
    pinned = set(Pin.objects.filter(organisation_id__among=list(unseen)).values_list("organisation_id", "subject"))
    best: dict[int, dict[str, tuple[Any, NextSaid]]] = {}
    rows = Statement.objects.filter(organisation_id__among=list(unseen), source_id__in=named)
    columns = ("organisation_id", "source_id", "pk", *COLUMNS)
    for organisation, source, pk, *row in rows.values_list(*columns):
        for subject, one in spread(*row).items():
            if subject not in unseen[organisation] or (organisation, subject) in pinned:
                continue
            rank = (sources[source].priority_for(subject), one.stated_at, pk)
            standing = best.setdefault(organisation, {}).get(subject)
            if standing is None or standing[0] < rank:
                best[organisation][subject] = (rank, NextSaid(one.value, named[source]))
    return {pk: {subject: said for subject, (_rank, said) in found.items()} for pk, found in best.items()}


def fill(one: Any, fields: Iterable[str], found: Mapping[str, NextSaid]) -> None:
    """Give a dossier or a place what the next source says; a municipality is for the caller."""
    for said in found.values():
        for name in said.value.keys() & set(fields) - {"municipality"}:
            setattr(one, name, said.value[name])


def municipalities_in(found: Found) -> dict[str, int]:
    """The municipalities that are named, by name; a query only when there are."""
    names = {str(said["municipality"].value["municipality"]) for said in found.values() if "municipality" in said}
    return dict(Municipality.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
