"""What apps tell this package: which records they publish, how a listing is built, and which changes touch it."""

from __future__ import annotations

import abc
import dataclasses
import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from publication.former import slug_of_now
from publication.models import Listing


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A listing as its publisher builds it; rows and documents are JSON-ready values by language.

    ``updatedAt`` is added to both when the listing is written: the moment at which the public content changed.
    """

    pk: int
    slug: str
    name_nl: str
    name_en: str
    facets: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    words: Sequence[str] = ()
    latitude: float | None = None
    longitude: float | None = None
    row: Mapping[str, Mapping[str, Any]]
    document: Mapping[str, Mapping[str, Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Watch:
    """A change to a row of ``model`` touches the listings whose ids ``affected`` gives."""

    model: type[models.Model]
    affected: Callable[[Any], Iterable[int]]


#: So many ids go in one question: SQLite takes no more than a thousand or so.
MOST_IDS = 500


@dataclasses.dataclass(frozen=True, slots=True, init=False)
class ShownIn:
    """The records of ``model`` that show a changed row, found by the ways (``paths``) from them to it; for a Watch.

    Of many changed rows it is asked once, which is why it is not simply a function.
    """

    model: type[models.Model]
    paths: tuple[str, ...]

    def __init__(self, model: type[models.Model], *paths: str) -> None:
        object.__setattr__(self, "model", model)
        object.__setattr__(self, "paths", paths)

    def __call__(self, row: models.Model) -> set[int]:
        return self.of([row.pk])

    def for_new_rows(self) -> ShownIn:
        """The ways that lead to a row which was just made: those whose last step lies on the row itself.

        Where another row must point to it, nothing can show it yet, and what comes to point to it is a change too.
        """
        return _for_new_rows(self)

    def of(self, pks: Collection[int]) -> set[int]:
        """Ids of the records that show any of these rows."""
        found: set[int] = set()
        wanted = sorted(pks)
        for start in range(0, len(wanted), MOST_IDS):
            part = wanted[start : start + MOST_IDS]
            for path in self.paths:
                records = self.model._default_manager.filter(**{f"{path}__in": part})
                found.update(records.values_list("pk", flat=True))
        return found


@functools.cache
def _for_new_rows(shown_in: ShownIn) -> ShownIn:
    def points_here(path: str) -> bool:
        model: Any = shown_in.model
        for name in path.split("__"):
            step = model._meta.get_field(name)
            model = step.related_model
        return not step.concrete

    return ShownIn(shown_in.model, *filter(points_here, shown_in.paths))


class Publisher(abc.ABC):
    """Publishes one kind of record.

    ``kind`` is the collection's name in addresses; ``facets`` names the facets that its listings carry;
    ``orders`` maps an order's name to listing columns; ``is_vocabulary`` marks small kinds whose names others show;
    ``keeps_slugs``: a slug that was public leads to its record when that has another one.
    """

    kind: ClassVar[str]
    listing: ClassVar[type[Listing]]
    facets: ClassVar[tuple[str, ...]] = ()
    orders: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "name": ("sort_name", "pk"),
        "updated": ("-updated_at", "sort_name", "pk"),
    }
    is_vocabulary: ClassVar[bool] = False
    keeps_slugs: ClassVar[bool] = True

    @abc.abstractmethod
    def records(self) -> Any:
        """All records of the kind, public or not."""

    @abc.abstractmethod
    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        """Listings of those given records that are public now, in a constant number of queries."""

    def public_records(self) -> models.QuerySet:
        """Those that anybody may see today."""
        return self.records().published()

    def due(self) -> Iterable[int]:
        """Ids of the records whose listings the passing of time alone has changed, such as the end of an embargo."""
        return self.public_records().filter(listing__isnull=True).values_list("pk", flat=True)

    def successor(self, slug: str) -> str | None:
        """The public slug under which a record that had this one is found now: its new one, or what it is part of."""
        return slug_of_now(self.kind, self.listing.objects, slug) if self.keeps_slugs else None  # type: ignore[attr-defined]

    def follow(self, pks: Sequence[int]) -> None:
        """Keep what else follows from these records, public or not, in the transaction that rebuilds their listings."""
        return

    def watches(self) -> Sequence[Watch]:
        """Which changes touch which listings; the record's own model is watched anyway."""
        return ()


_publishers: dict[str, Publisher] = {}


def register(publisher: Publisher) -> None:
    """Make a kind known; called once, when its app is ready."""
    from publication.signals import connect

    if publisher.kind in _publishers:
        raise ValueError(f"Kind {publisher.kind!r} is registered twice.")
    _publishers[publisher.kind] = publisher
    connect(publisher)


def publisher_for(kind: str) -> Publisher:
    return _publishers[kind]


def all_publishers() -> list[Publisher]:
    return list(_publishers.values())
