import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Each test begins with nothing counted."""
    cache.clear()
    yield
    cache.clear()
