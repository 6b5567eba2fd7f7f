"""The cap of a strategic project and its extension by months (Regulation (EU) 2024/1252, article 11(4))."""

from datetime import date

import pytest
from django.utils.translation import override

from permits.terms import CURRENT
from permits.trajectories import Facts, Outcome, ProcedureKind, Remedy, TermKind, shift
from permits.trajectories.delays import Loss, stretches
from tests.permits.trajectories.histories import EXTENDED, REGULAR, K, event, history, reason, state

CAP = Facts(ProcedureKind.EU, "crma", {"withExtraction": False}, Remedy.UNKNOWN)
WITH_EXTRACTION = Facts(ProcedureKind.EU, "crma", {"withExtraction": True}, Remedy.UNKNOWN)
RAN = Facts(ProcedureKind.EU, "crma", {"alreadyInProcess": True}, Remedy.UNKNOWN)
RAN_WITH_EXTRACTION = Facts(
    ProcedureKind.EU, "crma", {"alreadyInProcess": True, "withExtraction": True}, Remedy.UNKNOWN
)
GRANTED = {"outcome": Outcome.GRANTED}


def begun(acknowledged="2026-06-15"):
    return [event(K.RECEIVED, acknowledged), event(K.COMPLETED, acknowledged)]


def months(on, count):
    return event(K.EXTENDED, on, months=count)


@pytest.mark.parametrize(
    ("facts", "acknowledged", "extensions", "due"),
    [
        # TV35.
        (CAP, "2026-06-15", [], "2027-09-15"),
        (CAP, "2026-06-15", [("2027-09-01", 3)], "2027-12-15"),
        (CAP, "2026-06-15", [("2026-06-15", 1)], "2027-10-15"),
        # The last day of the cap is before it has passed; so is that of the extended cap.
        (CAP, "2026-06-15", [("2027-09-15", 3)], "2027-12-15"),
        (CAP, "2026-06-15", [("2027-09-15", 1), ("2027-10-15", 2)], "2027-12-15"),
        (CAP, "2026-06-15", [("2027-05-03", 1), ("2027-05-03", 1), ("2027-06-01", 1)], "2027-12-15"),
        # 28 February 2027 + 3 months, not 18 months after 30 November.
        (CAP, "2025-11-30", [("2027-02-01", 3)], "2027-05-28"),
        # 11 September 2027 is a Saturday: by the other reading the cap passes on Monday.
        (CAP, "2026-06-11", [("2027-09-13", 1)], "2027-10-11"),
        (WITH_EXTRACTION, "2026-06-15", [], "2028-09-15"),
        (WITH_EXTRACTION, "2026-06-15", [("2028-09-15", 6)], "2029-03-15"),
        (WITH_EXTRACTION, "2026-06-15", [("2028-01-10", 2), ("2028-11-15", 4)], "2029-03-15"),
    ],
)
def test_the_end_of_the_cap(facts, acknowledged, extensions, due):
    found = state(facts, *begun(acknowledged), *(months(on, count) for on, count in extensions))
    assert (found.term.kind, found.due) == (TermKind.CAP, date.fromisoformat(due))
    assert found.decision_term == found.term


@pytest.mark.parametrize(
    ("facts", "events", "field", "words"),
    [
        (CAP, [*begun(), event(K.EXTENDED, "2027-03-05", weeks=6)], "weeks", "by months, not by weeks"),
        (CAP, [*begun(), event(K.EXTENDED, "2027-03-05", weeks=6, months=2)], "weeks", "by months, not by weeks"),
        (CAP, [*begun(), event(K.EXTENDED, "2027-03-05")], "months", "how many months"),
        (CAP, [*begun(), months("2027-03-05", 0)], "months", "how many months"),
        (CAP, [*begun(), months("2027-03-05", -1)], "months", "1 to 3"),
        (CAP, [*begun(), months("2027-03-05", 4)], "months", "Without extraction"),
        (CAP, [*begun(), months("2027-03-05", 10**20)], "months", "at most 3 months"),
        (WITH_EXTRACTION, [*begun(), months("2027-03-05", 7)], "months", "at most 6 months"),
        (CAP, [*begun(), months("2027-03-05", 2), months("2027-04-05", 2)], "months", "used so far: 2"),
        (CAP, [*begun(), months("2027-03-05", 3), months("2027-04-05", 1)], "months", "3 months; used so far: 3"),
        (WITH_EXTRACTION, [*begun(), months("2027-03-05", 6), months("2027-04-05", 1)], "months", "used so far: 6"),
        (CAP, [*begun(), months("2027-09-16", 3)], "on", "15 September 2027"),
        (CAP, [*begun(), months("2027-09-01", 1), months("2027-10-16", 1)], "on", "15 October 2027"),
        (CAP, [*begun("2026-06-11"), months("2027-09-14", 1)], "on", "13 September 2027"),
        # Before completeness is acknowledged no cap runs.
        (CAP, [event(K.RECEIVED, "2026-05-01"), months("2026-05-04", 1)], "kind", "not happened yet"),
        (
            CAP,
            [event(K.RECEIVED, "2026-05-01"), months("2026-05-04", 1), event(K.COMPLETED, "2026-06-15")],
            "on",
            "15 June 2026",
        ),
        (
            CAP,
            [*begun(), event(K.DECIDED, "2027-01-04", **GRANTED), months("2027-02-01", 1)],
            "kind",
            "stands at “decided”",
        ),
        (
            CAP,
            [*begun(), months("2027-02-01", 1), event(K.DECIDED, "2027-03-01", **GRANTED), months("2027-04-01", 1)],
            "kind",
            "stands at “decided”",
        ),
        (REGULAR, [event(K.RECEIVED, "2026-01-14"), months("2026-02-02", 1)], "weeks", "how many weeks"),
        (
            REGULAR,
            [event(K.RECEIVED, "2026-01-14"), event(K.EXTENDED, "2026-02-02", weeks=2, months=1)],
            "months",
            "extended by weeks",
        ),
        (
            EXTENDED,
            [event(K.RECEIVED, "2026-01-14"), event(K.EXTENDED, "2026-02-02", weeks=2, months=1)],
            "months",
            "extended by weeks",
        ),
        (
            Facts(ProcedureKind.EU),
            [
                event(K.RECEIVED, "2026-01-14"),
                event(K.DRAFT_LAID_OPEN, "2026-02-02"),
                event(K.EXTENDED, "2026-02-03", weeks=2),
            ],
            "on",
            "before the draft",
        ),
    ],
)
def test_refused(facts, events, field, words, settings):
    settings.LANGUAGE_CODE = "en"
    kind, found_field, found = reason(facts, *events)
    assert (kind, found_field) == ("extended", field), found
    assert words in found


def test_the_cap_does_not_begin_anew_after_it_was_extended(settings):
    settings.LANGUAGE_CODE = "en"
    again = event(K.COMPLETED, "2027-03-01")
    assert reason(CAP, *begun(), months("2027-02-01", 1), again)[:2] == ("completed", "on")


def test_the_cap_can_be_extended_after_the_draft():
    draft = event(K.DRAFT_LAID_OPEN, "2027-02-01")
    found = state(CAP, *begun(), draft, months("2027-03-01", 3))
    assert date(2027, 12, 15) in [term.due for term in found.terms]


def test_until_when_it_can_be_extended_is_told_while_months_are_left():
    def limit(*extensions):
        found = state(CAP, *begun(), *extensions)
        return [one.on for one in found.upcoming if one.kind is K.EXTENDED]

    assert limit() == [date(2027, 9, 15)]
    assert limit(months("2027-03-01", 2)) == [date(2027, 11, 15)]
    assert limit(months("2027-03-01", 3)) == []


def test_what_an_extension_shifts():
    found = shift(history(*begun()), event(K.EXTENDED, "2027-09-01", months=3, number=9), CAP, CURRENT)
    assert (found.before.due, found.after.due) == (date(2027, 9, 15), date(2027, 12, 15))
    assert 91 in [one.days for one in found.moved]


def test_a_correction_takes_the_place_of_an_extension():
    right = event(K.EXTENDED, "2027-03-05", months=3, number=4, corrects=3, reason="typing-error")
    recorded = [*history(*begun()), event(K.EXTENDED, "2027-03-05", months=1, number=3)]
    assert state(CAP, *recorded, right).due == date(2027, 12, 15)


def test_days_over_the_cap_are_counted_from_the_extended_one():
    decided = event(K.DECIDED, "2027-12-20", **GRANTED)
    found = stretches(history(*begun(), months("2027-09-01", 3), decided), CAP, CURRENT)
    assert [(one.why, one.first, one.last) for one in found] == [
        (Loss.OVER_TERM, date(2027, 12, 16), date(2027, 12, 20))
    ]


class TestAfterTheEightWeeks:
    """In the extended procedure a suspension may have moved the last day to extend; the law does not settle it."""

    SUSPENDED = (
        event(K.RECEIVED, "2026-03-02"),
        event(K.COMPLETION_ASKED, "2026-03-10", until="2026-04-07"),
        event(K.COMPLETED, "2026-04-07"),
    )

    def test_an_extension_after_them_is_warned_of(self, settings):
        settings.LANGUAGE_CODE = "en"
        notices = state(EXTENDED, *self.SUSPENDED, event(K.EXTENDED, "2026-05-06", weeks=6)).notices
        assert [str(one) for one in notices if "28 April 2026" in str(one)]

    def test_one_within_them_is_not(self):
        assert state(EXTENDED, *self.SUSPENDED, event(K.EXTENDED, "2026-04-28", weeks=6)).notices == ()


@pytest.mark.parametrize(
    ("facts", "more", "due"),
    [
        (RAN, [], "2027-06-15"),
        (RAN, [months("2027-06-01", 3)], "2027-09-15"),
        (RAN_WITH_EXTRACTION, [], "2028-06-15"),
        (RAN_WITH_EXTRACTION, [months("2028-06-01", 6)], "2028-12-15"),
        # What is acknowledged later does not move it, before an extension or after one.
        (RAN, [event(K.COMPLETED, "2026-09-01")], "2027-06-15"),
        (RAN, [months("2026-08-03", 1), event(K.COMPLETED, "2026-09-01")], "2027-07-15"),
    ],
)
def test_what_already_ran_counts_from_the_recognition(facts, more, due):
    """Article 11(2): 12 months, or 24 with extraction, from the recognition, which is recorded as the receipt."""
    found = state(facts, event(K.RECEIVED, "2026-06-15"), *more)
    assert (found.term.kind, found.due) == (TermKind.CAP, date.fromisoformat(due))
    with override("en"):
        assert "recognised" in str(found.term.result.steps[0].text)
