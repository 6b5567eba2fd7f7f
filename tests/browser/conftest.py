"""One portal and one Chromium for all tests of this folder; each test has a visitor of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, HOW_TO_GET_ONE, find_chromium, is_required
from tests.browser.lobby import Lobby
from tests.browser.portal import running_portal
from tests.browser.visitor import Visitor

HERE = Path(__file__).parent
Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them are marked, and share one worker when the run is split over several.

    On Redis they take turns with the tests that start and kill workers of their own: one server serves them all.
    """
    group = "services" if os.environ.get("CELERY_BROKER_URL", "").startswith("redis") else "browser"
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        (pytest.fail if is_required() else pytest.skip)(HOW_TO_GET_ONE)
    return path


@pytest.fixture(scope="session")
def portal(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_portal(tmp_path_factory.mktemp("portal")) as address:
        yield address


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Ends with the last test here: while it runs, this thread has an event loop, and Django's models refuse that."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lobby(browser: Browser, portal: str) -> Lobby:
    return Lobby(browser, portal)


@pytest.fixture
def visit(lobby: Lobby) -> Iterator[Visit]:
    """Somebody comes to the portal: ``visit(viewport=…, locale=…, java_script_enabled=…, role=…)``."""
    with ExitStack() as stack:

        def come(**options: Any) -> Visitor:
            return stack.enter_context(lobby.visitor(**options))

        yield come
