"""A second pair of hands in the process of a command: while one waits for the database, the other makes rows ready.

A worker spends a quarter of its time waiting. Workers of the queue need no such help: there the others use that time.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import connection, connections

__all__ = ["second_hands"]

logger = logging.getLogger(__name__)
PAUSE = 0.1


@contextmanager
def second_hands(step: Callable[[], bool]) -> Iterator[None]:
    """Take steps beside what is done inside, until that ends; ``step`` tells whether there was one to take.

    Only where the database takes several writers at once. Steps are claimed, as they are by workers of other processes;
    one that has begun is ended before this returns.
    """
    if connection.vendor != "postgresql":
        yield
        return
    ended = Event()
    thread = Thread(target=_work, args=(step, ended), name="second hands", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _work(step: Callable[[], bool], ended: Event) -> None:
    try:
        while not ended.wait(PAUSE):
            while step() and not ended.is_set():
                pass
    except Exception:  # whoever called for help goes on alone
        logger.exception("the second hands stopped")
    finally:
        connections.close_all()
