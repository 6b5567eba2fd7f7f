"""A list that replaces the one before: what vanished is proposed as ceased in the queue, and nothing is removed."""

import pytest
from django.utils import translation

from companies.models import Case, Organisation
from companies.moderation.deciding import StatedBy, decide
from imports import undoing
from imports.reasons import ImportRefused
from imports.work import work_on
from tests.companies.imports.lists import HEADER, Take, counts, no_listing_differs
from tests.factories import UserFactory

OLD = f"""{HEADER}
Blijft;refining;Rotterdam
Gaat;refining;Rotterdam
Twijfelt;refining;Rotterdam
Stopte;refining;Rotterdam
"""
NEW = f"""{HEADER};website
BLIJFT B.V.;refining;Rotterdam;
Twijfelt;refining;Rotterdam;geen adres
Erbij;refining;Rotterdam;
"""


def proposed() -> list[tuple[str, str, str]]:
    return [
        (case.organisation.name, case.kind, value.new)
        for case in Case.objects.filter(door="list").order_by("pk")
        for value in case.values.all()
    ]


def test_what_vanished_waits_in_the_queue(take: Take) -> None:
    take(f"{HEADER}\nElders;refining;Rotterdam\n", source="TNO")
    take(OLD, source="DCMR 2025")
    stopped = Organisation.objects.get(slug="stopte")
    stopped.status_kind = "closed"
    stopped.save()
    job = take(NEW, source="dcmr 2026", replaces=True)
    assert counts(job) == {"created": 1, "unchanged": 1, "rejected": 1}
    assert job.vanished == 1
    assert proposed() == [("Gaat", "closure", "closed")]
    case = Case.objects.get()
    assert (case.state, case.sender_email, case.source) == ("open", "", "dcmr 2026")
    assert Organisation.objects.count() == 6
    assert not Organisation.objects.get(slug="gaat").status_kind, "nothing changes before somebody decides"
    decide(case_id=case.pk, accepted=["status_kind"], reason="Gebeld.", stated_by=StatedBy("DCMR"), user=UserFactory())
    assert Organisation.objects.get(slug="gaat").status_kind == "closed"
    assert take(NEW, source="DCMR 2027", replaces=True).vanished == 0
    assert no_listing_differs()


def test_corrected_rows_that_came_later_belong_to_the_list_before(take: Take) -> None:
    take(f"{HEADER}\nHeel vroeger;refining;Rotterdam\n", source="DCMR")
    take(OLD, source="DCMR", replaces=True)
    take(f"{HEADER}\nVerbeterd;refining;Rotterdam\n", source="DCMR")
    job = take(f"{HEADER}\nBlijft;refining;Rotterdam\nStopte;refining;Rotterdam\n", source="DCMR", replaces=True)
    assert job.vanished == 3
    names = sorted(name for name, _kind, _new in proposed())
    assert names == ["Gaat", "Heel vroeger", "Twijfelt", "Verbeterd"], "the first one when OLD replaced it"


def test_it_is_proposed_once_and_goes_when_the_list_is_taken_back(take: Take) -> None:
    take(OLD, source="DCMR")
    job = take(NEW, source="DCMR", replaces=True)
    assert job.vanished == 2
    assert take(f"{HEADER}\nAnders;refining;Rotterdam\n", source="DCMR", replaces=True).vanished == 2
    assert sorted(name for name, _kind, _new in proposed()) == ["Blijft", "Erbij", "Gaat", "Stopte"]
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    assert "Gaat" not in [name for name, _kind, _new in proposed()]


def test_without_a_list_before_or_without_the_word_nothing_is_proposed(take: Take) -> None:
    assert take(OLD, source="DCMR", replaces=True).vanished == 0
    assert take(NEW, source="DCMR").vanished is None
    assert take(NEW, source="TNO", replaces=True).vanished == 0
    assert proposed() == []
    with translation.override("en"), pytest.raises(ImportRefused, match="Name the source"):
        take(NEW, replaces=True)
