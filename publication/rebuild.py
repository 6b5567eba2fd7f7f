"""Write listings from records, in the transaction of the change, and compare what stands with what should."""

import dataclasses
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from publication.bulk import Upsert
from publication.conditional import release
from publication.content import COLUMNS, Content
from publication.former import keep, left_by
from publication.models import Listing, ListingRemoval, ListingState
from publication.publishers import ListingRow, Publisher, all_publishers, publisher_for

BATCH = 500
#: Of the rows of a part of a list, which are all in memory already: what many records share is read once for so many.
LARGE_BATCH = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A listing that is not what its record says: ``missing``, ``superfluous`` or ``stale``."""

    kind: str
    pk: int
    problem: str


def rebuild(kind: str, pks: Collection[int]) -> int:
    """Bring the listings of these records up to date; gives how many changed. Unchanged ones are not written."""
    publisher = publisher_for(kind)
    return sum(_rebuild(publisher, [batch]) for batch in _batches(sorted(pks)))


def rebuild_all(kind: str) -> int:
    publisher = publisher_for(kind)
    return rebuild(kind, _all_pks(publisher))


def mend_all() -> int:
    """Rebuild the kinds that this release has not compared yet; gives how many listings changed.

    For the start of every release: labels and documents may be made by other code than those that stand.
    """
    now = release()
    compared = set(ListingState.objects.filter(release=now).values_list("kind", flat=True))
    return sum(_mend(publisher.kind, now) for publisher in all_publishers() if publisher.kind not in compared)


def _mend(kind: str, now: str) -> int:
    written = rebuild_all(kind)
    _state(kind)
    ListingState.objects.filter(kind=kind).update(release=now)
    return written


def publish_due() -> int:
    """Publish what an embargo has released since: a task of every morning and of every start. Gives how many."""
    released = 0
    for publisher in all_publishers():
        for batch in _batches(publisher.due()):
            with transaction.atomic():
                released += rebuild(publisher.kind, batch)
                _rebuild_dependents(publisher, batch)
    return released


def _rebuild_dependents(publisher: Publisher, pks: list[int]) -> None:
    """What a released record shows in: an organisation names a material once the material is public."""
    touched: dict[str, set[int]] = defaultdict(set)
    for record in publisher.records().filter(pk__in=pks):
        for other in all_publishers():
            for watch in other.watches():
                if isinstance(record, watch.model):
                    touched[other.kind].update(watch.affected(record))
    for kind, affected in touched.items():
        rebuild(kind, affected)


def compare(kind: str) -> Iterator[Difference]:
    """Where the listings of a kind differ from what a rebuild would write."""
    publisher = publisher_for(kind)
    for batch in _batches(sorted(_all_pks(publisher))):
        wanted = {row.pk: row for row in publisher.build(batch)}
        standing = {one.pk: one for one in publisher.listing.objects.filter(pk__in=batch)}  # type: ignore[attr-defined]
        for pk in batch:
            if pk in wanted and pk not in standing:
                yield Difference(kind, pk, "missing")
            elif pk in standing and pk not in wanted:
                yield Difference(kind, pk, "superfluous")
            elif pk in wanted and not _says(standing[pk], wanted[pk]):
                yield Difference(kind, pk, "stale")


def _says(listing: Listing, row: ListingRow) -> bool:
    content = Content.of(row).values(listing.updated_at)
    return all(getattr(listing, name) == value for name, value in zip(COLUMNS, content, strict=True))


def _all_pks(publisher: Publisher) -> set[int]:
    records = set(publisher.records().values_list("pk", flat=True))
    return records | set(publisher.listing.objects.values_list("pk", flat=True))  # type: ignore[attr-defined]


@transaction.atomic
def _rebuild(publisher: Publisher, batches: Iterable[list[int]]) -> int:
    prepared = Prepared(publisher)
    # The lock comes first: of two writers the second then sees all that the first has written.
    lock_records(publisher.kind)
    for batch in batches:
        prepared.add(batch)
    return prepared.write()


class Prepared:
    """Listings of one kind that are built and brought to the database, but not in their place yet."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._now = timezone.now()
        self._upsert = Upsert(publisher.listing, ["record", *COLUMNS])
        self._slugs: dict[str, int] = {}
        self._gone: dict[int, str] = {}
        self._left: dict[str, int] = {}

    def add(self, pks: list[int]) -> None:
        """Build the listings of these records, and keep those that differ from what stands."""
        self._publisher.follow(pks)
        built = {row.pk: Content.of(row) for row in self._publisher.build(pks)}
        objects = self._publisher.listing.objects  # type: ignore[attr-defined]
        standing = {
            pk: (slug, digest) for pk, slug, digest in objects.filter(pk__among=pks).values_list("pk", "slug", "digest")
        }
        changed = {pk: one for pk, one in built.items() if standing.get(pk, ("", ""))[1] != one.digest}
        for are_new in (True, False):
            rows = [(pk, *one.values(self._now)) for pk, one in changed.items() if (pk not in standing) == are_new]
            self._upsert.add(rows, are_new=are_new)
        self._slugs |= {one.slug: pk for pk, one in changed.items()}
        if self._publisher.keeps_slugs:
            slugs = {pk: slug for pk, (slug, _digest) in standing.items()}
            self._left |= left_by(self._publisher.kind, {pk: one.slug for pk, one in built.items()}, slugs)
        self._gone |= {pk: standing[pk][0] for pk in standing.keys() - built.keys()}
        # A record's own deletion takes its listing along before this runs: readers must be told all the same.
        vanished = set(pks) - standing.keys() - built.keys()
        if vanished:
            vanished -= set(self._publisher.records().filter(pk__among=vanished).values_list("pk", flat=True))
        self._gone |= dict.fromkeys(vanished, "")

    def write(self) -> int:
        """Put them in their place under the next version; gives how many changed."""
        if not self._upsert.count and not self._gone:
            return 0
        count = self._upsert.count + sum(bool(slug) for slug in self._gone.values())
        state = _locked_state(self._publisher.kind)
        state.version += 1
        state.token = uuid.uuid4()
        state.changed_at = self._now
        state.save()
        _free_slugs(self._publisher, self._slugs)
        self._upsert.write(version=state.version)
        keep(self._publisher.kind, self._left)
        self._publisher.listing.objects.filter(pk__in=self._gone).delete()  # type: ignore[attr-defined]
        _remember_removals(self._publisher.kind, self._gone, state.version)
        return count


def rebuild_many(touched: Mapping[str, Collection[int]]) -> None:
    """Listings of several kinds whose records the caller holds locked: workers build at once and write in turns."""
    prepared = []
    for kind in sorted(touched):
        lock_records(kind, shared=True)
        prepared.append(Prepared(publisher_for(kind)))
        for batch in _batches(sorted(touched[kind]), LARGE_BATCH):
            prepared[-1].add(batch)
    for one in prepared:
        one.write()


def lock_records(kind: str, *, shared: bool = False) -> None:
    """Until the end of the transaction nobody else rebuilds listings of this kind, or only others that share it.

    Who shares it has locked the records themselves. SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"listings of {kind}"])


def _free_slugs(publisher: Publisher, slugs: Mapping[str, int]) -> None:
    """Two records may have swapped their slugs: move the old ones aside before the new ones are written."""
    listings = publisher.listing.objects  # type: ignore[attr-defined]
    taken = listings.filter(slug__among=slugs).values_list("pk", "slug")
    for pk in [pk for pk, slug in taken if slugs[slug] != pk]:
        listings.filter(pk=pk).update(slug=f"~{pk}")


def _remember_removals(kind: str, gone: Mapping[int, str], version: int) -> None:
    ListingRemoval.objects.bulk_create(
        [ListingRemoval(kind=kind, record_id=pk, slug=gone[pk], version=version) for pk in sorted(gone)],
        update_conflicts=True,
        unique_fields=["kind", "record_id"],
        update_fields=["slug", "version"],
    )


def _state(kind: str) -> ListingState:
    return ListingState.objects.get_or_create(kind=kind, defaults={"changed_at": timezone.now()})[0]


def _locked_state(kind: str) -> ListingState:
    _state(kind)
    return ListingState.objects.select_for_update().get(kind=kind)


def _batches(pks: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    iterator = iter(pks)
    while batch := list(islice(iterator, size)):
        yield batch
