"""The examples of the agenda: marked on every screen, counted nowhere, and gone at once."""

import pytest

from agenda.models import Action, Bottleneck, Meeting
from agenda.progress import standings
from agenda.reference import load_agenda
from publication.examples import load_all, remove_all
from publication.index.registry import states
from publication.publishing import publishing
from publication.rebuild import compare
from tests.reading import api_rows
from valuechains.models import Source
from valuechains.reference import load_valuechains

pytestmark = pytest.mark.django_db


def test_every_screen_has_an_example_and_all_of_them_leave(client) -> None:
    with publishing():
        load_valuechains()
        load_agenda()
    before = Source.objects.count()
    load_all()
    assert load_all()["agenda"] == 0
    assert Bottleneck.objects.filter(is_example=True).count() == 3
    assert Action.objects.filter(is_example=True).count() == 4
    for path in ("acties", "knelpunten", "overleg", "overleg/voorbeeld-overleg"):
        assert "badge--example" in client.get(f"/nl/agenda/{path}/").content.decode(), path
    found = standings(api_rows(client, "/recommendations"), states())
    assert {one.open + one.done for one in found} == {0}
    remove_all()
    assert not Meeting.objects.filter(is_example=True).exists()
    assert not Bottleneck.history.filter(is_example=True).exists()
    assert "badge--example" not in client.get("/nl/agenda/acties/").content.decode()
    assert Source.objects.count() >= before
    for kind in ("trajectories", "bottlenecks"):
        assert list(compare(kind)) == []
