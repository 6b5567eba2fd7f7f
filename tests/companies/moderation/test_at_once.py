"""Two moderators in the same second, on a real PostgreSQL: one decides, the other is told."""

import threading

import pytest
from django.db import connection

from companies.models import Case, Letter, Organisation
from companies.moderation.deciding import AlreadyDecided, StatedBy, decide
from tests.companies.register import make_register
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a real PostgreSQL (DATABASE_URL)"),
]


@pytest.fixture
def organisation(db: None) -> Organisation:
    """For each test, since these commit."""
    return make_register(3)[1]


def test_of_two_in_the_same_second_one_decides(case):
    users = [UserFactory(superuser=True, username=f"samen{number}") for number in range(2)]
    start, outcomes = threading.Barrier(2), []

    def go(user, field):
        start.wait()
        try:
            decide(case_id=case.pk, accepted=[field], reason="Nu.", stated_by=StatedBy("Bron"), user=user)
            outcomes.append((user, field))
        except AlreadyDecided as other:
            outcomes.append(other.case.decided_by)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(users, ("website", "name"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner, field = next(one for one in outcomes if isinstance(one, tuple))
    assert [one for one in outcomes if not isinstance(one, tuple)] == [winner]
    organisation = Organisation.objects.get(pk=case.organisation_id)
    taken = {"website": "https://metaal.example", "name": "Metaal Een"}
    assert (organisation.website, organisation.name) == (
        taken["website"] if field == "website" else "",
        taken["name"] if field == "name" else "Metaal 001",
    )
    assert Case.objects.get().events.filter(step="decided").count() == Letter.objects.count() == 1
