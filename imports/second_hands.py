"""A second process beside a command: it takes parts of the same list, as another worker of the queue would.

Two threads would share one processor between them, and a list keeps one busy.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event

from django.core.cache import caches
from django.db import connection, connections

__all__ = ["second_hands"]

logger = logging.getLogger(__name__)
PAUSE = 0.1


@contextmanager
def second_hands(step: Callable[[], bool]) -> Iterator[None]:
    """Take steps beside what is done inside, until that ends; ``step`` tells whether there was one to take.

    Only where the database takes several writers at once, and where there is a second processor. Steps are claimed, as
    they are by other workers; one that has begun is ended before this returns. Inside a transaction nobody else could
    see what to do, and beside other threads a process is not parted safely: there is no help then.
    """
    alone = threading.current_thread() is threading.main_thread() and not connection.in_atomic_block
    if connection.vendor != "postgresql" or not alone or not _has_two_processors():
        yield
        return
    _let_go()
    fork = multiprocessing.get_context("fork")
    ended = fork.Event()
    process = fork.Process(target=_work, args=(step, ended, os.getpid()), name="second hands", daemon=True)
    process.start()
    try:
        yield
    finally:
        ended.set()
        process.join()


def _has_two_processors() -> bool:
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _let_go() -> None:
    """Two processes must not talk over one connection: each opens its own when it has something to say."""
    caches.close_all()
    for one in connections.all(initialized_only=True):
        one.close()
        if one.vendor == "postgresql":
            one.close_pool()  # type: ignore[attr-defined]


def _work(step: Callable[[], bool], ended: Event, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears it too, and tells this one to stop
    try:
        while os.getppid() == parent and not ended.is_set():  # a command that is killed tells nobody
            if not step():
                ended.wait(PAUSE)
    except Exception:  # whoever called for help goes on alone
        logger.exception("the second hands stopped")
    finally:
        connections.close_all()
