"""Whose value wins: pinned by staff, then by priority, then the later one; what loses is kept and told."""

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.list_sources.keeping import forget_statements
from companies.list_sources.pinning import set_pins
from companies.list_sources.standing import COLUMNS, spread, standing_of
from companies.models import ListSource, Organisation, Pin, Statement
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import HEADER, Take, counts, no_listing_differs, reasons, row
from tests.companies.imports.test_undo import taken_back
from tests.factories import UserFactory

A = f"{HEADER};website;lat;lon\nIjzer;refining;Rotterdam;https://a.nl;51,92;4,48\n"
B = f"{HEADER};website;lat;lon\nIjzer;refining;Rotterdam;https://b.nl;51,93;4,49\n"


def website() -> str:
    return Organisation.objects.get().website


def said() -> dict[str, str]:
    """What each source says of the website."""
    found = Statement.objects.filter(said__has_key="website").select_related("source")
    return {one.source.name: one.said["website"]["website"] for one in found}


def source(name: str, **values: object) -> ListSource:
    return ListSource.objects.create(name=name, **values)


def test_of_two_equal_sources_the_later_one_wins_and_both_are_kept(take: Take) -> None:
    first, second = take(A, source="DCMR 2025"), take(B, source="TNO")
    assert website() == "https://b.nl"
    assert said() == {"DCMR 2025": "https://a.nl", "TNO": "https://b.nl"}
    one = standing_of(Statement.objects.get(source__key="tno"))["location"]
    assert one.value == {"latitude": 51.93, "longitude": 4.49, "precision": "municipality"}
    assert (one.import_number, one.stated_at >= first.created_at) == (second.pk, True)


def test_a_lower_one_does_not_overwrite_and_the_report_says_so(take: Take) -> None:
    source("DCMR", priority=80)
    take(A, source="DCMR 2025")
    vouchers = list(Organisation.objects.get().provenance.order_by("pk").values())
    job = take(B, source="TNO")
    assert website() == "https://a.nl"
    assert counts(job) == {"updated": 1}
    told = "stays “https://a.nl”: what DCMR says goes before this list"
    assert ("website", told) in reasons(job)
    assert row(job).changes == {"said": [[], ["https://b.nl", "51.93, 4.49, municipality"]]}
    assert list(Organisation.objects.get().provenance.order_by("pk").values()) == vouchers
    assert said()["TNO"] == "https://b.nl"
    again = take(B, source="tno 2027")
    assert counts(again) == {"unchanged": 1}, "it says nothing new"
    assert ("website", told) in reasons(again)
    assert counts(take(B)) == {"unchanged": 1}, "a list without a source weighs as usual"
    assert no_listing_differs()


def test_a_higher_one_overwrites_and_fields_have_their_own_priority(take: Take) -> None:
    take(A, source="DCMR")
    source("TNO", priority=40, priorities={"location": 90})
    take(B, source="TNO")
    organisation = Organisation.objects.get()
    assert organisation.website == "https://a.nl"
    assert organisation.sites.get().latitude == 51.93


def test_what_staff_set_by_hand_is_nobodys_and_may_be_overwritten_unless_pinned(take: Take) -> None:
    source("DCMR", priority=90)
    take(A, source="DCMR")
    organisation = Organisation.objects.get()
    organisation.website = "https://staff.nl"
    organisation.save()
    set_pins(organisation=organisation, subjects=["website"], user=UserFactory())
    job = take(B, source="TNO")
    assert website() == "https://staff.nl"
    assert ("website", "stays “https://staff.nl”: staff pinned this value") in reasons(job)
    set_pins(organisation=organisation, subjects=[], user=UserFactory())
    take(B, source="TNO")
    assert website() == "https://b.nl"
    assert [one.history_type for one in Pin.history.order_by("pk")] == ["+", "-"]
    with pytest.raises(ValueError, match="colour"):
        set_pins(organisation=organisation, subjects=["colour"], user=None)


def test_a_pinned_empty_value_stays_empty(take: Take) -> None:
    take(f"{HEADER}\nIjzer;refining;Rotterdam\n", source="DCMR")
    set_pins(organisation=Organisation.objects.get(), subjects=["website"], user=None)
    take(A, source="TNO")
    assert website() == ""


def test_who_agrees_is_kept_without_being_a_change(take: Take) -> None:
    take(A, source="DCMR")
    job = take(A, source="TNO")
    assert counts(job) == {"unchanged": 1}
    assert said() == {"DCMR": "https://a.nl", "TNO": "https://a.nl"}
    ListSource.objects.filter(key="tno").update(priority=60)
    take(B, source="Other")
    assert website() == "https://a.nl", "the one who agrees protects it too"


def test_taking_a_list_back_takes_back_what_it_said(take: Take) -> None:
    take(A, source="DCMR")
    was, before = dump(), list(Statement.objects.order_by("pk").values())
    job = take(B, source="DCMR")
    taken_back(job)
    assert dump() == was
    assert list(Statement.objects.order_by("pk").values()) == before
    taken_back(take(B, source="TNO"))
    assert list(Statement.objects.order_by("pk").values()) == before


def test_each_value_keeps_the_list_that_said_it_and_what_it_replaced(take: Take) -> None:
    """One row holds what a source says; its values may come from several lists of that source."""
    first, second = take(A, source="DCMR 2025"), take(A.replace("https://a.nl", "https://b.nl"), source="DCMR 2026")
    statement = Statement.objects.get()
    told = standing_of(statement)
    assert (told["website"].import_number, told["location"].import_number) == (second.pk, first.pk)
    assert told["website"].stated_at > told["location"].stated_at >= first.created_at
    website_before = told["website"].before()
    assert website_before is not None
    assert (website_before.value, website_before.import_number) == ({"website": "https://a.nl"}, first.pk)
    assert told["location"].before() is None
    third = take(A.replace("https://a.nl", "https://c.nl"), source="DCMR 2027")
    forget_statements(second.pk)
    assert said() == {"DCMR 2025": "https://c.nl"}, "what came later stands"
    forget_statements(first.pk)
    assert standing_of(Statement.objects.get()).keys() == {"website"}
    forget_statements(third.pk)
    assert said() == {"DCMR 2025": "https://b.nl"}, "as it stood when the third list came"
    forget_statements(second.pk)
    forget_statements(first.pk)
    assert not Statement.objects.exists()


def test_values_are_put_together_by_the_migration_and_taken_apart_again() -> None:
    migration = import_module("companies.migrations.0006_statements_in_one_row")
    early, late = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 9))
    before = {"value": {"town": "Breda"}, "stated_at": "2025-01-01T00:00:00+00:00", "import_number": 3, "earlier": None}
    told: list[tuple[str, dict[str, str], datetime, int, Any]] = [
        ("name", {"name": "Ijzer"}, early, 7, None),
        ("town", {"town": "Delft"}, late, 8, before),
    ]
    names = ("subject", "value", "stated_at", "import_number", "earlier")
    ones = [SimpleNamespace(**dict(zip(names, values, strict=True))) for values in told]
    row = SimpleNamespace(**migration._whole((1, 2), ones))
    known = spread(*(getattr(row, name) for name in COLUMNS))
    assert [(key, one.value, one.stated_at, one.import_number, one.earlier) for key, one in known.items()] == told
    apart = list(migration._apart(row))
    assert [(one["subject"], one["value"], one["import_number"], one["earlier"]) for one in apart] == [
        (subject, value, number, earlier) for subject, value, _moment, number, earlier in told
    ]


def test_an_organisation_that_another_list_also_names_is_left(take: Take) -> None:
    first = take(A, source="DCMR")
    take(A, source="TNO")
    taken_back(first)
    assert Organisation.objects.exists()
    assert first.rows.get().undo == "left"


def test_queries_do_not_grow_with_the_rows(take: Take) -> None:
    source("DCMR", priority=80)

    def content(many: int, host: str) -> str:
        lines = [f"Bedrijf {many}-{n};refining;Rotterdam;https://{host}{n}.nl" for n in range(many)]
        return f"{HEADER};website\n" + "\n".join(lines) + "\n"

    def others(many: int) -> int:
        take(content(many, "a"), source="DCMR")
        with CaptureQueriesContext(connection) as captured:
            take(content(many, "b"), source="TNO")
        return sum(not query["sql"].startswith(("INSERT", "UPDATE")) for query in captured)

    others(3)
    few = others(5)
    assert others(100) <= few
