"""What of a trajectory becomes public: released events alone, and no legal date that they do not give."""

import datetime
import json

import pytest
from django.core.management import call_command

from permits.models import EventRelease, ProcedureEvent, TrajectoryListing
from permits.trajectories import CorrectionReason, EventKind, Ground, Outcome
from permits.trajectories.actions import correct_event
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events, withdraw_events
from publication.rebuild import compare
from tests.factories import MunicipalityFactory, OrganisationFactory, StageFactory, UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db
K = EventKind
SECRET = "geheim-woord"


def public(**given):
    return TrajectoryFactory(visibility="public", **given)


def release(trajectory, *kinds):
    records = ProcedureEvent.objects.filter(procedure__trajectory=trajectory)
    records = list(records.filter(kind__in=kinds) if kinds else records)
    release_events(trajectory=trajectory, records=records, user=UserFactory())


def document(trajectory, language="nl"):
    assert list(compare("trajectories")) == []
    return json.loads(getattr(TrajectoryListing.objects.get(record=trajectory), f"document_{language}"))


def only(trajectory):
    return document(trajectory)["timetable"][0]


def test_an_internal_trajectory_is_in_no_listing():
    recorded(procedure(TrajectoryFactory()), happened(K.RECEIVED, "2026-01-14"))
    assert not TrajectoryListing.objects.exists()


def test_an_embargoed_one_is_public_from_its_day_on():
    trajectory = TrajectoryFactory(visibility="embargoed", embargo_until=datetime.date(2099, 1, 1))
    assert not TrajectoryListing.objects.exists()
    type(trajectory).objects.filter(pk=trajectory.pk).update(embargo_until=datetime.date(2026, 1, 1))
    call_command("listings", "--due", verbosity=0)
    assert TrajectoryListing.objects.count() == 1


def test_a_released_history_gives_the_legal_date_with_its_steps():
    trajectory = public()
    recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
    release(trajectory)
    found = only(trajectory)
    assert (found["status"], found["isWhole"]) == ("treatment", True)
    assert (found["statutory"]["date"], found["statutory"]["kind"]) == ("2026-03-11", "decision")
    assert found["statutory"]["steps"][-1]["legalBasis"]
    row = document(trajectory)
    assert (row["nextStatutoryDate"], row["lastEventOn"], row["proceduresDone"]) == ("2026-03-11", "2026-01-14", 0)


def test_what_was_withdrawn_is_told_apart_from_what_was_decided():
    trajectory = public()
    recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"), happened(K.WITHDRAWN, "2026-02-02"))
    release(trajectory)
    row = document(trajectory)
    assert (row["proceduresDone"], row["proceduresStopped"], row["procedures"]) == (1, 1, 1)
    trajectory.refresh_from_db()
    assert (trajectory.done, trajectory.stopped, trajectory.total) == (1, 1, 1)


def test_an_unreleased_event_that_moves_the_date_takes_the_date_away():
    """The date without the suspension would be wrong; the one with it would tell that something happened."""
    trajectory = public()
    one = recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
    release(trajectory)
    recorded(one, happened(K.SUSPENDED, "2026-01-20", ground=Ground.BIBOB))
    found = only(trajectory)
    assert (found["status"], found["isWhole"], found["statutory"]) == ("treatment", False, None)
    assert document(trajectory)["nextStatutoryDate"] is None
    assert "bibob" not in json.dumps(document(trajectory)).casefold()
    release(trajectory, K.SUSPENDED)
    assert (only(trajectory)["status"], only(trajectory)["isWhole"]) == ("suspended", True)


def test_an_unreleased_event_that_moves_nothing_does_not_matter():
    trajectory = public()
    one = recorded(procedure(trajectory, "extended"), happened(K.RECEIVED, "2026-01-14"))
    release(trajectory)
    recorded(
        one,
        happened(K.ADVICE_ASKED, "2026-01-20", party=SECRET),
        happened(K.ADVICE_RECEIVED, "2026-02-02", party=SECRET),
    )
    assert only(trajectory)["isWhole"] is True
    assert only(trajectory)["statutory"]["date"] == "2026-07-14"
    assert SECRET not in json.dumps(document(trajectory))


def test_nothing_is_told_of_a_procedure_without_released_events():
    trajectory = public()
    recorded(
        procedure(trajectory),
        happened(K.RECEIVED, "2026-01-14"),
        happened(K.DECIDED, "2026-02-02", outcome=Outcome.REFUSED),
    )
    found = only(trajectory)
    assert (found["status"], found["outcome"], found["events"], found["statutory"]) == (None, None, [], None)
    assert document(trajectory)["status"] is None


def test_released_events_that_make_no_history_tell_no_status():
    trajectory = public()
    recorded(
        procedure(trajectory),
        happened(K.RECEIVED, "2026-01-14"),
        happened(K.DECIDED, "2026-02-02", outcome=Outcome.GRANTED),
    )
    release(trajectory, K.DECIDED)
    found = only(trajectory)
    assert (found["status"], found["statutory"], [one["kind"] for one in found["events"]]) == (None, None, ["decided"])


def test_a_released_event_that_was_corrected_internally_is_gone():
    trajectory = public()
    one = recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
    release(trajectory)
    correct_event(
        record=ProcedureEvent.objects.get(),
        event=happened(K.RECEIVED, "2026-01-12"),
        reason=CorrectionReason.TYPING_ERROR,
        user=UserFactory(),
    )
    assert only(trajectory)["events"] == []
    assert only(trajectory)["statutory"] is None
    release(trajectory)
    found = only(trajectory)
    assert [(event["date"], event["isCorrected"]) for event in found["events"]] == [
        ("2026-01-12", False),
        ("2026-01-14", True),
    ]
    assert found["statutory"]["date"] == "2026-03-09"
    assert one.pk


def test_a_correction_may_be_public_without_what_it_corrects():
    trajectory = public()
    recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
    correct_event(
        record=ProcedureEvent.objects.get(),
        event=happened(K.RECEIVED, "2026-01-12"),
        reason=CorrectionReason.NEW_FACTS,
        user=UserFactory(),
    )
    corrected = ProcedureEvent.objects.exclude(corrects=None).get()
    release_events(trajectory=trajectory, records=[corrected], user=UserFactory())
    found = only(trajectory)
    assert [event["date"] for event in found["events"]] == ["2026-01-12"]
    assert (found["isWhole"], found["statutory"]["date"]) == (True, "2026-03-09")


def test_what_is_withdrawn_from_the_public_is_gone():
    trajectory = public()
    recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
    release(trajectory)
    withdraw_events(trajectory=trajectory, records=list(ProcedureEvent.objects.all()))
    assert not EventRelease.objects.exists()
    assert only(trajectory)["events"] == []


def test_a_draft_opens_a_window_with_its_last_day():
    """TV15: laid open on 5 March 2026, the last day is 15 April."""
    trajectory = public()
    recorded(
        procedure(trajectory, "extended"),
        happened(K.RECEIVED, "2026-01-14"),
        happened(K.DRAFT_LAID_OPEN, "2026-03-05"),
    )
    release(trajectory)
    window = only(trajectory)["windows"][0]
    assert (window["kind"], window["first"], window["last"]) == ("views-received", "2026-03-05", "2026-04-15")


def test_planned_dates_keep_the_first_one_and_the_reasons():
    trajectory = public()
    one = procedure(trajectory)
    planned = plan_date(procedure=one, milestone="decision", on=datetime.date(2026, 3, 1), user=UserFactory())
    change_planned_date(
        planned=planned,
        to=datetime.date(2026, 4, 1),
        reason="research",
        text_nl="Onderzoek duurt langer.",
        user=UserFactory(),
    )
    found = only(trajectory)["planned"][0]
    assert (found["original"], found["current"]) == ("2026-03-01", "2026-04-01")
    assert [(change["reason"], change["textLanguage"]) for change in found["changes"]] == [("research", "nl")]
    assert document(trajectory, "en")["timetable"][0]["planned"][0]["changes"][0]["textLanguage"] == "nl"


def test_organisations_and_places_that_are_not_public_are_not_named():
    organisation = OrganisationFactory(name=f"Bedrijf {SECRET}")
    municipality = MunicipalityFactory(name=f"Gemeente {SECRET}", visibility="internal")
    trajectory = public(
        organisation=organisation, municipality=municipality, stage=StageFactory(visibility="internal"),
        initiative=f"Plan {SECRET}",
    )  # fmt: skip
    found = document(trajectory)
    assert (found["organisation"], found["municipality"], found["stage"]) == (None, None, None)
    assert SECRET not in json.dumps(TrajectoryListing.objects.values().get(), default=str)
    organisation.visibility = "public"
    organisation.save()
    assert document(trajectory)["organisation"]["slug"] == organisation.slug


def test_building_many_costs_as_many_queries_as_building_few(django_assert_max_num_queries):
    from permits.timetable.publisher import TrajectoryPublisher

    def made(count):
        found = []
        for _ in range(count):
            trajectory = public()
            recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"))
            release(trajectory)
            found.append(trajectory.pk)
        return found

    few, many = made(1), made(6)
    with django_assert_max_num_queries(8) as first:
        list(TrajectoryPublisher().build(few))
    with django_assert_max_num_queries(len(first)):
        list(TrajectoryPublisher().build(many))
