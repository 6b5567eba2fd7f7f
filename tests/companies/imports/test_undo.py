"""An applied list is taken back as a whole: afterwards the register is as it was before."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from companies.models import Activity, ListSource, Organisation, Provenance, Site
from imports import actions, undoing
from imports.enums import ImportState, RowUndo
from imports.models import Import, ImportRow
from imports.reasons import StepNotPossible
from imports.work import work_on
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import HEADER, Take, counts, no_listing_differs
from tests.companies.vouchers import voucher, vouchers, withdraw
from tests.factories import ProvenanceFactory, SourceFactory, UserFactory
from valuechains.models import Source

FIRST = f"""{HEADER};grondstoffen;website;lat;lon;omschrijving
Oud;refining;Rotterdam;copper;https://oud.nl;51,92;4,48;Wat het was
Ook;refining;Den Haag;;https://ook.nl;;;
"""
SECOND = f"""{HEADER};grondstoffen;website;lat;lon;kvk;status;straat
OUD B.V.;refining;Rotterdam;copper, tungsten;https://nieuw.nl;51,93;4,49;12345678;;Kade 1
Oud;production;Rotterdam;tungsten;;;;;;
Ook;refining;Den Haag;;https://ook.nl;;;;insolvent;
Vers;production;Rotterdam;copper;https://n.nl;51,9;4,5;;;
Vers;refining;Rotterdam;;;;;;;
"""


def taken_back(job: Import, **how: bool) -> Import:
    undoing.take_back(job=job, start=False, **how)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.TAKEN_BACK, job.error_text
    return job


def undone(job: Import) -> dict[str, str]:
    """What became of each row that was written, and why."""
    with translation.override("en"):
        return {
            f"{row.number} {row.label}": row.undo + "".join(f": {issue.text()}" for issue in row.issue_list)
            for row in ImportRow.objects.filter(job=job).exclude(undo="").order_by("number")
        }


@pytest.fixture
def before(take: Take) -> None:
    """A register with what was imported, confirmed and sourced before."""
    take(FIRST, source="DCMR 2025")
    known = Organisation.objects.get(slug="oud")
    page = SourceFactory(slug="page-b")
    ProvenanceFactory(organisation=known, subject="website", source=page, stated_on=timezone.localdate())


def test_afterwards_all_is_as_it_was_before(take: Take, before: None) -> None:
    was = dump()
    job = take(SECOND, source="TNO")
    assert counts(job) == {"created": 1, "updated": 4}
    assert dump() != was
    assert Source.objects.filter(slug="list-tno").exists()
    taken_back(job)
    assert dump() == was
    assert no_listing_differs()
    assert set(undone(job).values()) == {"taken_back"}
    assert job.rows.count() == 5
    assert counts(take(SECOND, source="TNO")) == {"created": 1, "updated": 4}, "it may be brought again"


def test_the_source_of_lists_goes_with_its_only_list(take: Take, before: None) -> None:
    first = take(SECOND, source="TNO")
    assert ListSource.objects.get(key="tno").history.get().door_reference == str(first.pk)
    taken_back(first)
    assert not ListSource.objects.filter(key="tno").exists()
    first = take(SECOND, source="TNO 2026")
    second = take(SECOND, source="TNO 2027")
    taken_back(first)
    assert ListSource.objects.filter(key="tno").exists(), "another list of it stands"
    taken_back(second)


def test_a_source_of_lists_that_was_filled_in_stays(take: Take, before: None) -> None:
    job = take(SECOND, source="TNO")
    known = ListSource.objects.get(key="tno")
    known.licence = "CC BY 4.0"
    known.save()
    taken_back(job)
    assert ListSource.objects.get(key="tno").licence == "CC BY 4.0"


def test_two_lists_are_taken_back_one_after_the_other(take: Take, chain: None) -> None:
    empty = dump()
    first = take(FIRST, source="DCMR")
    between = dump()
    second = take(SECOND, source="TNO")
    taken_back(second)
    assert dump() == between
    taken_back(first)
    assert dump() == empty
    assert not Organisation.objects.exists()


def test_history_tells_who_took_it_back(take: Take, before: None) -> None:
    person = UserFactory()
    job = take(SECOND)
    undoing.take_back(job=job, user_id=person.pk, start=False)
    work_on(job.pk)
    last = Organisation.objects.get(slug="oud").history.first()
    assert (last.door, last.door_reference, last.history_user) == ("import", f"undo {job.pk}", person)
    gone = Organisation.history.filter(slug="vers").first()
    assert (gone.history_type, gone.history_user) == ("-", person)


def test_what_others_changed_since_is_listed_and_left(take: Take, before: None) -> None:
    job = take(SECOND)
    new = Organisation.objects.get(slug="vers")
    new.description_nl = "Van ons"
    new.save()
    Site.objects.filter(organisation__slug="ook").first().save()  # a save that changes nothing is no change
    was = Organisation.objects.filter(pk=new.pk).values().get()
    preview = undoing.preview(job)
    assert (preview.records, preview.removed, preview.restored, preview.left_count) == (3, 0, 2, 1)
    assert [one.label for one in preview.left] == ["Vers"]
    taken_back(job)
    told = "left: was changed since by somebody else"
    assert undone(job) == {
        "2 Oud": "taken_back", "3 Oud": "taken_back", "4 Ook": "taken_back", "5 Vers": told, "6 Vers": told,
    }  # fmt: skip
    assert Organisation.objects.filter(pk=new.pk).values().get() == was
    assert Organisation.objects.get(slug="oud").website == "https://oud.nl"
    assert no_listing_differs()


def test_other_values_of_a_source_that_changed_since_stay_and_are_no_hindrance(take: Take, before: None) -> None:
    """A row holds all that a source vouches for; what is taken back are the values that the list touched."""
    job = take(SECOND, source="DCMR 2025")
    known, page = Organisation.objects.get(slug="oud"), Source.objects.get(slug="page-b")
    own = Source.objects.get(slug="list-dcmr-2025")
    assert voucher(known, "website").source == own, "the page does not vouch for the new value"
    ProvenanceFactory(organisation=known, subject="kind", source=page)
    ProvenanceFactory(organisation=known, subject="kind", source=own, confidence="high")
    withdraw("description", organisation=known, source=own)
    taken_back(job)
    assert undone(job)["2 Oud"] == "taken_back"
    assert {one.source for one in vouchers("website", organisation=known)} == {own, page}
    assert {one.source for one in vouchers("kind", organisation=known)} == {own, page}
    assert not vouchers("description", organisation=known)
    assert not vouchers("address", organisation=known)
    assert no_listing_differs()


def test_a_value_that_others_add_to_a_new_organisation_keeps_it(take: Take, before: None) -> None:
    job = take(SECOND, source="TNO")
    ProvenanceFactory(
        organisation=Organisation.objects.get(slug="vers"), subject="kind", source=Source.objects.get(slug="list-tno")
    )
    taken_back(job)
    assert undone(job)["5 Vers"] == "left: was made by this list, and others hang something on it since"


def test_also_those_when_told_so_and_in_a_second_step(take: Take, before: None) -> None:
    was = dump()
    job = take(SECOND)
    Organisation.objects.filter(slug="oud").update(description_nl="Van ons")
    new = Organisation.objects.get(slug="vers")
    Site.objects.create(organisation=new, is_main=False, town="Delft")
    taken_back(job)
    assert undone(job)["5 Vers"] == "left: was made by this list, and others hang something on it since"
    assert dump() != was
    taken_back(job, changed_too=True)
    assert dump() == was
    assert set(undone(job).values()) == {"taken_back"}
    with pytest.raises(StepNotPossible):
        undoing.take_back(job=job)
    assert no_listing_differs()


def test_what_is_gone_or_would_clash_is_told(take: Take, before: None) -> None:
    job = take(SECOND)
    Organisation.objects.get(slug="ook").delete()
    withdraw("website", organisation__slug="oud")
    old = Provenance.history.filter(vouches_for__has_key="website", history_type="-", door="import").first()
    ProvenanceFactory(organisation=Organisation.objects.get(slug="oud"), subject="website", source_id=old.source_id)
    taken_back(job, changed_too=True)
    assert undone(job)["4 Ook"] == "left: is gone: somebody deleted it, or merged it into another"
    assert undone(job)["2 Oud"] == "left: cannot be set back: it would clash with what is in the register now"
    assert undone(job)["5 Vers"] == "taken_back"
    assert no_listing_differs()


def test_a_list_that_was_cut_short_is_taken_back_as_far_as_it_came(take: Take, before: None, settings) -> None:
    was = dump()
    settings.IMPORT_CHUNK_ROWS = 1
    job = take(SECOND, apply=False)
    actions.apply(job=job, start=False)
    from imports.work import step

    for _part in range(3):
        step(job.pk)
    actions.cancel(job=job)
    assert dump() != was
    taken_back(job)
    assert dump() == was


def test_a_worker_that_dies_half_way_is_followed_by_another(take: Take, before: None, monkeypatch) -> None:
    was = dump()
    job = take(SECOND)
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    real, calls = undoing._undo, []

    def dies(one: Import, batch: list[int]) -> None:
        calls.append(batch)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(one, batch)

    monkeypatch.setattr(undoing, "_undo", dies)
    undoing.take_back(job=job, start=False)
    with pytest.raises(KeyboardInterrupt):
        work_on(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.TAKING_BACK
    assert len(undone(job)) in {1, 2}
    Import.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timezone.timedelta(hours=1))
    work_on(job.pk)
    assert dump() == was


def test_the_command_asks_first(take: Take, before: None, capsys) -> None:
    was = dump()
    job = take(SECOND)
    after = dump()
    call_command("import_undo", str(job.pk))
    assert "records: 3\nremove: 1\nrestore: 2\nleave: 0\n" in capsys.readouterr().out
    assert dump() == after
    call_command("import_undo", str(job.pk), "--apply")
    assert capsys.readouterr().out == "taken-back: 5\nleft: 0\n"
    assert dump() == was
    for number in (job.pk, 999_999):
        with pytest.raises(CommandError):
            call_command("import_undo", str(number), "--apply")


def test_queries_do_not_grow_with_the_records(take: Take) -> None:
    def queries(many: int) -> int:
        lines = "\n".join(f"B{many}-{n};refining;Rotterdam;copper;https://b{n}.nl" for n in range(many))
        job = take(f"{HEADER};materials;website\n{lines}\n")
        with CaptureQueriesContext(connection) as captured:
            taken_back(job)
        assert not Organisation.objects.exists()
        assert not Activity.objects.exists()
        return sum(not query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in captured)

    assert queries(200) <= queries(5) + 2


def test_rows_of_the_report_say_what_became_of_them(take: Take, before: None) -> None:
    from imports.reports import row_report

    job = taken_back(take(SECOND))
    with translation.override("en"):
        lines = list(row_report(job))
    assert lines[1][:2] == ["2", "updated, taken back"]
    assert job.rows.with_outcome(RowUndo.TAKEN_BACK).count() == 5
