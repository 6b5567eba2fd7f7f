"""Visitors come and go, their browser contexts stay: to make one costs as much as to read a page and check it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ViewportSize

from tests.browser.visitor import Visitor

WINDOW = ViewportSize(width=1280, height=720)
HABITS = {"locale": "nl-NL", "reduced_motion": "reduce"}


class Lobby:
    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.free: defaultdict[tuple[Any, ...], list[Visitor]] = defaultdict(list)

    @contextmanager
    def visitor(self, *, viewport: ViewportSize = WINDOW, role: str = "", **options: Any) -> Iterator[Visitor]:
        """Somebody new, or somebody of that role, signed in: once for all tests that take no longer than a session."""
        habits = HABITS | options
        free = self.free[role, *sorted(habits.items())]
        visitor = free.pop() if free else self._new(role, habits)
        visitor.page.set_viewport_size(viewport)
        yield visitor
        visitor.leave(signed_in=bool(role))
        free.append(visitor)

    def _new(self, role: str, habits: dict[str, Any]) -> Visitor:
        context = self.browser.new_context(viewport=WINDOW, **habits)
        context.set_default_timeout(10_000)
        visitor = Visitor(context, self.address)
        if role:
            visitor.sign_in(role)
        return visitor
