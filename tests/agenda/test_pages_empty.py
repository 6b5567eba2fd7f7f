"""The pages of an agenda in which nothing stands yet."""

import pytest

from tests.agenda.test_pages import PATHS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", [path for path in PATHS if "refining" not in path and path.count("/") == 4])
def test_an_empty_agenda_says_so(client, path):
    response = client.get(path)
    if path.endswith(("eerste/", "kans/", "wet/", "mei/")):
        assert response.status_code == 404
    else:
        assert response.status_code == 200
        assert "<h1" in response.content.decode()
