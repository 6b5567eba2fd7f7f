"""When listings are rebuilt: at once, or once for all at the end of a ``publishing()`` block."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Model

from publication.publishers import ShownIn, all_publishers
from publication.rebuild import rebuild, rebuild_many


class _Touched:
    """What a block has changed so far: ids by kind, and rows of which is asked at its end where they show."""

    def __init__(self) -> None:
        self.pks: dict[str, set[int]] = defaultdict(set)
        self.rows: dict[tuple[str, ShownIn], set[int]] = defaultdict(set)

    def all(self) -> dict[str, set[int]]:
        for (kind, shown_in), rows in self.rows.items():
            if found := shown_in.of(rows):
                self.pks[kind] |= found
        self.rows.clear()
        return self.pks


_touched: ContextVar[_Touched | None] = ContextVar("touched_listings", default=None)


@contextmanager
def publishing(*, records_are_locked: bool = False) -> Iterator[None]:
    """One transaction in which listings are rebuilt once, at the end; an error leaves everything as it was.

    ``records_are_locked`` says that the caller holds a row lock on every known record that it touches, so that several
    such callers may build their listings at the same time.
    """
    if _touched.get() is not None:
        yield
        return
    block = _Touched()
    token = _touched.set(block)
    try:
        with transaction.atomic():
            yield
            touched = block.all()
            if records_are_locked:
                rebuild_many(touched)
            else:
                for kind in list(touched):
                    rebuild(kind, touched[kind])
    finally:
        _touched.reset(token)


def touch(kind: str, pks: Iterable[int]) -> None:
    """Say that these records' listings may have changed; for bulk writes, which send no signals, too."""
    wanted = {pk for pk in pks if pk is not None}
    if not wanted:
        return
    if (block := _touched.get()) is not None:
        block.pks[kind] |= wanted
    else:
        rebuild(kind, wanted)


def touch_shown(kind: str, affected: Callable[[Any], Iterable[int]], row: Model) -> None:
    """Touch the listings that show a row which was saved; in a block they are asked for once, at its end.

    A record that stops showing the row within the block is touched by that change of its own.
    """
    block = _touched.get()
    if block is not None and isinstance(affected, ShownIn):
        if affected.paths:
            block.rows[kind, affected].add(row.pk)
    else:
        touch(kind, affected(row))


def touch_watching(record: Model, *, but: Collection[str] = ()) -> None:
    """Touch the listings of other kinds that show something of this record; for bulk writes, which send no signals."""
    for publisher in all_publishers():
        if publisher.kind not in but:
            for watch in publisher.watches():
                if isinstance(record, watch.model):
                    touch_shown(publisher.kind, watch.affected, record)
