"""Answers are made one at a time, and nobody waits long for one that is slow."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from loket.turns import Turns
from loket.workers import EvenWorker

LONG = 0.05


class Work:
    """A WSGI application that notes how many were in it at once."""

    def __init__(self, makes: Callable[[str], None]) -> None:
        self.inside = self.most = 0
        self._makes = makes
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            self._makes(environ["PATH_INFO"])
        finally:
            with self._lock:
                self.inside -= 1
        return [environ["PATH_INFO"].encode()]


def ask(application: Turns, path: str) -> bytes:
    return b"".join(application({"PATH_INFO": path}, lambda *args: None))


def test_one_at_a_time():
    work = Work(lambda path: time.sleep(0.002))
    turns = Turns(work, longest=5)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda number: ask(turns, f"/{number}"), range(40)))
    assert answers == [f"/{number}".encode() for number in range(40)]
    assert work.most == 1


def test_a_slow_one_holds_up_nobody():
    done = threading.Event()
    work = Work(lambda path: path == "/slow" and done.wait(20) and None)
    turns = Turns(work, longest=LONG)
    with ThreadPoolExecutor(4) as threads:
        slow = threads.submit(ask, turns, "/slow")
        while not work.inside:
            time.sleep(0.001)
        began = time.monotonic()
        assert [ask(turns, "/") for _ in range(20)] == [b"/"] * 20
        took = time.monotonic() - began
        assert not slow.done()
        done.set()
        assert slow.result(10) == b"/slow"
    # Once, not for each of the twenty.
    assert took < 10 * LONG
    assert ask(turns, "/") == b"/"


def test_all_slow_ones_go_on_beside_each_other():
    everybody = threading.Barrier(4, timeout=20)
    work = Work(lambda path: everybody.wait() and None)
    turns = Turns(work, longest=LONG)
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(lambda number: ask(turns, f"/{number}"), range(4))) == [b"/0", b"/1", b"/2", b"/3"]


def test_an_error_gives_the_turn_back():
    def fail(path: str) -> None:
        if path == "/wrong":
            raise ValueError(path)

    turns = Turns(Work(fail), longest=20)
    with pytest.raises(ValueError, match="wrong"):
        ask(turns, "/wrong")
    assert ask(turns, "/") == b"/"


class Held:
    threads = 2


@pytest.mark.parametrize(
    ("held", "idle", "takes"), [(0, 0, True), (1, 0, True), (2, 0, False), (9, 8, True), (9, 7, False)]
)
def test_a_process_whose_threads_are_busy_takes_no_connection(held, idle, takes):
    worker = object.__new__(EvenWorker)
    worker.cfg, worker.nr_conns = Held, held
    worker.keepalived_conns, worker.pending_conns = [None] * (idle // 2), [None] * (idle - idle // 2)
    worker.worker_connections = 1000
    assert worker.worker_connections == (1000 if takes else 0)
