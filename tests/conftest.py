"""What the whole suite shares."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.template import Context, RequestContext
from django.template.base import Template
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import settings

from publication.links import links
from tests.databases import drop_templates
from tests.shared_records import fill_once, keep_together

__all__ = ["fill_once"]
LONGEST_NAME = 80

gc.disable()  # until all tests are collected; see ``pytest_collection_finish``

# The same examples in every run, so that a red run is a change and not chance; `make explore` looks for new ones, ten
# times as many (see ``tests.examples``).
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def _only_pages_are_told(django_test_environment: None) -> None:
    """Django's test client is told of a page, for ``response.context``; not of the hundreds of templates within.

    To copy the context for each label and each option of a form took a twentieth of the time.
    """
    told = Template._render

    def render(self: Template, context: Context) -> SafeString:
        is_page = isinstance(context, RequestContext) and context.template is self
        return told(self, context) if is_page else self.nodelist.render(context)

    Template._render = render


@pytest.fixture(autouse=True, scope="module")
def _nothing_counted_yet() -> None:
    """Who asks too much is told to wait a minute: no module waits for what another asked."""
    cache.clear()


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


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A long value is named by its beginning: the name of a test goes along with all that is told between processes."""
    if isinstance(val, str | bytes) and len(val) > LONGEST_NAME:
        return f"{val[:LONGEST_NAME]!r}, {len(val)} in all"
    return None


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
