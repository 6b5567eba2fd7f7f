"""The indexes of this process, and the one query that tells whether they still stand."""

from __future__ import annotations

import datetime
import threading
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection

from publication.index.listing import ListingIndex
from publication.links import Rows, read_rows
from publication.models import ListingState
from publication.publishers import publisher_for

# Held while an index is read or advanced: reading takes about a millisecond.
lock = threading.RLock()

_STATES = "SELECT kind, lineage, version, token, changed_at FROM publication_listingstate"

_last: tuple[Rows, dict[str, ListingState]] = ([], {})
_shared: dict[str, ListingIndex] = {}
_private: dict[str, ListingIndex] = {}


def states() -> dict[str, ListingState]:
    """The state of every kind, in one query; read-only. It is all that an unchanged answer costs, so it goes past the
    ORM, and what was read last is not made anew while it is the same."""
    global _last
    rows = read_rows(_STATES)
    last = _last
    if rows != last[0]:
        plain: list[Any] = rows if connection.features.has_native_uuid_field else [_from_text(*row) for row in rows]
        last = _last = (rows, {row[0]: ListingState(*row) for row in plain})
    return last[1]


def _from_text(kind: str, lineage: str, version: int, token: str, changed_at: Any) -> tuple[Any, ...]:
    """SQLite keeps identifiers as text and moments without their offset, in UTC."""
    moment = changed_at if isinstance(changed_at, datetime.datetime) else datetime.datetime.fromisoformat(changed_at)
    return kind, uuid.UUID(lineage), version, uuid.UUID(token), moment.replace(tzinfo=datetime.UTC)


def index_for(kind: str, known: Mapping[str, ListingState] | None = None) -> ListingIndex:
    """The index of a kind as the database stands now; pass ``known`` states to spare the query."""
    state = (known if known is not None else states()).get(kind)
    with lock:
        if connection.in_atomic_block:
            return _index_in_transaction(kind, state)
        return _shared_index(kind, state)


def names_of(kind: str, known: Mapping[str, ListingState] | None = None) -> dict[str, dict[str, str]]:
    """Slugs and names of a vocabulary such as the stages."""
    return index_for(kind, known).names


def _shared_index(kind: str, state: ListingState | None) -> ListingIndex:
    held = _shared.get(kind)
    if held is not None and _is_ahead_of(held, state):
        # Another request took in a change since this one asked; only a database put back to an earlier day is behind.
        state = states().get(kind)
    if held is not None and _stands(held, state):
        return held
    if held is not None and state is not None and held.lineage == state.lineage and held.version < state.version:
        held.advance(state)
        return held
    _shared[kind] = _loaded(kind, state)
    return _shared[kind]


def _index_in_transaction(kind: str, state: ListingState | None) -> ListingIndex:
    """What a transaction sees may be rolled back, so it never goes into the shared index."""
    for held in (_shared.get(kind), _private.get(kind)):
        if held is not None and _stands(held, state):
            return held
    _private[kind] = _loaded(kind, state)
    return _private[kind]


def _stands(held: ListingIndex, state: ListingState | None) -> bool:
    if state is None:
        return held.token is None and not held.all
    return held.token == state.token


def _is_ahead_of(held: ListingIndex, state: ListingState | None) -> bool:
    return state is not None and held.lineage == state.lineage and held.version > state.version


def _loaded(kind: str, state: ListingState | None) -> ListingIndex:
    index = ListingIndex(publisher_for(kind))
    index.load(state)
    return index
