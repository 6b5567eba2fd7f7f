"""What the whole suite shares."""

import gc
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings

from publication.links import links
from tests.databases import drop_templates
from tests.shared_records import fill_once, keep_together

__all__ = ["fill_once"]

gc.disable()  # until all tests are collected; see ``pytest_collection_finish``

# The same examples in every run, so that a red run is a change and not chance; `make explore` looks for new ones, ten
# times as many (see ``tests.examples``).
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """A request leaves its language active: the next test starts with the default one again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_connection_left_over() -> Iterator[None]:
    """A database with a connection to it can be neither copied nor dropped."""
    yield
    links.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    keep_together(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded now stays to the end: the collector of garbage need not walk through it again and again.

    A seventh of the processor time of the tests of the admin went there.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 100)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that began the run throws away what its workers shared."""
    if not hasattr(session.config, "workerinput"):
        drop_templates()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that did not run are not passed over in silence: each reason is told once, however short the report."""
    skipped = terminalreporter.getreports("skipped")
    reasons = {report.longrepr[2].removeprefix("Skipped: ") for report in skipped if isinstance(report.longrepr, tuple)}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"Not run: {reason}", yellow=True)
