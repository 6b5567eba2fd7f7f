"""The versions of all listings, read in one round trip: all that an unchanged answer costs.

On PostgreSQL a connection of its own for each process: taking one from Django's pool, with its check, costs as much as
the question itself. A connection that has gone is forgotten, the reader is told that nothing is known, and the next
question opens another.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

_TOKENS = "SELECT kind, CAST(token AS varchar(36)) FROM publication_listingstate"
Tokens = Mapping[str, str]


def tokens_now() -> Tokens | None:
    """The token of every kind as the database stands now; None when it does not say."""
    return _postgresql.tokens() if connection.vendor == "postgresql" else _of_django()


def close() -> None:
    """Let the connection go; the next question opens another."""
    _postgresql.close()


def _of_django() -> Tokens | None:
    """On SQLite each thread keeps its connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_TOKENS)
            return _plain(cursor.fetchall())
    except DatabaseError:
        return None


def _plain(rows: Iterable[tuple[str, str]]) -> Tokens:
    """SQLite keeps identifiers without hyphens."""
    return {kind: token.replace("-", "") for kind, token in rows}


class _Reader:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._link: Any = None

    def tokens(self) -> Tokens | None:
        import psycopg

        with self._lock:
            try:
                return self._ask()
            except psycopg.Error as error:
                logger.info("the connection for versions is let go: %s", type(error).__name__)
                self._forget()
                return None

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _ask(self) -> Tokens:
        if self._link is None:
            import psycopg

            asked = {**connection.get_connection_params(), "autocommit": True, "prepare_threshold": None}
            self._link = psycopg.connect(**asked)
        return _plain(self._link.execute(_TOKENS).fetchall())

    def _forget(self) -> None:
        if self._link is not None:
            self._link.close()
        self._link = None


_postgresql = _Reader()
