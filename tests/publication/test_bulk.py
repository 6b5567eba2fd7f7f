"""Bulk writing does what saving one by one does, on either database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Organisation, OrganisationListing, Site
from publication import bulk
from publication.enums import Door
from publication.history import change_door, record_many
from tests.factories import MunicipalityFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def made(number: int) -> Organisation:
    return Organisation(slug=f"one-{number}", name=f"Één \\ {number}\t", kind="company", kvk_number=None)


def values(pk: int, *without: str) -> dict[str, object]:
    found = Organisation.objects.filter(pk=pk).values().get()
    return {name: value for name, value in found.items() if name not in {"id", "created_at", "updated_at", *without}}


def test_inserting_many_equals_saving_each():
    objects = [made(number) for number in range(3)]
    before = timezone.now()
    bulk.insert(objects)
    saved = made(9)
    saved.save()
    assert len({one.pk for one in objects}) == 3
    assert saved.pk > max(one.pk for one in objects), "numbers are not given out twice"
    for one in objects:
        assert values(one.pk, "slug", "name", "name_key") == values(saved.pk, "slug", "name", "name_key")
        one.refresh_from_db()
        assert before <= one.created_at <= timezone.now()
    assert Organisation.objects.get(slug="one-1").name == "Één \\ 1\t"


def test_a_value_that_is_taken_is_refused_and_nothing_is_written():
    OrganisationFactory(slug="one-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([made(0), made(1)])
    assert not Organisation.objects.filter(slug="one-0").exists()


def test_updating_many_changes_these_fields_of_these_records_alone():
    first, second, third = (OrganisationFactory(website="https://old.nl") for _number in range(3))
    moment = timezone.now()
    with transaction.atomic():
        bulk.update_rows(
            Organisation, ["id", "website", "updated_at", "verified_at"],
            [(first.pk, "https://a.nl", moment, None), (second.pk, "https://b.nl", moment, moment)],
        )  # fmt: skip
        bulk.update_rows(Organisation, ["id", "province"], [(first.pk, "Utrecht")])
    for one in (first, second, third):
        one.refresh_from_db()
    assert [one.website for one in (first, second, third)] == ["https://a.nl", "https://b.nl", "https://old.nl"]
    assert (first.province, second.province) == ("Utrecht", "")
    assert (first.verified_at, second.verified_at, second.updated_at) == (None, moment, moment)


def test_json_and_points_come_through():
    municipality = MunicipalityFactory(also_known_as=[])
    with transaction.atomic():
        bulk.update_rows(type(municipality), ["id", "also_known_as"], [(municipality.pk, ["'s-Oord", 'a"b'])])
    municipality.refresh_from_db()
    assert municipality.also_known_as == ["'s-Oord", 'a"b']
    site = Site(organisation=OrganisationFactory(), latitude=51.9, longitude=4.4, precision="address")
    bulk.insert([site])
    assert Site.objects.get(pk=site.pk).latitude == 51.9


def test_deleting_many():
    sites = [Site(organisation=OrganisationFactory()) for _number in range(3)]
    bulk.insert(sites)
    bulk.delete_rows(Site, [one.pk for one in sites[:2]])
    assert list(Site.objects.values_list("pk", flat=True)) == [sites[2].pk]


def test_history_of_many_equals_that_of_saving_each():
    user = UserFactory()
    saved = made(1)
    with change_door(Door.IMPORT, "7"):
        saved.save()
    many = [made(2), made(3)]
    bulk.insert(many)
    record_many(
        Organisation, [one.pk for one in many], change="+", door=Door.IMPORT, reference="7", user_id=user.pk
    )  # fmt: skip
    rows = Organisation.history.filter(id__in=[saved.pk, many[0].pk]).order_by("id").values()
    different = {"id", "slug", "name", "history_id", "history_date", "history_user_id", "created_at", "updated_at"}
    first, second = ({name: value for name, value in row.items() if name not in different} for row in rows)
    assert first == second
    history = Organisation.history.get(id=many[1].pk)
    assert (history.history_user, history.name, history.door) == (user, many[1].name, "import")
    assert abs(history.history_date - timezone.now()).total_seconds() < 60
    assert history.instance.slug == "one-3"


@pytest.mark.parametrize("places", [[0, 1, 2], [0, 2], [2, 1, 0, 1], [1]])
def test_history_is_of_the_records_that_are_named_and_no_others(places: list[int]) -> None:
    many = [made(number) for number in range(4)]
    bulk.insert(many)
    pks = [many[place].pk for place in places]
    record_many(Organisation, pks, change="~", door=Door.IMPORT, reference="7", user_id=None)
    assert sorted(Organisation.history.values_list("id", flat=True)) == sorted(set(pks))


def test_numbers_are_given_out_once_and_in_order() -> None:
    assert bulk.reserve(Organisation, 0) == []
    many = [made(number) for number in range(3)]
    bulk.insert(many)
    first = many[0].pk
    assert [one.pk for one in many] == [first, first + 1, first + 2]
    with transaction.atomic():
        assert bulk.reserve(Organisation, 1)[0] > first + 2


def listed(pk: int, name: str) -> tuple[object, ...]:
    return (pk, f"one-{pk}", name, name, name, timezone.now(), "", "{}", "{}", "{}", "{}", "x")


LISTED = [
    "record", "slug", "name_nl", "name_en", "sort_name", "updated_at", "words", "row_nl", "row_en", "document_nl",
    "document_en", "digest",
]  # fmt: skip


@pytest.mark.parametrize("most", [0, 2, 100])
def test_listings_take_their_place_whether_they_are_new_or_known(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that somebody else made since they were found to be new, and those that are too many to wait."""
    monkeypatch.setattr(bulk.Upsert, "MOST_WAITING", most)
    records = [made(number) for number in range(5)]
    bulk.insert(records)
    with transaction.atomic():
        bulk.insert_rows(OrganisationListing, [*LISTED, "version", "facets"], [(*listed(records[0].pk, "old"), 1, {})])
        bulk.insert_rows(OrganisationListing, [*LISTED, "version", "facets"], [(*listed(records[1].pk, "old"), 1, {})])
        upsert = bulk.Upsert(OrganisationListing, [*LISTED, "facets"])
        upsert.add([(*listed(records[0].pk, "new"), {})])
        upsert.add([(*listed(one.pk, "new"), {"kind": ["company"]}) for one in records[1:3]], are_new=True)
        upsert.add([(*listed(one.pk, "new"), {}) for one in records[3:]], are_new=True)
        assert upsert.count == 5
        upsert.write(version=2)
        assert upsert.count == 0
    rows = OrganisationListing.objects.order_by("pk").values_list("name_nl", "version")
    assert list(rows) == [("new", 2)] * 5
    assert OrganisationListing.objects.get(pk=records[2].pk).facets == {"kind": ["company"]}
