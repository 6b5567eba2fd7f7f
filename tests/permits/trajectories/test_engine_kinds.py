"""The other procedures, corrections, what an event shifts, and who has the ball."""

from dataclasses import replace
from datetime import date

import pytest

from permits.terms import CURRENT
from permits.trajectories import (
    Facts,
    Holder,
    Outcome,
    ProcedureKind,
    Remedy,
    Status,
    TermKind,
    TrajectoryStatus,
    replay,
    shift,
    summarise,
)
from tests.permits.trajectories.histories import EXTENDED, REGULAR, K, event, history, state

RECEIVED = event(K.RECEIVED, "2026-01-14")
GRANTED = {"outcome": Outcome.GRANTED}


class TestExtended:
    RECEIVED = event(K.RECEIVED, "2025-11-03")
    DRAFT = event(K.DRAFT_LAID_OPEN, "2026-03-05")

    def test_six_months_and_the_limit_of_extension(self):
        found = state(EXTENDED, self.RECEIVED)
        assert found.due == date(2026, 5, 3)
        # 3 November + 8 weeks.
        assert (K.EXTENDED, date(2025, 12, 29)) in [(one.kind, one.on) for one in found.upcoming]

    def test_views_count_the_first_day_and_the_public_has_the_ball(self):
        found = state(EXTENDED, self.RECEIVED, self.DRAFT)
        assert [(one.kind, one.last) for one in found.windows] == [(K.VIEWS_RECEIVED, date(2026, 4, 15))]
        assert found.holder_on(date(2026, 4, 15)) is Holder.THIRD_PARTY
        assert found.holder_on(date(2026, 4, 16)) is Holder.AUTHORITY

    def test_the_earlier_of_both_dates_counts_while_no_views_came(self):
        # Views until 15 April; + 4 weeks = 13 May. Six months end on 3 May.
        found = state(EXTENDED, self.RECEIVED, self.DRAFT)
        assert [(term.kind, term.due) for term in found.terms] == [
            (TermKind.DECISION, date(2026, 5, 3)),
            (TermKind.WITHOUT_VIEWS, date(2026, 5, 13)),
        ]
        early = state(EXTENDED, self.RECEIVED, event(K.DRAFT_LAID_OPEN, "2026-01-08"))
        assert early.term.kind is TermKind.WITHOUT_VIEWS
        with_views = state(
            EXTENDED, self.RECEIVED, event(K.DRAFT_LAID_OPEN, "2026-01-08"), event(K.VIEWS_RECEIVED, "2026-02-01")
        )
        assert [term.kind for term in with_views.terms] == [TermKind.DECISION]

    def test_views_after_the_last_day_do_not_count(self):
        late = state(EXTENDED, self.RECEIVED, self.DRAFT, event(K.VIEWS_RECEIVED, "2026-04-16"))
        assert TermKind.WITHOUT_VIEWS in [term.kind for term in late.terms]

    def test_direct_appeal(self):
        found = state(
            EXTENDED,
            self.RECEIVED,
            self.DRAFT,
            event(K.DECIDED, "2026-04-28", **GRANTED),
            event(K.PUBLISHED, "2026-05-04"),
        )
        assert [(one.kind, one.last) for one in found.windows][-1] == (K.APPEAL, date(2026, 6, 15))

    def test_coordinated_applications_begin_with_the_last(self):
        facts = replace(EXTENDED, first_application=date(2026, 2, 20))
        assert state(facts, event(K.RECEIVED, "2026-03-20")).due == date(2026, 9, 19)


class TestOtherProcedures:
    def test_a_notification_is_due_before_the_start_and_then_asks_for_nothing(self):
        facts = Facts(
            ProcedureKind.NOTIFICATION, "notice-before-start", {"weeks": 4}, Remedy.NONE, planned_start=date(2026, 9, 1)
        )
        before = state(facts)
        assert (before.term.kind, before.due) == (TermKind.NOTICE, date(2026, 8, 4))
        after = state(facts, event(K.RECEIVED, "2026-07-30"))
        assert (after.status, after.due) == (Status.TREATMENT, None)
        assert state(facts, event(K.RECEIVED, "2026-07-30"), event(K.IN_FORCE, "2026-09-01")).status is Status.IN_FORCE

    def test_a_strategic_project_counts_from_acknowledged_completeness(self):
        facts = Facts(ProcedureKind.EU, "crma", remedy=Remedy.UNKNOWN)
        received = state(facts, event(K.RECEIVED, "2026-05-01"))
        # The rule of TV34: 45 days.
        assert (received.term.kind, received.due) == (TermKind.COMPLETENESS, date(2026, 6, 15))
        acknowledged = state(facts, event(K.RECEIVED, "2026-05-01"), event(K.COMPLETED, "2026-06-15"))
        # TV35.
        assert (acknowledged.term.kind, acknowledged.due) == (TermKind.CAP, date(2027, 9, 15))

    def test_no_statutory_term_is_said_and_not_made_up(self):
        found = state(Facts(ProcedureKind.REGISTRATION, remedy=Remedy.UNKNOWN), RECEIVED)
        assert found.due is None
        assert len(found.notices) == 1

    def test_a_date_beyond_the_holidays_is_said_and_not_guessed(self):
        found = state(REGULAR, event(K.RECEIVED, "2028-12-20"))
        assert found.due is None
        assert "2029" in str(found.term.unknown)


class TestCorrections:
    def test_a_later_record_takes_the_place_of_an_earlier_one(self):
        wrong = event(K.RECEIVED, "2026-01-14", number=1)
        right = event(K.RECEIVED, "2026-01-12", number=2, corrects=1, reason="typing-error")
        assert state(REGULAR, wrong, right) == state(REGULAR, event(K.RECEIVED, "2026-01-12"))

    def test_what_is_taken_back_did_not_happen(self):
        events = [
            event(K.RECEIVED, "2026-01-14", number=1),
            event(K.EXTENDED, "2026-02-02", weeks=6, number=2),
            event(K.CORRECTED, "2026-02-05", number=3, corrects=2, reason="wrong-procedure"),
        ]
        assert state(REGULAR, *events) == state(REGULAR, events[0])
        again = event(K.EXTENDED, "2026-02-09", weeks=4, number=4)
        assert state(REGULAR, *events, again) == state(REGULAR, events[0], again)


class TestShift:
    def test_it_tells_what_moves_from_when_to_when(self):
        events = history(RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-17"))
        found = shift(events, event(K.COMPLETED, "2026-02-03", number=9), REGULAR, CURRENT)
        moved = {str(one.what): (one.before, one.after) for one in found.moved}
        assert (date(2026, 4, 7), date(2026, 3, 24)) in moved.values()
        assert found.after == replay([*events, event(K.COMPLETED, "2026-02-03", number=9)], REGULAR, CURRENT)
        assert {one.days for one in found.moved if one.days} == {-14}

    def test_an_event_that_moves_nothing_says_so(self):
        found = shift(history(RECEIVED), event(K.ADVICE_ASKED, "2026-01-20", party="GGD", number=9), REGULAR, CURRENT)
        assert found.moved == ()


class TestHolders:
    def test_days_add_up_from_receipt_to_today(self):
        found = state(
            REGULAR,
            RECEIVED,
            event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-17"),
            event(K.ADVICE_ASKED, "2026-01-27", party="Waterschap"),
            event(K.COMPLETED, "2026-02-03"),
            event(K.ADVICE_RECEIVED, "2026-02-10", party="waterschap"),
        )
        days = found.elapsed(date(2026, 2, 20))
        # 14-19 January and 10-20 February; 20 January-2 February; 3-9 February.
        assert days == {
            Holder.AUTHORITY: 6 + 11,
            Holder.APPLICANT: 14,
            Holder.THIRD_PARTY: 7,
            Holder.NOBODY: 0,
        }


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], TrajectoryStatus.PREPARATION),
        ([Status.PREPARATION, Status.PREPARATION], TrajectoryStatus.PREPARATION),
        ([Status.PREPARATION, Status.TREATMENT], TrajectoryStatus.RUNNING),
        ([Status.SUSPENDED, Status.IN_FORCE], TrajectoryStatus.SUSPENDED),
        ([Status.SUSPENDED, Status.TREATMENT], TrajectoryStatus.RUNNING),
        ([Status.IN_FORCE, Status.IN_FORCE], TrajectoryStatus.IN_FORCE),
        ([Status.IN_FORCE, Status.PREPARATION], TrajectoryStatus.RUNNING),
        ([Status.IN_FORCE, Status.WITHDRAWN], TrajectoryStatus.IN_FORCE),
        ([Status.WITHDRAWN, Status.WITHDRAWN], TrajectoryStatus.WITHDRAWN),
        ([Status.WITHDRAWN, Status.DECLINED], TrajectoryStatus.STOPPED),
        ([Status.REFUSED, Status.WITHDRAWN], TrajectoryStatus.STOPPED),
    ],
)
def test_a_trajectory_follows_from_its_procedures(statuses, expected):
    plain = state(REGULAR)
    assert summarise([replace(plain, status=status) for status in statuses]).status is expected
