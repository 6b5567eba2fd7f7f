"""What a source vouches for: kept in one row of the organisation, read and written value by value."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from companies.migrations._vouches import Event, columns_of, folded, unfolded, value_of
from companies.models import Provenance
from companies.vouches import Vouch, packed, spread
from companies.vouching import Vouching
from tests.companies.vouchers import voucher
from tests.factories import OrganisationFactory, ProvenanceFactory, SourceFactory, UserFactory
from valuechains.enums import Confidence

MOMENT = datetime(2026, 11, 3, 9, 30, 15, 123456, tzinfo=UTC)
SURE = Vouch(Confidence.HIGH, date(2026, 3, 1), MOMENT, 7)


def test_what_lists_say_is_short_and_all_else_comes_back_as_it_was() -> None:
    ones = {"name": Vouch(Confidence.MEDIUM), "town": SURE, "kind": Vouch("low", verified_at=MOMENT)}
    kept = packed(ones)
    assert kept["name"] == "medium"
    assert kept["kind"] == {"confidence": "low", "verified_at": "2026-11-03T09:30:15.123456+00:00"}
    assert spread(kept) == ones
    assert packed(spread(kept)) == kept


@pytest.mark.parametrize("wrong", [{"": Vouch()}, {"name": Vouch("certain")}])
def test_what_is_no_value_or_no_confidence_is_not_written(wrong: dict[str, Vouch]) -> None:
    with pytest.raises(ValueError, match=":"):
        packed(wrong)


@pytest.mark.django_db
def test_a_row_says_something_and_there_is_one_for_each_source() -> None:
    row = ProvenanceFactory()
    for values in (
        {"source": SourceFactory(), "vouches_for": {}},
        {"source": row.source, "vouches_for": {"kind": "low"}},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Provenance.objects.create(organisation=row.organisation, **values)
    row.vouches_for = {"name": "certain"}
    with pytest.raises(ValidationError):
        row.full_clean()


@pytest.mark.django_db
def test_only_rows_that_differ_are_written_each_with_one_version() -> None:
    organisation, person = OrganisationFactory(), UserFactory()
    kept, gone = ProvenanceFactory(organisation=organisation), ProvenanceFactory(organisation=organisation)
    ProvenanceFactory(organisation=organisation, source=gone.source, subject="town")
    other, before = SourceFactory(), Provenance.history.count()
    vouching = Vouching(organisation)
    vouching.drop("name", gone.source_id)
    vouching.drop("town", gone.source_id)
    for subject in ("town", "kind"):
        vouching.put(subject, other.pk, SURE)
    vouching.put("name", kept.source_id, Vouch())
    vouching.save(by=person)
    assert {row.source: row.vouches_for.keys() for row in organisation.provenance.all()} == {
        kept.source: {"name"},
        other: {"town", "kind"},
    }
    told = [(one.source_id, one.history_type, one.history_user) for one in Provenance.history.order_by("history_id")]
    assert told[before:] == [(gone.source_id, "-", person), (other.pk, "+", person)]


@pytest.mark.django_db
def test_who_confirmed_a_value_may_have_left() -> None:
    row = ProvenanceFactory(verified=True)
    assert voucher(row.organisation, "name").verified_by is not None
    voucher(row.organisation, "name").verified_by.delete()
    one = voucher(row.organisation, "name")
    assert (one.verified_at is not None, one.verified_by) == (True, None)


def told(minutes: float, door: str = "import", reference: str = "5") -> tuple[Any, ...]:
    return (MOMENT + timedelta(minutes=minutes), None, None, door, reference)


def test_the_migration_tells_history_of_values_as_history_of_their_row_and_back() -> None:
    sure = value_of("high", date(2026, 3, 1), MOMENT, 7)
    events = [
        Event(told(0), "name", "medium", None),
        Event(told(0.01), "town", "medium", None),
        Event(told(5, "admin", ""), "town", sure, "medium"),
        Event(told(9, "claim", "8"), "name", None, "medium"),
        Event(told(9, "claim", "8"), "town", None, sure),
    ]
    versions = list(folded(events, {}))
    assert [(one.kind, one.values) for one in versions] == [
        ("+", {"name": "medium", "town": "medium"}),
        ("~", {"name": "medium", "town": sure}),
        ("-", {"name": "medium", "town": sure}),
    ]
    assert [one.told[3:] for one in versions] == [("import", "5"), ("admin", ""), ("claim", "8")]
    apart = list(unfolded(((1, 2), one) for one in versions))
    assert [(subject, kind, value) for _pair, subject, kind, value, _told in apart] == [
        ("name", "+", "medium"),
        ("town", "+", "medium"),
        ("town", "~", sure),
        ("name", "-", "medium"),
        ("town", "-", sure),
    ]
    assert spread({"town": sure})["town"] == SURE
    assert columns_of(sure) == ("high", date(2026, 3, 1), MOMENT, 7)


def test_the_migration_makes_up_no_beginning_that_history_does_not_tell() -> None:
    """A row that stood before anybody kept history, and one whose first version is a change."""
    versions = list(folded([Event(told(0), "town", "low", "low")], {"name": "medium", "town": "low"}))
    assert [(one.kind, one.values) for one in versions] == [("~", {"name": "medium", "town": "low"})]
    assert [(subject, kind) for _pair, subject, kind, _value, _told in unfolded(((1, 2), one) for one in versions)] == [
        ("name", "~"),
        ("town", "~"),
    ]
