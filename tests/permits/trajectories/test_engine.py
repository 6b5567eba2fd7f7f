"""Where a procedure stands after dated events; the dates are counted by hand or taken from the shared vectors."""

from dataclasses import replace
from datetime import date

import pytest

from permits.trajectories import (
    Ground,
    Holder,
    Outcome,
    Phase,
    Status,
    TermKind,
)
from tests.permits.trajectories.histories import REGULAR, K, event, state

RECEIVED = event(K.RECEIVED, "2026-01-14")
GRANTED = {"outcome": Outcome.GRANTED}


class TestRegular:
    def test_nothing_received_yet(self):
        found = state(REGULAR)
        assert (found.phase, found.status, found.due) == (Phase.PREPARATION, Status.PREPARATION, None)
        assert found.holder_on(date(2026, 1, 1)) is Holder.APPLICANT
        assert [one.kind for one in found.upcoming] == [K.RECEIVED]

    def test_eight_weeks_after_receipt(self):
        found = state(REGULAR, RECEIVED)
        assert found.due == date(2026, 3, 11)
        assert found.holder_on(date(2026, 2, 1)) is Holder.AUTHORITY
        assert [(one.kind, one.on) for one in found.upcoming] == [
            (K.EXTENDED, date(2026, 3, 11)),
            (K.DECIDED, date(2026, 3, 11)),
        ]

    def test_twelve_with_consent(self):
        facts = replace(REGULAR, params={"consent": True})
        assert state(facts, event(K.RECEIVED, "2026-02-19")).due == date(2026, 5, 18)

    def test_completion_with_a_period_suspends(self):
        # The shared vector TV22: 24 March, 25 March by the other count.
        found = state(
            REGULAR,
            RECEIVED,
            event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-17"),
            event(K.COMPLETED, "2026-02-03"),
        )
        assert found.due == date(2026, 3, 24)
        assert [one.date for one in found.term.result.alternatives] == [date(2026, 3, 25)]
        assert found.status is Status.TREATMENT

    def test_completion_without_a_period_does_not(self):
        # The shared vector TV23.
        found = state(REGULAR, RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20"), event(K.COMPLETED, "2026-02-03"))
        assert found.due == date(2026, 3, 11)

    def test_while_completion_is_awaited_the_applicant_has_the_ball(self):
        found = state(REGULAR, RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"))
        assert found.status is Status.SUSPENDED
        assert found.awaited_until == date(2026, 2, 3)
        # Counted as if it is completed on the last day of the period, and told so.
        assert found.due == date(2026, 3, 24)
        assert "3 February 2026" in str(found.term.assumption) or "3 februari 2026" in str(found.term.assumption)
        assert found.holder_on(date(2026, 2, 3)) is Holder.APPLICANT
        assert found.holder_on(date(2026, 2, 4)) is Holder.AUTHORITY
        # 3 February + 4 weeks.
        assert (K.DECLINED, date(2026, 3, 3)) in [(one.kind, one.on) for one in found.upcoming]

    def test_without_a_period_the_applicant_has_it_too_but_the_term_runs(self):
        found = state(REGULAR, RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20"))
        assert (found.status, found.due) == (Status.INCOMPLETE, date(2026, 3, 11))
        assert found.holder_on(date(2026, 6, 1)) is Holder.APPLICANT

    def test_completion_after_the_period_suspends_only_to_its_end(self):
        in_time = state(
            REGULAR,
            RECEIVED,
            event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"),
            event(K.COMPLETED, "2026-02-03"),
        )
        late = state(
            REGULAR,
            RECEIVED,
            event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"),
            event(K.COMPLETED, "2026-02-20"),
        )
        assert late.due == in_time.due

    def test_bibob_counts_both_days(self):
        # The shared vector TV25: 1 April to 20 May, 50 days.
        found = state(
            REGULAR,
            event(K.RECEIVED, "2026-03-02"),
            event(K.SUSPENDED, "2026-04-01", ground=Ground.BIBOB),
            event(K.RESUMED, "2026-05-20"),
        )
        assert found.due == date(2026, 6, 16)
        assert found.elapsed(date(2026, 6, 16))[Holder.THIRD_PARTY] == 49

    def test_bibob_without_an_end_is_counted_to_the_twelve_weeks_of_the_law(self):
        # 27 April + 84 days = 20 July.
        found = state(REGULAR, event(K.RECEIVED, "2026-03-02"), event(K.SUSPENDED, "2026-04-01", ground=Ground.BIBOB))
        assert (found.status, found.due) == (Status.SUSPENDED, date(2026, 7, 20))
        assert found.term.assumption is not None

    def test_force_majeure_without_an_end_leaves_no_date_and_says_why(self):
        found = state(REGULAR, RECEIVED, event(K.SUSPENDED, "2026-01-20", ground=Ground.FORCE_MAJEURE))
        assert (found.status, found.due) == (Status.SUSPENDED, None)
        assert "2026" in str(found.term.unknown)

    def test_the_applicants_consent_ends_on_the_agreed_day(self):
        # 21 January to 2 February are 13 days, as with TV22.
        found = state(REGULAR, RECEIVED, event(K.SUSPENDED, "2026-01-20", ground=Ground.CONSENT, until="2026-02-03"))
        assert found.due == date(2026, 3, 24)
        assert found.holder_on(date(2026, 2, 1)) is Holder.APPLICANT
        assert found.holder_on(date(2026, 2, 4)) is Holder.AUTHORITY

    def test_holding_over_begins_the_term_anew(self):
        # 2 March + 8 weeks = King's Day: Tuesday 28 April (TV02).
        found = state(
            REGULAR,
            RECEIVED,
            event(K.SUSPENDED, "2026-01-20", ground=Ground.HOLDING_OVER),
            event(K.RESUMED, "2026-03-02"),
        )
        assert found.due == date(2026, 4, 28)

    def test_extension(self):
        # The shared vector TV10.
        found = state(REGULAR, event(K.RECEIVED, "2026-02-05"), event(K.EXTENDED, "2026-03-20", weeks=6))
        assert found.due == date(2026, 5, 14)
        assert [one.date for one in found.term.result.alternatives] == [date(2026, 5, 18)]
        assert K.EXTENDED not in [one.kind for one in found.upcoming]

    def test_a_decision_keeps_the_date_that_it_had_to_keep(self):
        decided = event(K.DECIDED, "2026-03-12", **GRANTED)
        found = state(REGULAR, RECEIVED, decided)
        assert (found.status, found.due) == (Status.DECIDED, None)
        assert found.decision_term.due == date(2026, 3, 11)
        assert found.decided_in_time is False
        assert state(REGULAR, RECEIVED, replace(decided, on=date(2026, 3, 11))).decided_in_time is True

    def test_objection_window_and_the_day_in_force(self):
        published = event(K.PUBLISHED, "2025-11-20")
        found = state(REGULAR, event(K.RECEIVED, "2025-10-01"), event(K.DECIDED, "2025-11-19", **GRANTED), published)
        # The shared vector TV19: 1 January, then an equated day and a weekend.
        (window,) = found.windows
        assert (window.kind, window.first, window.last) == (K.OBJECTION, date(2025, 11, 21), date(2026, 1, 5))
        assert [one.kind for one in found.open_windows(date(2026, 1, 5))] == [K.OBJECTION]
        assert found.open_windows(date(2026, 1, 6)) == ()
        assert (K.IN_FORCE, date(2025, 11, 21)) in [(one.kind, one.on) for one in found.upcoming]
        assert found.status is Status.PUBLISHED

    def test_objection_appeal_and_the_end(self):
        events = [
            event(K.RECEIVED, "2026-01-14"),
            event(K.DECIDED, "2026-03-10", **GRANTED),
            event(K.PUBLISHED, "2026-03-10"),
            event(K.IN_FORCE, "2026-03-11"),
        ]
        assert state(REGULAR, *events).status is Status.IN_FORCE
        events.append(event(K.OBJECTION, "2026-04-01"))
        objected = state(REGULAR, *events)
        assert objected.status is Status.OBJECTION
        # Objection until 21 April; + 6 weeks = 2 June.
        assert (objected.term.kind, objected.due) == (TermKind.OBJECTION_DECISION, date(2026, 6, 2))
        assert objected.holder_on(date(2026, 5, 1)) is Holder.AUTHORITY
        events.append(event(K.OBJECTION_DECIDED, "2026-06-01", outcome=Outcome.STANDS))
        stands = state(REGULAR, *events)
        assert stands.status is Status.IN_FORCE
        assert stands.windows[-1].last == date(2026, 7, 13)
        events.append(event(K.APPEAL, "2026-06-20"))
        assert state(REGULAR, *events).status is Status.APPEAL
        events.append(event(K.APPEAL_DECIDED, "2027-01-20", outcome=Outcome.ANNULLED))
        ended = state(REGULAR, *events)
        assert (ended.status, ended.outcome) == (Status.ANNULLED, Outcome.ANNULLED)

    @pytest.mark.parametrize(
        "last", [event(K.APPEAL_DECIDED, "2026-07-01", outcome=Outcome.ANNULLED), event(K.WITHDRAWN, "2026-07-01")]
    )
    def test_nobody_is_waited_for_when_the_decision_is_gone(self, last):
        """There is nothing left to appeal against, so no last day for it is told; what had passed stays."""
        found = state(
            REGULAR,
            event(K.RECEIVED, "2026-01-14"),
            event(K.DECIDED, "2026-03-10", **GRANTED),
            event(K.PUBLISHED, "2026-03-10"),
            event(K.OBJECTION, "2026-04-01"),
            event(K.OBJECTION_DECIDED, "2026-06-01", outcome=Outcome.STANDS),
            event(K.APPEAL, "2026-06-20"),
            last,
        )
        assert [one.kind for one in found.windows] == [K.OBJECTION]
        assert found.holder_on(date(2026, 6, 30)) is Holder.THIRD_PARTY
        assert found.holder_on(date(2026, 7, 1)) is Holder.NOBODY
        assert K.APPEAL not in [one.kind for one in found.upcoming]

    def test_left_unprocessed_after_the_period(self):
        found = state(
            REGULAR,
            RECEIVED,
            event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"),
            event(K.DECLINED, "2026-02-10"),
        )
        assert (found.status, found.is_done, found.due) == (Status.DECLINED, True, None)
