"""Recording, correcting, planning and filing: one transaction each, in step with the events."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from permits.models import EventRelease, PlannedDate, ProcedureEvent, Trajectory
from permits.trajectories import CorrectionReason, EventKind, Ground, Outcome, Refused
from permits.trajectories.actions import (
    ChangedMeanwhile,
    NewProcedure,
    change_procedure,
    correct_event,
    create_trajectory,
    faults_by_field,
    preview,
    record_event,
    record_events,
    take_back_event,
)
from permits.trajectories.filing import add_note, assign, end_escalation, escalate
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.records import out_of_step
from permits.trajectories.releasing import release_events, withdraw_events
from tests.factories import UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, law, procedure, recorded

pytestmark = pytest.mark.django_db
K = EventKind
RECEIVED = happened(K.RECEIVED, "2026-01-14")


def fresh(record):
    record.refresh_from_db()
    return record


class TestRecording:
    def test_an_event_moves_the_columns_of_procedure_and_trajectory(self):
        one = procedure()
        record = record_event(procedure=one, event=RECEIVED, user=UserFactory())
        assert record.recorded_by is not None
        for found in (one, fresh(one)):
            assert (found.status, found.due_on, found.holder) == ("treatment", datetime.date(2026, 3, 11), "authority")
        trajectory = fresh(one.trajectory)
        assert (trajectory.status, trajectory.due_on, trajectory.total) == ("running", datetime.date(2026, 3, 11), 1)
        assert out_of_step(trajectory) == []

    def test_the_earliest_date_of_its_procedures_is_the_trajectorys(self):
        trajectory = TrajectoryFactory()
        recorded(procedure(trajectory, "extended"), RECEIVED)
        recorded(procedure(trajectory, "regular"), happened(K.RECEIVED, "2026-01-19"))
        assert fresh(trajectory).due_on == datetime.date(2026, 3, 16)
        assert trajectory.total == 2

    def test_waiting_for_the_applicant_has_a_first_and_a_last_day(self):
        one = recorded(procedure(), RECEIVED, happened(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"))
        trajectory = fresh(one.trajectory)
        assert (trajectory.applicant_since, trajectory.applicant_until) == (
            datetime.date(2026, 1, 20),
            datetime.date(2026, 2, 3),
        )
        waiting = Trajectory.objects.waiting_for_applicant
        assert trajectory in waiting(datetime.date(2026, 2, 3))
        assert trajectory not in waiting(datetime.date(2026, 2, 4))

    def test_what_is_refused_leaves_nothing(self):
        one = recorded(procedure(), RECEIVED)
        revision = fresh(one.trajectory).revision
        with pytest.raises(Refused):
            record_event(procedure=one, event=happened(K.PUBLISHED, "2026-02-01"), user=None)
        assert ProcedureEvent.objects.count() == 1
        assert fresh(one.trajectory).revision == revision

    def test_several_at_once_are_all_or_none(self):
        one = procedure()
        with pytest.raises(Refused):
            record_events(procedure=one, events=[RECEIVED, happened(K.RESUMED, "2026-02-01")], user=None)
        assert ProcedureEvent.objects.count() == 0

    def test_what_is_to_come_is_planned_and_not_recorded(self):
        one = procedure()
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        event = happened(K.RECEIVED, tomorrow)
        with pytest.raises(Refused) as caught:
            record_event(procedure=one, event=event, user=None)
        assert list(faults_by_field(caught.value, event)) == ["on"]

    def test_late_news_is_put_in_its_place(self):
        one = recorded(procedure(), RECEIVED, happened(K.EXTENDED, "2026-02-20", weeks=6))
        recorded(one, happened(K.SUSPENDED, "2026-01-20", ground=Ground.BIBOB))
        recorded(one, happened(K.RESUMED, "2026-01-29"))
        # 14 January + 56 + 10 + 42.
        assert fresh(one).due_on == datetime.date(2026, 5, 2)
        assert out_of_step(fresh(one.trajectory)) == []

    def test_a_fault_of_another_event_is_told_with_its_name(self):
        one = recorded(procedure(), RECEIVED, happened(K.ADVICE_ASKED, "2026-01-20", party="GGD"))
        new = happened(K.WITHDRAWN, "2026-01-19")
        with pytest.raises(Refused) as caught:
            record_event(procedure=one, event=new, user=None)
        (reason,) = faults_by_field(caught.value, new)[""]
        assert "2026" in reason

    def test_a_preview_writes_nothing(self):
        one = recorded(procedure(), RECEIVED)
        found = preview(procedure=one, event=happened(K.EXTENDED, "2026-02-20", weeks=6))
        assert found.after.due == datetime.date(2026, 4, 22)
        assert fresh(one).due_on == datetime.date(2026, 3, 11)
        assert ProcedureEvent.objects.count() == 1


class TestTwoOfficers:
    def test_the_second_is_told_what_the_first_recorded(self):
        one = recorded(procedure(), RECEIVED)
        seen = fresh(one.trajectory).revision
        record_event(procedure=one, event=happened(K.ADVICE_ASKED, "2026-02-01", party="GGD"), user=None)
        with pytest.raises(ChangedMeanwhile) as caught:
            record_event(procedure=one, event=happened(K.WITHDRAWN, "2026-02-02"), user=None, seen_revision=seen)
        assert [record.kind for record in caught.value.events] == [K.ADVICE_ASKED]
        assert ProcedureEvent.objects.count() == 2

    def test_an_old_copy_of_a_procedure_overwrites_nothing(self):
        one = recorded(procedure(), RECEIVED)
        old = type(one).objects.get(pk=one.pk)
        change_procedure(procedure=one, authority=None)
        record_event(procedure=old, event=happened(K.ADVICE_ASKED, "2026-02-01", party="GGD"), user=None)
        assert fresh(one).authority is None


class TestCorrecting:
    def test_the_right_record_takes_the_place_of_the_wrong_one(self):
        one = recorded(procedure(), RECEIVED)
        wrong = one.events.get()
        right = correct_event(
            record=wrong, event=happened(K.RECEIVED, "2026-01-12"), reason=CorrectionReason.TYPING_ERROR, user=None
        )
        assert fresh(one).due_on == datetime.date(2026, 3, 9)
        assert fresh(wrong).corrected_by == right
        assert one.events.count() == 2

    def test_a_record_is_corrected_once(self):
        one = recorded(procedure(), RECEIVED)
        wrong = one.events.get()
        for number in range(2):
            try:
                correct_event(
                    record=wrong,
                    event=happened(K.RECEIVED, f"2026-01-1{number}"),
                    reason=CorrectionReason.TYPING_ERROR,
                    user=None,
                )
            except Refused:
                assert number == 1
        assert one.events.count() == 2

    def test_taking_back_brings_the_dates_back(self):
        one = recorded(procedure(), RECEIVED, happened(K.EXTENDED, "2026-02-20", weeks=6))
        extended = one.events.get(kind=K.EXTENDED)
        take_back_event(record=extended, reason=CorrectionReason.WRONG_PROCEDURE, user=None)
        assert fresh(one).due_on == datetime.date(2026, 3, 11)

    def test_what_others_rest_on_cannot_be_taken_back(self):
        one = recorded(procedure(), RECEIVED, happened(K.ADVICE_ASKED, "2026-02-01", party="GGD"))
        with pytest.raises(Refused):
            take_back_event(record=one.events.get(kind=K.RECEIVED), reason=CorrectionReason.NEW_FACTS, user=None)


class TestFrozenLaw:
    def test_a_procedure_keeps_the_law_that_it_began_under(self):
        trajectory = TrajectoryFactory.build(organisation=None, initiative="Nieuw", law_version=law(), slug="nieuw")
        permit_type = law().permit_types.get(slug="type-regular")
        create_trajectory(
            trajectory=trajectory, procedures=[NewProcedure(permit_type=permit_type, params={"consent": True})]
        )
        one = trajectory.procedures.get()
        assert (one.kind, one.rule, one.params, one.remedy) == ("regular", "regular", {"consent": True}, "objection")
        with pytest.raises(ValueError, match="kind"):
            change_procedure(procedure=one, kind="extended")

    def test_the_other_procedure_brings_its_own_term_and_remedy(self):
        one = procedure(kind="regular")
        trajectory = one.trajectory
        permit_type = one.permit_type
        create_trajectory(
            trajectory=(other := TrajectoryFactory.build(organisation=trajectory.organisation, law_version=law())),
            procedures=[NewProcedure(permit_type=permit_type, kind="extended")],
        )
        found = other.procedures.get()
        assert (found.rule, found.remedy) == ("extended", "appeal")

    def test_the_planned_start_of_a_notification_moves_its_last_day(self):
        one = procedure(kind="notification")
        change_procedure(procedure=one, planned_start=datetime.date(2027, 9, 1))
        assert fresh(one).due_on == datetime.date(2027, 8, 4)


class TestPlannedDates:
    DAY = datetime.date(2026, 5, 1)

    def test_the_first_date_stays_beside_the_current_one(self):
        planned = plan_date(procedure=procedure(), milestone="decision", on=self.DAY, user=None)
        later = self.DAY + datetime.timedelta(days=30)
        change_planned_date(planned=planned, to=later, reason="advice", text_nl="Advies later", user=None)
        assert (planned.original_on, planned.current_on) == (self.DAY, later)
        change_planned_date(planned=planned, to=self.DAY, reason="typing-error", text_nl="Verkeerd getypt", user=None)
        assert (planned.original_on, planned.current_on) == (self.DAY, self.DAY)
        assert planned.changes.count() == 2

    def test_a_typing_error_in_the_first_date_is_put_right_there_too(self):
        planned = plan_date(procedure=procedure(), milestone="decision", on=datetime.date(2062, 5, 1), user=None)
        change_planned_date(planned=planned, to=self.DAY, reason="typing-error", text_nl="2062 was 2026", user=None)
        assert planned.original_on == self.DAY

    @pytest.mark.parametrize(
        "given",
        [
            {"text_nl": " "},
            {"reason": "zomaar"},
            {"to": DAY},
            {"to": datetime.date(2023, 12, 31)},
            {"to": datetime.date(2200, 1, 1)},
        ],
    )
    def test_a_change_needs_a_reason_a_text_and_another_day(self, given):
        planned = plan_date(procedure=procedure(), milestone="decision", on=self.DAY, user=None)
        values = {"to": datetime.date(2026, 6, 1), "reason": "other", "text_nl": "Anders", **given}
        with pytest.raises(ValidationError):
            change_planned_date(planned=planned, user=None, **values)
        assert fresh(planned).current_on == self.DAY
        assert not planned.changes.exists()

    def test_it_moves_no_other_kind_of_date(self):
        one = recorded(procedure(), RECEIVED)
        plan_date(procedure=one, milestone="decision", on=self.DAY, user=None)
        assert fresh(one).due_on == datetime.date(2026, 3, 11)
        assert fresh(one).decided_on is None

    def test_a_date_is_planned_once(self):
        one = procedure()
        plan_date(procedure=one, milestone="decision", on=self.DAY, user=None)
        with pytest.raises(ValidationError):
            plan_date(procedure=one, milestone="decision", on=self.DAY, user=None)
        assert PlannedDate.objects.count() == 1


class TestFile:
    def test_assignee_escalation_and_its_end(self):
        trajectory, boss = TrajectoryFactory(), UserFactory()
        assign(trajectory=trajectory, assignee=boss)
        assert fresh(trajectory).assignee == boss
        assert trajectory.history.first().assignee == boss
        escalation = escalate(trajectory=trajectory, reason="Vastgelopen", user=boss)
        assert fresh(trajectory).escalated_at is not None
        with pytest.raises(ValidationError):
            escalate(trajectory=trajectory, reason="Nog eens", user=boss)
        with pytest.raises(ValidationError):
            end_escalation(escalation=escalation, resolution=" ", user=boss)
        end_escalation(escalation=escalation, resolution="Opgelost", user=boss)
        assert fresh(trajectory).escalated_at is None

    def test_a_note_of_another_trajectory_is_refused(self):
        with pytest.raises(ValidationError):
            add_note(
                trajectory=TrajectoryFactory(), procedure=procedure(), text="Let op", audience="internal", user=None
            )

    def test_what_is_computed_writes_no_history(self):
        one = procedure()
        before = one.trajectory.history.count(), one.history.count()
        recorded(one, RECEIVED)
        assert (one.trajectory.history.count(), one.history.count()) == before


class TestReleasing:
    def test_an_event_is_internal_until_it_is_released_and_can_be_taken_back(self):
        one = recorded(procedure(), RECEIVED)
        record, trajectory = one.events.get(), one.trajectory
        assert release_events(trajectory=trajectory, records=[record], user=None, text_nl="Ja", text_en="Yes") == 1
        assert release_events(trajectory=trajectory, records=[record], user=None) == 0
        assert withdraw_events(trajectory=trajectory, records=[record]) == 1
        assert not EventRelease.objects.exists()

    def test_an_explanation_comes_in_both_languages(self):
        one = recorded(procedure(), RECEIVED)
        with pytest.raises(ValidationError):
            release_events(trajectory=one.trajectory, records=[one.events.get()], user=None, text_nl="Alleen dit")

    def test_an_event_of_another_trajectory_is_not_released(self):
        one = recorded(procedure(), RECEIVED)
        with pytest.raises(ValueError, match="another"):
            release_events(trajectory=TrajectoryFactory(), records=[one.events.get()], user=None)


def test_outcomes_are_kept():
    one = recorded(procedure(), RECEIVED, happened(K.DECIDED, "2026-03-10", outcome=Outcome.REFUSED))
    assert fresh(one).outcome == "refused"
