"""What the database itself refuses, whoever writes: on SQLite and on PostgreSQL alike."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from permits import append_only
from permits.models import PlannedDateChange, ProcedureEvent
from permits.trajectories import EventKind, Ground, Outcome
from permits.trajectories.planning import change_planned_date, plan_date
from tests.factories import UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db
K = EventKind
RECEIVED = happened(K.RECEIVED, "2026-01-14")


def write(one, kind, on, **values):
    """Past the actions and the model: one row, as a script would insert it."""
    row = ProcedureEvent(procedure=one, kind=kind, happened_on=datetime.date.fromisoformat(on), **values)
    with transaction.atomic():
        QuerySet(ProcedureEvent).bulk_create([row])


class TestAppendOnly:
    def test_the_model_refuses(self):
        record = recorded(procedure(), RECEIVED).events.get()
        record.happened_on = datetime.date(2026, 1, 1)
        for act in (
            record.save,
            record.delete,
            ProcedureEvent.objects.all().delete,
            lambda: ProcedureEvent.objects.update(note="x"),
        ):
            with pytest.raises(ValidationError):
                act()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE permits_procedureevent SET happened_on = '2026-01-01'",
            "UPDATE permits_procedureevent SET note = 'anders'",
            "DELETE FROM permits_procedureevent",
        ],
    )
    def test_the_database_refuses(self, statement):
        recorded(procedure(), RECEIVED)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert ProcedureEvent.objects.get().happened_on == datetime.date(2026, 1, 14)

    def test_nobody_else_takes_the_place_of_who_recorded_it(self):
        one, other = recorded(procedure(), RECEIVED, user=UserFactory()), UserFactory()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE permits_procedureevent SET recorded_by_id = %s", [other.pk])
        one.events.get().recorded_by.delete()
        assert one.events.get().recorded_by is None

    def test_so_do_changes_of_planned_dates(self):
        planned = plan_date(procedure=procedure(), milestone="decision", on=datetime.date(2026, 5, 1), user=None)
        change_planned_date(planned=planned, to=datetime.date(2026, 6, 1), reason="advice", text_nl="Later", user=None)
        for statement in (
            "UPDATE permits_planneddatechange SET reason = 'earlier'",
            "DELETE FROM permits_planneddatechange",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert PlannedDateChange.objects.get().reason == "advice"

    def test_a_trajectory_with_events_cannot_go_and_an_example_can(self):
        real = recorded(procedure(), RECEIVED).trajectory
        with pytest.raises(IntegrityError), transaction.atomic():
            real.delete()
        example = recorded(procedure(TrajectoryFactory(example=True)), RECEIVED).trajectory
        example.delete()
        assert ProcedureEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "on", "values"),
    [
        (K.RECEIVED, "2023-12-29", {}),
        (K.EXTENDED, "2026-02-01", {}),
        (K.EXTENDED, "2026-02-01", {"weeks": 7}),
        (K.ADVICE_ASKED, "2026-02-01", {}),
        (K.ADVICE_ASKED, "2026-02-01", {"party": "GGD", "weeks": 2}),
        (K.SUSPENDED, "2026-02-01", {}),
        (K.SUSPENDED, "2026-02-01", {"ground": "zomaar"}),
        (K.SUSPENDED, "2026-02-01", {"ground": Ground.BIBOB, "until": datetime.date(2026, 1, 31)}),
        (K.DECIDED, "2026-02-01", {"outcome": Outcome.STANDS}),
        (K.CORRECTED, "2026-02-01", {}),
        ("verzonnen", "2026-02-01", {}),
        # Out of order.
        (K.RECEIVED, "2026-01-20", {}),
        (K.ADVICE_ASKED, "2026-01-13", {"party": "GGD"}),
        (K.RESUMED, "2026-02-01", {}),
        (K.COMPLETED, "2026-02-01", {}),
        (K.PUBLISHED, "2026-02-01", {}),
        (K.OBJECTION, "2026-02-01", {}),
        (K.IN_FORCE, "2026-02-01", {}),
        (K.DRAFT_LAID_OPEN, "2026-02-01", {}),
        (K.DECLINED, "2026-02-01", {}),
    ],
)
def test_an_impossible_row_is_refused(kind, on, values):
    one = recorded(procedure(), RECEIVED)
    with pytest.raises(IntegrityError):
        write(one, kind, on, **values)
    assert one.events.count() == 1


def test_a_decision_before_the_draft_was_laid_open_is_refused():
    one = recorded(procedure(kind="extended"), RECEIVED)
    with pytest.raises(IntegrityError):
        write(one, K.DECIDED, "2026-03-01", outcome=Outcome.GRANTED)
    recorded(one, happened(K.DRAFT_LAID_OPEN, "2026-03-05"))
    with pytest.raises(IntegrityError):
        write(one, K.DECIDED, "2026-03-05", outcome=Outcome.GRANTED)


def test_nothing_follows_the_end():
    one = recorded(procedure(), RECEIVED, happened(K.WITHDRAWN, "2026-02-01"))
    with pytest.raises(IntegrityError):
        write(one, K.ADVICE_ASKED, "2026-02-02", party="GGD")


def test_a_correction_stays_within_its_procedure():
    one, other = recorded(procedure(), RECEIVED), recorded(procedure(), RECEIVED)
    with pytest.raises(IntegrityError):
        write(one, K.RECEIVED, "2026-01-12", corrects=other.events.get(), reason="typing-error")
    write(one, K.RECEIVED, "2026-01-12", corrects=one.events.get(), reason="typing-error")


def test_a_sound_row_passes():
    one = recorded(procedure(), RECEIVED)
    write(one, K.SUSPENDED, "2026-02-01", ground=Ground.BIBOB)
    write(one, K.RESUMED, "2026-02-10")
    assert one.events.count() == 3


def test_the_triggers_wait_for_the_columns_that_they_name(monkeypatch):
    """Going back to an earlier release, its migrate lays its own triggers."""
    append_only.remove()
    with connection.cursor() as cursor:
        monkeypatch.setattr(append_only, "EVENT_COLUMNS", f"{append_only.EVENT_COLUMNS}, later")
        append_only.install()
        assert not append_only._is_installed(cursor, connection.vendor)
        monkeypatch.undo()
        append_only.install()
        assert append_only._is_installed(cursor, connection.vendor)
