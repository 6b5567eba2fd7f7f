import pytest

from tests.publication.portal import Portal


@pytest.fixture
def quiet_requests(monkeypatch) -> None:
    """A request that ends would close the connection that the test's transaction lives on."""
    monkeypatch.setattr("django.core.signals.request_started.send", lambda *args, **kwargs: [])
    monkeypatch.setattr("django.core.signals.request_finished.send", lambda *args, **kwargs: [])


@pytest.fixture
def portal(quiet_requests: None) -> Portal:
    return Portal()
