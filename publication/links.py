"""Connections of our own for the two questions behind a public answer: which versions stand, and these rows.

Taking a connection from Django's pool costs a round trip for its check, as much as either question. These are taken as
they are: one that has gone is forgotten with all others, and a new one is asked. Where that does not answer either,
Django's own way is taken, with its check and its errors. They read, each question for itself; nothing is ever written
over them.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

logger = logging.getLogger(__name__)

_MOST_IDLE = 8
Rows = list[tuple[Any, ...]]
T = TypeVar("T")


def read_rows(question: str) -> Rows:
    """The rows of a question without parameters, in one round trip.

    Inside a transaction, or where Django has a connection at hand, that one answers; on SQLite always.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block and connection.connection is None:
        rows = links.rows(question)
        if rows is not None:
            return rows
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


class Links:
    """Idle connections to PostgreSQL; the one used last is taken first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._idle: deque[Any] = deque()

    def rows(self, question: str) -> Rows | None:
        """None when the database does not say. Where an idle connection has gone, a new one is asked: the pool, which
        looks at its own one by one and waits longer after each that has gone, would take seconds."""
        return self._sure(_rows, question)

    def text(self, question: str) -> str | None:
        """The one text that a question without parameters comes to, in half the time that rows take; None as above."""
        return self._sure(_text, question)

    def _sure(self, ask: Callable[[Any, str], T], question: str) -> T | None:
        if self._idle:
            answer = self._asked(ask, question)
            if answer is not None:
                return answer
        return self._asked(ask, question)

    def _asked(self, ask: Callable[[Any, str], T], question: str) -> T | None:
        import psycopg

        link = None
        try:
            link = self._take()
            answer = ask(link, question)
        except psycopg.Error as error:
            logger.info("connections for public reading are let go: %s", type(error).__name__)
            if link is not None:
                link.close()
            self.close()
            return None
        self._give_back(link)
        return answer

    def close(self) -> None:
        """Let all go that are idle; the next question opens another."""
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                return

    def forget(self) -> None:
        """In a process that parted from the one that opened them: they are the other one's."""
        self._idle = deque()

    def _take(self) -> Any:
        try:
            return self._idle.pop()
        except IndexError:
            return _open()

    def _give_back(self, link: Any) -> None:
        if len(self._idle) < _MOST_IDLE:
            self._idle.append(link)
        else:
            link.close()


def _rows(link: Any, question: str) -> Rows:
    rows: Rows = link.execute(question).fetchall()
    return rows


def _text(link: Any, question: str) -> str:
    """By libpq itself: no cursor, no types to load. An error of the database is raised as that of a cursor would be."""
    import psycopg

    result = link.pgconn.exec_(question.encode())
    if result.status != psycopg.pq.ExecStatus.TUPLES_OK:
        raise psycopg.OperationalError(result.get_error_message())
    return (result.get_value(0, 0) or b"").decode()


def _open() -> Any:
    import psycopg

    asked = {**connection.get_connection_params(), "autocommit": True, "prepare_threshold": None}
    link = psycopg.connect(**asked)
    connection._configure_connection(link)  # type: ignore[attr-defined]  # its time zone and role, as Django's have
    return link


links = Links()
os.register_at_fork(after_in_child=links.forget)
