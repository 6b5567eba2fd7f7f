"""Listings follow their records in the same transaction, and hold nothing that is not public."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from companies.filters import OrganisationFilterSet
from companies.models import Organisation, OrganisationListing, SiteListing
from publication import rebuild
from publication.enums import Door, Visibility
from publication.history import change_door
from publication.index import index_for
from publication.models import ListingState
from publication.publishers import all_publishers
from publication.publishing import publishing
from publication.queries import ListQuery
from publication.rebuild import compare, publish_due
from tests.factories import MaterialFactory, OrganisationFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_differences(monkeypatch):
    """After every scenario a rebuild would change nothing, with the day as the scenario has set it."""
    yield
    assert [one for publisher in all_publishers() for one in compare(publisher.kind)] == []


def public(**values: object) -> Organisation:
    return OrganisationFactory(visibility=Visibility.PUBLIC, **values)


def found(query: str = "") -> set[str]:
    listed = ListQuery.read(OrganisationFilterSet, QueryDict(query))
    return {json.loads(row)["slug"] for row in listed.rows("nl")}


def test_only_public_organisations_are_listed():
    public(slug="open")
    OrganisationFactory(slug="secret")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    OrganisationFactory(slug="later", visibility=Visibility.EMBARGOED, embargo_until=tomorrow)
    assert found() == {"open"}


def test_hiding_deleting_and_renaming_show_at_once():
    one, other = public(slug="one", located=True), public(slug="other", located=True)
    one.name = "Renamed BV"
    one.save()
    assert found("q=renamed") == {"one"}
    other.visibility = Visibility.INTERNAL
    other.save()
    assert found() == {"one"}
    assert SiteListing.objects.count() == 1
    one.delete()
    assert found() == set()


def test_an_embargo_that_ends_is_published_with_its_sites(monkeypatch):
    today = timezone.localdate()
    OrganisationFactory(
        slug="later", visibility=Visibility.EMBARGOED, embargo_until=today + datetime.timedelta(days=1), located=True
    )
    assert publish_due() == 0
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + datetime.timedelta(days=1))
    assert publish_due() == 1
    assert SiteListing.objects.count() == 1
    assert found() == {"later"}
    assert publish_due() == 0


def test_an_internal_material_shows_nowhere_until_it_is_public():
    organisation = public(slug="one", working=True)
    material = organisation.activities.get().materials.get()
    material.visibility = Visibility.INTERNAL
    material.save()
    assert material.slug not in OrganisationListing.objects.get().document_nl
    material.visibility = Visibility.PUBLIC
    material.save()
    activity = organisation.activities.get()
    activity.stage.visibility = Visibility.PUBLIC
    activity.stage.save()
    assert material.slug in OrganisationListing.objects.get().document_nl
    assert found(f"material={material.slug}") == {"one"}


def test_a_renamed_stage_is_renamed_in_its_organisations():
    organisation = public(working=True)
    stage = organisation.activities.get().stage
    stage.visibility, stage.name_nl = Visibility.PUBLIC, "Smelterij"
    stage.save()
    assert "Smelterij" in OrganisationListing.objects.get().row_nl


def test_saving_without_a_change_writes_nothing():
    organisation = public()
    before = ListingState.objects.get(kind="companies").version
    organisation.save()
    assert ListingState.objects.get(kind="companies").version == before


def test_a_block_rebuilds_once_and_an_error_leaves_all_as_it_was():
    organisation = public(name="Before")
    before = ListingState.objects.get(kind="companies").version
    with publishing():
        for name in ("First", "Second", "Third"):
            organisation.name = name
            organisation.save()
        assert OrganisationListing.objects.get().name_nl == "Before"
    assert OrganisationListing.objects.get().name_nl == "Third"
    assert ListingState.objects.get(kind="companies").version == before + 1
    organisation.name = "Lost"
    with pytest.raises(RuntimeError):
        _save_and_fail(organisation)
    assert OrganisationListing.objects.get().name_nl == "Third"
    assert Organisation.objects.get().name == "Third"


def _save_and_fail(organisation: Organisation) -> None:
    with publishing():
        organisation.save()
        raise RuntimeError


def test_swapped_slugs_do_not_collide():
    one, other = public(slug="one", name="One"), public(slug="other", name="Other")
    with publishing():
        Organisation.objects.filter(pk=one.pk).update(slug="aside")
        Organisation.objects.filter(pk=other.pk).update(slug="one")
        one.slug, other.slug = "other", "one"
        one.save()
        other.save()
    assert dict(OrganisationListing.objects.values_list("slug", "name_nl")) == {"one": "Other", "other": "One"}


def test_the_moment_of_change_is_told_and_kept():
    organisation = public()
    first = OrganisationListing.objects.get().updated_at
    organisation.save()
    assert OrganisationListing.objects.get().updated_at == first
    organisation.name = "Changed"
    organisation.save()
    listing = OrganisationListing.objects.get()
    assert listing.updated_at > first
    assert json.loads(listing.row_en)["updatedAt"] == listing.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_command_names_and_mends_differences(capsys):
    organisation = public()
    OrganisationListing.objects.update(row_nl="{}")
    with pytest.raises(CommandError, match="differ"):
        call_command("listings")
    assert f"companies {organisation.pk}: stale" in capsys.readouterr().out
    OrganisationListing.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("listings")
    assert "missing" in capsys.readouterr().out
    call_command("listings", "--rebuild", "--kind", "companies")
    call_command("listings")


def test_history_tells_the_door():
    with change_door(Door.IMPORT, "list 7"):
        organisation = public()
    entry = organisation.history.get()
    assert (entry.door, entry.door_reference) == (Door.IMPORT, "list 7")


def test_facets_are_counted_as_if_their_own_filter_were_not_set():
    refining, production = StageFactory(visibility="public"), StageFactory(visibility="public")
    for slug, stages in {"a": [refining], "b": [refining, production], "c": [production]}.items():
        organisation = public(slug=slug)
        for stage in stages:
            organisation.activities.create(stage=stage)
    selection = ListQuery.read(OrganisationFilterSet, QueryDict(f"stage={refining.slug}")).selection
    assert selection.count == 2
    assert selection.facet_counts("stage") == {refining.slug: 2, production.slug: 2}
    assert selection.facet_counts("kind") == {"company": 2}


@pytest.mark.django_db(transaction=True)
class TestSharedIndex:
    """Outside transactions one index serves all requests and takes in only what was committed."""

    def test_it_follows_what_is_committed_and_forgets_what_is_rolled_back(self):
        first = public(slug="first")
        index = index_for("companies")
        assert set(index.all) == {first.pk}
        with transaction.atomic():
            public(slug="rolled-back")
            assert len(index_for("companies").all) == 2
            transaction.set_rollback(True)
        second = public(slug="second")
        assert index_for("companies") is index
        assert set(index.all) == {first.pk, second.pk}
        assert found() == {"first", "second"}
        first.delete()
        assert set(index_for("companies").all) == {second.pk}
        assert index_for("companies") is index

    def test_it_starts_anew_when_the_counting_did(self):
        public(slug="first")
        index = index_for("companies")
        ListingState.objects.all().delete()
        MaterialFactory(visibility="public")
        assert index_for("companies") is not index


def test_a_release_that_says_records_differently_mends_the_listings_once(
    monkeypatch, capsys, django_assert_max_num_queries
):
    organisation = public(name="Een")
    call_command("listings", "--mend")
    OrganisationListing.objects.filter(pk=organisation.pk).update(row_nl="{}", digest="of older code")
    call_command("listings", "--mend")
    assert OrganisationListing.objects.get().row_nl == "{}"
    monkeypatch.setattr(rebuild, "release", lambda: "another")
    call_command("listings", "--mend")
    assert json.loads(OrganisationListing.objects.get().row_nl)["name"] == "Een"
    capsys.readouterr()
    with django_assert_max_num_queries(1):
        call_command("listings", "--mend")
    assert capsys.readouterr().out == "listings written: 0\n"
