"""Threads of a process take turns at making answers, so that they do not wait for each other all the time.

Python lets one thread compute at a time. Several that compute, ask the database and compute again hand that right to
and fro thousands of times a second, which makes each answer dearer by a tenth to a quarter. So one thread makes its
answer while the others wait, but not for long: whoever is at it longer than ``longest`` goes on beside the next one, so
that a slow page or a slow database holds up nobody else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LONGEST = 0.025  # seconds; most answers take less than half of it


class _Turn:
    """The right to go on; given up by putting another in its place."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.since = time.monotonic()


class Turns:
    """Stands around a WSGI application. A body that is made while it is sent, such as a file, is made without turn."""

    def __init__(self, application: Application, longest: float = LONGEST) -> None:
        self._application = application
        self._longest = longest
        self._turn = _Turn()
        self._guard = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        turn = self._take()
        try:
            return self._application(environ, start_response)
        finally:
            turn.lock.release()

    def _take(self) -> _Turn:
        while True:
            turn = self._turn
            if turn.lock.acquire(timeout=self._longest):
                if turn is self._turn:
                    turn.since = time.monotonic()
                    return turn
                turn.lock.release()  # one that was given up; its last holder has come to its end
            elif time.monotonic() - turn.since >= self._longest:
                self._give_up(turn)

    def _give_up(self, turn: _Turn) -> None:
        """The holder is slow: those who wait go on with another turn, the first of them that says so makes it."""
        with self._guard:
            if self._turn is turn:
                self._turn = _Turn()
