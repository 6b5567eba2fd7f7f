"""The versions of all listings, read in one round trip: all that an unchanged answer costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DatabaseError, connection

from publication.links import links

_TOKENS = "SELECT kind, CAST(token AS varchar(36)) FROM publication_listingstate"
#: On PostgreSQL one text, ``kind token kind token``: kinds are slugs.
_TEXT = "SELECT string_agg(kind || ' ' || replace(token::text, '-', ''), ' ') FROM publication_listingstate"
Tokens = Mapping[str, str | None]


def tokens_now() -> Tokens | None:
    """The token of every kind as the database stands now; None when it does not say."""
    if connection.vendor != "postgresql":
        return _of_django()
    text = links.text(_TEXT)
    if text is None:
        return None
    words = text.split(" ") if text else []
    return dict(zip(words[::2], words[1::2], strict=True))


def _of_django() -> Tokens | None:
    """On SQLite each thread keeps its connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_TOKENS)
            return _plain(cursor.fetchall())
    except DatabaseError:
        return None


def _plain(rows: Iterable[tuple[Any, ...]]) -> Tokens:
    """SQLite keeps identifiers without hyphens."""
    return {kind: token.replace("-", "") for kind, token in rows}
