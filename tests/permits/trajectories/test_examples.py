"""Six examples in six states, marked, on the real law data; one command takes them away."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from companies.reference import load_municipalities
from permits.law.loading import load_law
from permits.models import Procedure, ProcedureEvent, Trajectory
from permits.trajectories import EventKind, examples
from permits.trajectories.records import out_of_step
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    load_municipalities()
    load_law()
    return examples.load()


def test_six_in_different_states_relative_to_today(loaded):
    assert loaded == 6
    today = timezone.localdate()
    found = {one.slug: one for one in Trajectory.objects.examples()}
    statuses = {slug.removeprefix("voorbeeld-"): one.status for slug, one in found.items()}
    assert statuses == {
        "zwarte-massa": "running",
        "magneten": "suspended",
        "schroot": "running",
        "nikkel": "running",
        "laboratorium": "in-force",
        "smelterij": "withdrawn",
    }
    assert found["voorbeeld-schroot"].is_late(today)
    together = Procedure.objects.filter(trajectory=found["voorbeeld-nikkel"], window="views-received")
    assert {(one.kind, one.window_until > today, one.due_on) for one in together} == {
        ("extended", True, together[0].due_on)
    }, "an ippc installation applies for its discharge together: one procedure, one term (Ow 16.10)"
    assert len(together) == 2
    assert all(one.is_example and "oorbeeld" in one.title_nl and "xample" in one.title_en for one in found.values())
    assert all(one.organisation is None for one in found.values())
    assert [fault for one in found.values() for fault in out_of_step(one)] == []


def test_the_demonstration_officer_has_some_of_them_where_there_is_one(loaded, officer):
    assert not Trajectory.objects.filter(assignee__isnull=False).exists()
    examples.remove()
    officer.email = "permit-officer@demo.invalid"
    officer.save()
    examples.load()
    mine = Trajectory.objects.of(officer).open()
    assert 0 < mine.count() < 6, "the pile of those without an assignee has something to show as well"


def test_loading_again_makes_none(loaded):
    assert examples.load() == 0
    assert Trajectory.objects.count() == 6


def test_they_hold_on_any_day(monkeypatch):
    load_municipalities()
    load_law()
    for day in (datetime.date(2025, 1, 2), datetime.date(2026, 5, 18), datetime.date(2027, 12, 27)):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, day=day: day)
        assert examples.load() == 6
        examples.remove()


def test_one_command_takes_them_away_and_nothing_else(loaded):
    real = recorded(procedure(TrajectoryFactory()), happened(EventKind.RECEIVED, "2026-01-14"))
    call_command("examples", remove=True, stdout=io.StringIO())
    assert Trajectory.objects.get() == real.trajectory
    assert ProcedureEvent.objects.count() == 1
    assert not Trajectory.history.filter(is_example=True).exists()


def test_without_law_data_there_are_none():
    assert examples.load() == 0
