"""Lists of trajectories: one row is one event; the engine refuses what cannot have happened."""

import datetime
from pathlib import Path

import pytest
from django.utils import translation

from imports.models import Import
from permits.models import PermitType, ProcedureEvent, Trajectory
from permits.trajectories.records import out_of_step
from tests.factories import MunicipalityFactory, OrganisationFactory
from tests.factories.trajectories import law
from tests.taking import take_list, told

pytestmark = pytest.mark.django_db
HEADER = "referentie;titel;initiatief;vergunning;gebeurtenis;datum;tot;weken;uitkomst"


@pytest.fixture
def take(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    law()
    MunicipalityFactory(name="Rotterdam", slug="rotterdam")

    def run(*lines: str, header: str = HEADER, apply: bool = True) -> Import:
        return take_list("trajectories", "\n".join([header, *lines]), name="trajecten.csv", apply=apply)

    return run


def counts(job):
    return {name: number for name, number in job.counts.items() if number}


def reasons(job, number):
    with translation.override("en"):
        return [(issue.column, issue.text()) for issue in job.rows.get(number=number).issue_list]


FILE = (
    "Z-1;Fabriek;Iemand;type-regular;besluit genomen;2026-03-10;;;granted",
    "Z-1;Fabriek;Iemand;type-regular;received;14-01-2026;;;",
    "Z-1;Fabriek;Iemand;type-regular;completion-asked;2026-01-20;2026-02-17;;",
    "Z-1;Fabriek;Iemand;type-regular;completed;2026-02-03;;;",
    "Z-2;Smelter;Iemand anders;type-extended;;;;;",
)


def test_rows_become_trajectories_procedures_and_events_in_any_order(take):
    job = take(*(line.replace("besluit genomen", "decided") for line in FILE))
    assert counts(job) == {"created": 2, "updated": 3}
    first = Trajectory.objects.get(external_reference="Z-1")
    one = first.procedures.get()
    assert (one.status, one.decision_due_on) == ("decided", datetime.date(2026, 3, 24))
    assert set(one.events.values_list("door", flat=True)) == {"import"}
    assert out_of_step(first) == []
    assert Trajectory.objects.get(external_reference="Z-2").procedures.get().status == "preparation"
    assert set(Trajectory.objects.values_list("visibility", "came_from")) == {("internal", "import")}


def test_what_a_row_brings_is_told_in_words(take):
    job = take(FILE[1], apply=False)
    name = PermitType.objects.get(slug="type-regular").name_nl
    assert told(job, "nl") == {
        ("kenmerk", "", "Z-1"), ("vergunningtype", "", name), ("gebeurtenis", "", "aanvraag ontvangen"),
        ("dag", "", "14 januari 2026"),
    }  # fmt: skip


def test_the_same_list_twice_writes_nothing(take):
    lines = [line.replace("besluit genomen", "decided") for line in FILE]
    take(*lines)
    job = take(*lines)
    assert counts(job) == {"unchanged": 5}
    assert (Trajectory.objects.count(), ProcedureEvent.objects.count()) == (2, 4)


def test_a_later_list_adds_what_is_new(take):
    take(*FILE[1:3])
    job = take(*FILE[1:4])
    assert counts(job) == {"unchanged": 2, "updated": 1}
    assert Trajectory.objects.get().procedures.get().due_on == datetime.date(2026, 3, 24)


def test_what_cannot_have_happened_is_rejected_and_the_rest_comes_in(take):
    job = take(
        "Z-1;Fabriek;Iemand;type-regular;received;2026-01-14;;;",
        "Z-1;Fabriek;Iemand;type-regular;extended;2026-03-12;;6;",
        "Z-1;Fabriek;Iemand;type-regular;draft-laid-open;2026-02-12;;;",
        "Z-3;Fabriek;Iemand;type-regular;received;2023-11-01;;;",
        "Z-4;;Iemand;type-regular;received;2026-01-14;;;",
        "Z-5;Fabriek;;type-regular;received;2026-01-14;;;",
        "Z-6;Fabriek;Iemand;verzonnen;received;2026-01-14;;;",
        "Z-7;Fabriek;Iemand;type-regular;received;;;;",
        "Z-8;Fabriek;Iemand;type-regular;received;2090-01-01;;;",
        "Z-9;Fabriek;Iemand;type-regular;extended;2026-01-14;;zes;",
        "Z-10;Fabriek;Iemand;type-regular;extended;2026-01-14;;2,5;",
    )
    assert counts(job) == {"created": 1, "rejected": 10}
    told = {number: reasons(job, number)[0] for number in range(3, 13)}
    assert {number: column for number, (column, _text) in told.items()} == {
        3: "day", 4: "event", 5: "day", 6: "title_nl", 7: "initiative", 8: "permit_type", 9: "day", 10: "day",
        11: "weeks", 12: "weeks",
    }  # fmt: skip
    assert told[12][1] == "is not a whole number"
    assert "2026" in told[3][1]
    assert "2024" in told[5][1]
    assert ProcedureEvent.objects.count() == 1


def test_an_organisation_of_the_register_is_found_and_an_unknown_one_is_told(take):
    organisation = OrganisationFactory(kvk_number="12345678")
    header = "referentie;titel;organisatie;gemeente;vergunning"
    job = take(
        "Z-1;Fabriek;12345678;Rotterdam;type-regular",
        "Z-2;Fabriek;87654321;Rotterdam;type-regular",
        "Z-3;Fabriek;12345678;Amsterdam;type-regular",
        header=header,
    )
    assert counts(job) == {"created": 1, "rejected": 2}
    trajectory = Trajectory.objects.get()
    assert (trajectory.organisation, trajectory.municipality.name) == (organisation, "Rotterdam")
    assert reasons(job, 3)[0][0] == "organisation"
    assert reasons(job, 4)[0][0] == "municipality"


def test_a_dry_run_writes_nothing(take):
    job = take(*FILE[1:], apply=False)
    assert counts(job)["created"] == 2
    assert not Trajectory.objects.exists()


def test_a_word_that_is_nearly_an_event_is_told_in_words_and_not_in_codes(take):
    events = {"Z-1": "aanvraag ontvagen", "Z-2": "qqq", "Z-3": "ontvangen"}
    job = take(*(f"{case};Fabriek;Iemand;type-regular;{event};2026-01-14;;;" for case, event in events.items()))
    (near,), (far,), (any_of,) = (job.rows.get(number=number).issue_list for number in (2, 3, 4))
    assert near.suggestion == "aanvraag ontvangen"
    assert any_of.suggestion == "", "an application, advice and views can all be received"
    with translation.override("nl"):
        assert "bekend zijn: aanvraag ontvangen / " in far.text()


def test_personal_data_in_a_title_or_note_is_flagged_and_taken_in(take):
    job = take(
        "Z-1;Fabriek van mevrouw Jansen;Iemand;type-regular;Bel 06 12345678",
        "Z-2;Fabriek;Iemand;type-regular;niets",
        header="referentie;titel;initiatief;vergunning;notitie",
    )
    assert counts(job) == {"created": 2}
    assert [column for column, _text in reasons(job, 2)] == ["title_nl", "note"]
    assert reasons(job, 3) == []
