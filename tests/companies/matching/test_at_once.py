"""Two people in the same second, on a real PostgreSQL: one decides, the other is told, and one organisation is made."""

import threading

import pytest
from django.db import connection

from companies.matching.deciding import AlreadyDecided, is_new
from companies.models import Organisation, RowMatch
from tests.companies.imports.conftest import make_chain
from tests.companies.imports.lists import HEADER, Take
from tests.factories import OrganisationFactory, UserFactory

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a real PostgreSQL (DATABASE_URL)"),
]


@pytest.fixture
def chain(db: None) -> None:
    """For each test, since these commit."""
    make_chain()


def test_of_two_in_the_same_second_one_decides(take: Take) -> None:
    OrganisationFactory(name="Krommenhoek Metals")
    take(f"{HEADER}\nKrommenhoek Groep;refining;Den Haag\n")
    match = RowMatch.objects.get()
    users = [UserFactory(superuser=True, username=f"samen{number}") for number in range(2)]
    start, outcomes = threading.Barrier(2), []

    def go(user):
        start.wait()
        try:
            is_new(match_id=match.pk, reason="Nu.", user=user)
            outcomes.append(user)
        except AlreadyDecided as other:
            outcomes.append(("told", other.match.decided_by))
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    (winner,) = [one for one in outcomes if not isinstance(one, tuple)]
    assert ("told", winner) in outcomes
    assert Organisation.objects.filter(name="Krommenhoek Groep").count() == 1
    assert RowMatch.objects.get().decided_by == winner
