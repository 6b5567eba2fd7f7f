"""The index of a process goes forward with the database; only one put back to an earlier day takes it back."""

import pytest

from publication.enums import Visibility
from publication.index import index_for
from publication.index.listing import ListingIndex
from publication.index.registry import states
from publication.models import ListingState
from tests.factories import StageFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loads(monkeypatch) -> list[int]:
    """The version at each reading of the whole index."""
    found: list[int] = []
    load = ListingIndex.load
    monkeypatch.setattr(ListingIndex, "load", lambda index, state: (found.append(state.version), load(index, state)))
    return found


def test_a_request_that_asked_before_a_change_does_not_read_everything_again(loads):
    StageFactory(visibility=Visibility.PUBLIC)
    index_for("stages")
    asked_before = dict(states())
    StageFactory(slug="new", visibility=Visibility.PUBLIC)
    newest = index_for("stages")
    loads.clear()
    assert index_for("stages", asked_before) is newest
    assert "new" in newest.names
    assert loads == []


def test_a_database_put_back_to_an_earlier_day_is_read_again(loads):
    StageFactory(visibility=Visibility.PUBLIC)
    earlier = states()["stages"]
    index_for("stages")
    StageFactory(slug="new", visibility=Visibility.PUBLIC)
    index_for("stages")
    loads.clear()
    ListingState.objects.filter(kind="stages").update(version=earlier.version, token=earlier.token)
    index_for("stages")
    assert loads == [earlier.version]
