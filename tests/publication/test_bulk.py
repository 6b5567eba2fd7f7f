"""Bulk writing does what saving one by one does, on either database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Organisation, Site
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
