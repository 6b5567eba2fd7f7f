"""A list is taken back after some of what it brought went to another organisation, or went altogether."""

import pytest

from companies.list_sources.visibility import hide, show
from companies.merging.actions import merge, move_site
from companies.models import ListSource, Organisation, Site
from imports import undoing
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import Take, no_listing_differs
from tests.companies.imports.test_undo import SECOND, before, taken_back, undone
from tests.factories import OrganisationFactory, SiteFactory, UserFactory

__all__ = ["before"]
GONE = "left: is gone: somebody deleted it, or merged it into another"


def test_what_was_merged_into_another_since_stays_there(take: Take, before: None) -> None:
    job = take(SECOND)
    new, kept = Organisation.objects.get(slug="vers"), Organisation.objects.get(slug="ook")
    merge(kept_id=kept.pk, gone_id=new.pk, take=[], reason="the same", user=UserFactory())
    assert [one.label for one in undoing.preview(job).left] == ["Vers"]
    taken_back(job)
    assert {undone(job)[row] for row in ("5 Vers", "6 Vers")} == {GONE}
    assert set(kept.activities.values_list("stage__slug", flat=True)) == {"production", "refining"}
    assert no_listing_differs()


def test_what_the_list_made_and_somebody_deleted_since_is_as_if_it_had_not_been(take: Take, before: None) -> None:
    was = dump()
    job = take(SECOND)
    Organisation.objects.get(slug="vers").delete()
    taken_back(job)
    assert set(undone(job).values()) == {"taken_back"}
    assert dump() == was


def test_a_list_of_a_source_that_was_hidden_since_is_taken_back_as_a_whole(take: Take, before: None) -> None:
    job = take(SECOND, source="TNO")
    again = take(SECOND.replace("https://n.nl", "https://m.nl"), source="TNO")
    hide(ListSource.objects.get(key="tno"))
    assert undoing.preview(again).left == []
    taken_back(again)
    vers = Organisation.objects.get(slug="vers")
    assert (vers.website, vers.visibility) == ("https://n.nl", "internal"), "what is hidden stays so"
    assert no_listing_differs()
    show(ListSource.objects.get(key="tno"))
    vers.refresh_from_db()
    assert vers.visibility == "public"
    hide(ListSource.objects.get(key="tno"))
    taken_back(job)
    assert not Organisation.objects.filter(slug="vers").exists()


@pytest.mark.parametrize("is_used", [False, True])
def test_a_site_that_went_to_another_organisation_goes_from_there(take: Take, before: None, is_used: bool) -> None:
    job = take(SECOND)
    site, other = Site.objects.get(organisation__slug="vers"), OrganisationFactory(public=True)
    if is_used:
        SiteFactory(organisation=site.organisation, is_main=False)
    move_site(site_id=site.pk, to_id=other.pk, user=UserFactory())
    taken_back(job, changed_too=True)
    assert not Site.objects.filter(pk=site.pk).exists()
    assert no_listing_differs()
