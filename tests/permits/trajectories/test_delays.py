"""Days lost: over the statutory term or standing still, each calendar day once."""

import datetime

from permits.terms import CURRENT
from permits.trajectories import Outcome
from permits.trajectories.delays import Loss, Stretch, days_lost, stretches
from tests.permits.trajectories.histories import REGULAR, K, event, history

FIRST = datetime.date(2026, 3, 1)


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=number)


def test_each_day_counts_once_and_none_that_is_to_come() -> None:
    found = [
        Stretch(day(0), day(9), Loss.STANDING_STILL),
        Stretch(day(5), day(12), Loss.STANDING_STILL),
        Stretch(day(8), None, Loss.OVER_TERM),
    ]
    assert days_lost(found, day(20)) == {Loss.OVER_TERM: 13, Loss.STANDING_STILL: 8}
    assert days_lost(found, day(3)) == {Loss.OVER_TERM: 0, Loss.STANDING_STILL: 4}
    assert days_lost([Stretch(day(9), None, Loss.OVER_TERM)], day(2)) == {Loss.OVER_TERM: 0, Loss.STANDING_STILL: 0}
    assert days_lost([], day(2)) == {Loss.OVER_TERM: 0, Loss.STANDING_STILL: 0}


def test_a_request_with_a_period_stands_still_and_a_late_decision_is_over_the_term() -> None:
    received, asked = event(K.RECEIVED, "2026-01-14"), event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-17")
    still = Stretch(datetime.date(2026, 1, 21), datetime.date(2026, 2, 3), Loss.STANDING_STILL)
    # The shared vector TV22: the decision is due on 24 March.
    late = datetime.date(2026, 3, 25)
    completed = event(K.COMPLETED, "2026-02-03")
    assert found(received, asked, completed) == (still, Stretch(late, None, Loss.OVER_TERM))
    decided = event(K.DECIDED, "2026-03-30", outcome=Outcome.GRANTED)
    over = Stretch(late, datetime.date(2026, 3, 30), Loss.OVER_TERM)
    assert found(received, asked, completed, decided) == (still, over)
    assert days_lost([still, over], datetime.date(2027, 1, 1)) == {Loss.OVER_TERM: 6, Loss.STANDING_STILL: 14}
    in_time = event(K.DECIDED, "2026-03-24", outcome=Outcome.GRANTED)
    assert found(received, asked, completed, in_time) == (still,)


def test_a_request_without_a_period_loses_nothing_by_itself() -> None:
    received, asked = event(K.RECEIVED, "2026-01-14"), event(K.COMPLETION_ASKED, "2026-01-20")
    assert found(received, asked) == (Stretch(datetime.date(2026, 3, 12), None, Loss.OVER_TERM),)
    assert found(received, asked, event(K.WITHDRAWN, "2026-02-01")) == ()
    assert found() == ()


def found(*events) -> tuple[Stretch, ...]:
    return stretches(history(*events), REGULAR, CURRENT)
