"""Splitting an organisation off another one, and moving a site to another one."""

import pytest

from companies.merging.actions import MergeRefused, move_site, split
from companies.models import Organisation, Site
from tests.companies.moderation.merges import go, whole
from tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


def test_splitting_takes_a_merge_back_with_the_old_address(two, moderator, client):
    kept, gone = two
    site, activity = gone.sites.get(), gone.activities.get()
    go(kept, gone, moderator)
    assert [one.name for one in kept.other_names.all()] == ["Metaal 002"]
    made = split(organisation_id=kept.pk, name="Metaal 002", sites=[site.pk], activities=[activity.pk], user=moderator)
    assert (made.slug, made.visibility) == ("metaal-002", "internal")
    assert not kept.other_names.exists(), "rows of lists with this name are about the new one"
    assert [one.pk for one in made.sites.all()] == [site.pk]
    assert Site.objects.get(pk=site.pk).is_main
    assert [one.stage.slug for one in made.activities.all()] == ["refining"]
    assert client.get("/nl/bedrijven/metaal-002/").status_code == 404
    assert whole()


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [("!?!", True, "heeft geen letters of cijfers"), ("Nieuw", False, "minstens één vestiging of activiteit")],
)
def test_a_split_that_makes_no_organisation_is_refused(two, moderator, client, name, chosen, said):
    kept, _gone = two
    client.force_login(moderator)
    activities = [kept.activities.get().pk] if chosen else []
    path = f"/admin/companies/organisation/{kept.pk}/split/"
    answer = client.post(path, {"name": name, "activities": activities})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Organisation.objects.filter(name=name).count() == 0


def test_what_it_keeps_to_itself_is_kept_by_the_one_that_is_split_off(two, moderator):
    kept, _gone = two
    Organisation.objects.filter(pk=kept.pk).update(shows_activities=False)
    made = split(organisation_id=kept.pk, name="Nieuw", sites=[], activities=[kept.activities.get().pk], user=moderator)
    assert (made.shows_activities, made.shows_sites) == (False, True)


def test_a_site_moves_and_both_keep_one_main_site(two, moderator):
    kept, gone = two
    main, second = kept.sites.get(), SiteFactory(organisation=kept, is_main=False, name="Tweede")
    moved = move_site(site_id=main.pk, to_id=gone.pk, user=moderator)
    assert moved.organisation == gone
    second.refresh_from_db()
    assert second.is_main
    assert gone.sites.filter(is_main=True).count() == 1
    with pytest.raises(MergeRefused):
        move_site(site_id=main.pk, to_id=gone.pk, user=moderator)
    assert whole()


def test_staff_move_a_site_on_a_page_of_its_own(two, moderator, client):
    kept, gone = two
    site = kept.sites.get()
    versions = site.history.count()
    client.force_login(moderator)
    path = f"/admin/companies/site/{site.pk}/move/"
    assert path in client.get(f"/admin/companies/site/{site.pk}/change/").content.decode()
    assert client.post(path, {"other": "nergens"}).status_code == 422
    assert client.post(path, {"other": kept.slug}).status_code == 422
    assert client.post(path, {"other": gone.slug}).status_code == 302
    site.refresh_from_db()
    assert (site.organisation, site.history.count() > versions) == (gone, True)
    assert client.get(f"/api/v1/sites/{site.pk}").json()["organisation"]["slug"] == gone.slug
    assert whole()
