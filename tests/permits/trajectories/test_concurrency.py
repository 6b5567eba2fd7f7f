"""Two officers at the same trajectory at the same moment, on real PostgreSQL."""

import threading

import pytest
from django.db import connection, connections

from permits.models import Procedure, ProcedureEvent, Trajectory
from permits.trajectories import EventKind, Refused
from permits.trajectories.actions import ChangedMeanwhile, record_event
from permits.trajectories.records import out_of_step
from tests.factories.trajectories import happened, procedure, recorded

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
K = EventKind


@pytest.fixture(autouse=True)
def _needs_postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL: set DATABASE_URL")


def at_once(*acts) -> list[object]:
    """Run these in threads of their own, released together; what each raised, or None."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait(10)
            act()
        except Exception as error:  # told to the test
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_one_of_two_who_saw_the_same_page_is_told_what_the_other_did():
    one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
    seen = Trajectory.objects.get().revision

    def act(party):
        record_event(
            procedure=Procedure.objects.get(pk=one.pk),
            event=happened(K.ADVICE_ASKED, "2026-02-01", party=party),
            user=None,
            seen_revision=seen,
        )

    results = at_once(lambda: act("GGD"), lambda: act("Waterschap"))
    (refused,) = [one for one in results if one is not None]
    assert isinstance(refused, ChangedMeanwhile)
    assert [record.kind for record in refused.events] == [K.ADVICE_ASKED]
    assert ProcedureEvent.objects.count() == 2
    assert out_of_step(Trajectory.objects.get()) == []


def test_two_extensions_at_once_leave_one():
    one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))

    def extend():
        record_event(
            procedure=Procedure.objects.get(pk=one.pk), event=happened(K.EXTENDED, "2026-02-01", weeks=6), user=None
        )

    results = at_once(extend, extend)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert ProcedureEvent.objects.filter(kind=K.EXTENDED).count() == 1


def test_many_writers_keep_columns_and_events_in_step():
    trajectory = recorded(procedure(), happened(K.RECEIVED, "2026-01-14")).trajectory
    procedures = [procedure(trajectory) for _number in range(5)]
    acts = [
        lambda one=one: record_event(
            procedure=Procedure.objects.get(pk=one.pk), event=happened(K.RECEIVED, "2026-01-20"), user=None
        )
        for one in procedures
    ]
    assert at_once(*acts) == [None] * 5
    trajectory.refresh_from_db()
    assert out_of_step(trajectory) == []
    assert trajectory.total == 6
