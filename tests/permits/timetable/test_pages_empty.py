"""The public pages of trajectories while none is public."""

import pytest

from tests.factories.trajectories import TrajectoryFactory
from tests.permits.timetable.test_pages import SECRET, address, text_of

pytestmark = pytest.mark.django_db


def test_internal_trajectories_do_not_exist(client):
    TrajectoryFactory(slug="binnen", title_nl=SECRET)
    assert client.get(address("trajectory", "binnen")).status_code == 404
    assert client.get("/api/v1/trajectories/binnen").status_code == 404
    assert client.get("/api/v1/trajectories").json()["count"] == 0
    assert SECRET not in client.get(address("trajectories")).content.decode()
    assert "binnen" not in client.get("/sitemap.xml").content.decode()


def test_the_empty_list_says_so(client):
    assert "Nog geen traject openbaar" in text_of(client.get(address("trajectories")))
