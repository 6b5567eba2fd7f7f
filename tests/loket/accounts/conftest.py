import logging

import pytest
from django.core.cache import cache

from loket.roles import Role
from tests.loket.security.accounts import make_user


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def administrator(client):
    """Signed in with the client."""
    user = make_user("b.beheer", Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def security_log(caplog):
    """The lines of the security log as text."""
    caplog.set_level(logging.INFO, logger="loket.security")
    logger = logging.getLogger("loket.security")
    logger.addHandler(caplog.handler)
    yield lambda: [record.getMessage() for record in caplog.records if record.name == "loket.security"]
    logger.removeHandler(caplog.handler)
