"""The pages of the permits before there is any law data."""

import pytest


@pytest.mark.django_db
def test_without_law_data_the_pages_say_so(client):
    page = client.get("/nl/vergunningen/")
    assert page.status_code == 200
    assert "Nog geen wetsgegevens" in page.content.decode()
    assert client.get("/nl/vergunningen/mba-ippc/").status_code == 404
