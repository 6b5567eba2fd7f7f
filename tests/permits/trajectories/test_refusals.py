"""What cannot have happened is refused, and the reason says which event and which date."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from permits.trajectories import EventKind, Facts, Ground, Outcome, Phase, ProcedureKind, Refused, Remedy
from permits.trajectories.extensions import details_of
from permits.trajectories.table import TABLE, rows_of, transition
from tests.permits.trajectories.histories import EXTENDED, REGULAR, K, event, reason, state

RECEIVED = event(K.RECEIVED, "2026-01-14")
GRANTED = event(K.DECIDED, "2026-03-10", outcome=Outcome.GRANTED)
ASKED = event(K.COMPLETION_ASKED, "2026-01-20", until="2026-02-03")
DRAFT = event(K.DRAFT_LAID_OPEN, "2026-03-05")


@pytest.mark.parametrize(
    ("facts", "events", "kind", "field", "words"),
    [
        (REGULAR, [event(K.RECEIVED, "2023-12-29")], "received", "on", "1 January 2024"),
        (REGULAR, [event(K.RECEIVED, "2029-01-02")], "received", "on", "2028"),
        (REGULAR, [replace(RECEIVED, on=datetime(2026, 1, 14))], "received", "on", "not a date"),  # noqa: DTZ001
        (REGULAR, [RECEIVED, event(K.RECEIVED, "2026-01-20")], "received", "kind", "14 January 2026"),
        (REGULAR, [GRANTED], "decided", "kind", "application received"),
        (
            REGULAR,
            [event(K.ADVICE_ASKED, "2026-01-10", party="GGD"), RECEIVED],
            "advice-asked",
            "on",
            "14 January 2026",
        ),
        # The end of eight weeks is 11 March.
        (REGULAR, [RECEIVED, event(K.EXTENDED, "2026-03-12", weeks=6)], "extended", "on", "11 March 2026"),
        (REGULAR, [RECEIVED, event(K.EXTENDED, "2026-02-12", weeks=7)], "extended", "weeks", "1 to 6"),
        (REGULAR, [RECEIVED, event(K.EXTENDED, "2026-02-12")], "extended", "weeks", "how many weeks"),
        (
            REGULAR,
            [RECEIVED, event(K.EXTENDED, "2026-02-12", weeks=2), event(K.EXTENDED, "2026-02-13", weeks=2)],
            "extended",
            "kind",
            "once",
        ),
        # The limit of the extended procedure is eight weeks after receipt: 30 April.
        (
            EXTENDED,
            [event(K.RECEIVED, "2026-03-05"), event(K.EXTENDED, "2026-05-07", weeks=6)],
            "extended",
            "on",
            "30 April 2026",
        ),
        (
            EXTENDED,
            [event(K.RECEIVED, "2026-02-20"), DRAFT, event(K.EXTENDED, "2026-03-06", weeks=6)],
            "extended",
            "on",
            "before the draft",
        ),
        (
            REGULAR,
            [RECEIVED, event(K.SUSPENDED, "2026-03-12", ground=Ground.BIBOB)],
            "suspended",
            "on",
            "already passed on 11 March 2026",
        ),
        (
            REGULAR,
            [RECEIVED, event(K.SUSPENDED, "2026-01-20", ground=Ground.CONSENT, until="2026-01-19")],
            "suspended",
            "until",
            "cannot end before",
        ),
        (REGULAR, [RECEIVED, event(K.COMPLETED, "2026-01-18"), ASKED], "completed", "on", "before it began"),
        (
            REGULAR,
            [RECEIVED, event(K.RESUMED, "2026-01-18"), event(K.SUSPENDED, "2026-01-20", ground=Ground.BIBOB)],
            "resumed",
            "on",
            "before it began",
        ),
        (REGULAR, [RECEIVED, event(K.RESUMED, "2026-01-18")], "resumed", "kind", "term suspended"),
        (REGULAR, [RECEIVED, event(K.SUSPENDED, "2026-01-20")], "suspended", "ground", "why"),
        (
            REGULAR,
            [RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20", until="2036-02-03")],
            "completion-asked",
            "until",
            "2028",
        ),
        (
            REGULAR,
            [RECEIVED, event(K.COMPLETION_ASKED, "2026-01-20", until="2028-02-03")],
            "completion-asked",
            "until",
            "two years",
        ),
        (REGULAR, [RECEIVED, DRAFT], "draft-laid-open", "kind", "does not belong"),
        (
            EXTENDED,
            [event(K.RECEIVED, "2026-01-05"), event(K.DECIDED, "2026-03-04", outcome=Outcome.GRANTED), DRAFT],
            "decided",
            "on",
            "5 March 2026",
        ),
        (EXTENDED, [event(K.RECEIVED, "2026-01-05"), GRANTED], "decided", "kind", "draft decision laid open"),
        # Views until 15 April.
        (
            EXTENDED,
            [event(K.RECEIVED, "2026-01-05"), DRAFT, event(K.DECIDED, "2026-04-15", outcome=Outcome.GRANTED)],
            "decided",
            "on",
            "15 April 2026",
        ),
        (REGULAR, [RECEIVED, replace(GRANTED, outcome=None)], "decided", "outcome", "what was decided"),
        (REGULAR, [RECEIVED, replace(GRANTED, outcome=Outcome.STANDS)], "decided", "outcome", "no outcome"),
        (REGULAR, [RECEIVED, event(K.PUBLISHED, "2026-03-01"), GRANTED], "published", "on", "10 March 2026"),
        (
            REGULAR,
            [RECEIVED, GRANTED, event(K.PUBLISHED, "2026-03-11"), event(K.IN_FORCE, "2026-03-11")],
            "in-force",
            "on",
            "12 March 2026",
        ),
        (
            REGULAR,
            [
                RECEIVED,
                replace(GRANTED, outcome=Outcome.REFUSED),
                event(K.PUBLISHED, "2026-03-11"),
                event(K.IN_FORCE, "2026-03-20"),
            ],
            "in-force",
            "kind",
            "refused",
        ),
        (
            REGULAR,
            [RECEIVED, GRANTED, event(K.PUBLISHED, "2026-03-11"), event(K.APPEAL, "2026-04-01")],
            "appeal",
            "kind",
            "objection decided",
        ),
        (
            EXTENDED,
            [
                event(K.RECEIVED, "2026-01-05"),
                DRAFT,
                event(K.DECIDED, "2026-05-01", outcome=Outcome.GRANTED),
                event(K.PUBLISHED, "2026-05-04"),
                event(K.OBJECTION, "2026-05-10"),
            ],
            "objection",
            "kind",
            "does not belong",
        ),
        (REGULAR, [RECEIVED, event(K.DECLINED, "2026-02-01")], "declined", "kind", "within a period"),
        (REGULAR, [RECEIVED, ASKED, event(K.DECLINED, "2026-02-03")], "declined", "on", "3 February 2026"),
        (
            REGULAR,
            [RECEIVED, event(K.WITHDRAWN, "2026-02-01"), event(K.ADVICE_ASKED, "2026-02-02", party="GGD")],
            "advice-asked",
            "on",
            "1 February 2026",
        ),
        (
            REGULAR,
            [
                RECEIVED,
                event(K.ADVICE_ASKED, "2026-02-02", party="GGD"),
                event(K.ADVICE_RECEIVED, "2026-02-05", party="Waterschap"),
            ],
            "advice-received",
            "party",
            "Waterschap",
        ),
        # Views come again and again, so that they came before is no reason.
        (
            EXTENDED,
            [
                event(K.RECEIVED, "2026-01-05"),
                DRAFT,
                event(K.VIEWS_RECEIVED, "2026-03-20"),
                event(K.DECIDED, "2026-05-01", outcome=Outcome.GRANTED),
                event(K.VIEWS_RECEIVED, "2026-05-04"),
            ],
            "views-received",
            "kind",
            "stands at “decided”",
        ),
        (
            Facts(ProcedureKind.EU, "eia-screening"),
            [event(K.RECEIVED, "2026-01-05"), event(K.EXTENDED, "2026-02-05", weeks=2)],
            "extended",
            "kind",
            "plan the new date",
        ),
        (REGULAR, [replace(RECEIVED, weeks=3)], "received", "weeks", "no such detail"),
        (
            REGULAR,
            [event(K.RECEIVED, "2026-01-14", number=1, corrects=7, reason="typing-error")],
            "received",
            "corrects",
            "not part",
        ),
        (
            REGULAR,
            [replace(RECEIVED, number=1), event(K.RECEIVED, "2026-01-12", number=2, corrects=1)],
            "received",
            "reason",
            "Say why",
        ),
        (
            REGULAR,
            [
                replace(RECEIVED, number=1),
                event(K.RECEIVED, "2026-01-12", number=2, corrects=1, reason="typing-error"),
                event(K.RECEIVED, "2026-01-11", number=3, corrects=1, reason="typing-error"),
            ],
            "received",
            "corrects",
            "already",
        ),
    ],
)
def test_refused(facts, events, kind, field, words, settings):
    settings.LANGUAGE_CODE = "en"
    found_kind, found_field, found = reason(facts, *events)
    assert (found_kind, found_field) == (kind, field)
    assert words in found, found


class TestTable:
    def test_every_kind_but_taking_back_stands_in_it(self):
        assert {row.kind for row in TABLE} == set(EventKind) - {EventKind.CORRECTED}

    def test_no_phase_has_two_ways_for_one_event(self):
        for procedure in ProcedureKind:
            for remedy in Remedy:
                for kind in EventKind:
                    rows = rows_of(kind, procedure, remedy)
                    assert all(sum(phase in row.phases for row in rows) <= 1 for phase in Phase)

    def test_nothing_happens_after_the_end(self):
        assert all(Phase.ENDED not in row.phases for row in TABLE)

    @pytest.mark.parametrize("procedure", ProcedureKind)
    def test_every_procedure_can_begin_and_be_withdrawn(self, procedure):
        assert transition(K.RECEIVED, Phase.PREPARATION, procedure, Remedy.NONE).to is Phase.TREATMENT
        for phase in set(Phase) - {Phase.ENDED}:
            assert transition(K.WITHDRAWN, phase, procedure, Remedy.NONE).to is Phase.ENDED

    def test_every_event_that_the_table_forbids_is_refused(self):
        """Each kind in each phase of each procedure: possible exactly where a row says so, but for the guards."""
        starts = {
            Phase.PREPARATION: [],
            Phase.TREATMENT: [event(K.RECEIVED, "2026-01-05")],
            Phase.ENDED: [event(K.RECEIVED, "2026-01-05"), event(K.WITHDRAWN, "2026-01-06")],
        }
        details = {"weeks": 2, "ground": Ground.BIBOB, "outcome": Outcome.GRANTED, "party": "GGD"}
        for procedure in ProcedureKind:
            facts = Facts(procedure, remedy=Remedy.UNKNOWN)
            for phase, before in starts.items():
                for kind in set(EventKind) - {EventKind.CORRECTED}:
                    if transition(kind, phase, procedure, Remedy.UNKNOWN) is None:
                        given = {name: details[name] for name, needed in details_of(kind, "").items() if needed}
                        with pytest.raises(Refused):
                            state(facts, *before, event(kind, "2026-02-02", **given))


def test_every_fault_is_told_and_not_only_the_first():
    with pytest.raises(Refused) as caught:
        state(REGULAR, event(K.DECIDED, "2020-01-01", until="2019-01-01", weeks=2))
    fields = {fault.field for fault in caught.value.faults}
    assert fields == {"on", "until", "weeks", "outcome"}
    assert all(str(fault.told) for fault in caught.value.faults)


def test_a_day_is_a_day():
    with pytest.raises(Refused):
        state(REGULAR, replace(RECEIVED, on="14-01-2026"))
    assert state(REGULAR, RECEIVED).day(K.RECEIVED) == date(2026, 1, 14)
