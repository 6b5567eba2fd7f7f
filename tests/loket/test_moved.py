"""A page that was public keeps leading to its record when that gets another slug."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.translation import override

from loket.api.collections import COLLECTIONS
from loket.moved import PAGES
from publication.following import telling
from publication.models import Follower, FormerSlug
from publication.publishing import publishing
from tests.factories import LocationFactory, MaterialFactory, MeetingFactory, OpportunityFactory, StageFactory
from tests.factories.trajectories import TrajectoryFactory

pytestmark = pytest.mark.django_db
FACTORIES = {
    "agenda:location": LocationFactory,
    "agenda:meeting": MeetingFactory,
    "agenda:opportunity": OpportunityFactory,
    "permits:trajectory": TrajectoryFactory,
    "valuechains:material": MaterialFactory,
    "valuechains:stage": StageFactory,
}
IN_API = {collection.kind for collection in COLLECTIONS}


def called(record: Any, slug: str, visibility: str = "public") -> Any:
    record.slug, record.visibility = slug, visibility
    record.save()
    return record


@pytest.mark.parametrize("view", FACTORIES)
def test_pages_in_both_languages_and_the_api_lead_on_in_one_step(client: Client, view: str) -> None:
    record = FACTORIES[view](slug="een", visibility="public")
    for slug in ("twee", "drie"):
        called(record, slug)
    for language, _name in settings.LANGUAGES:
        with override(language):
            old, now = reverse(view, kwargs={"slug": "een"}), reverse(view, kwargs={"slug": "drie"})
        answer = client.get(f"{old}?page=2")
        assert (answer.status_code, answer["Location"]) == (301, f"{now}?page=2")
        assert client.get(now).status_code == 200
        assert client.post(old).status_code in {404, 405}
    if PAGES[view] in IN_API:
        answer = client.get(f"/api/v1/{PAGES[view]}/twee")
        assert (answer.status_code, answer.json()["movedTo"]["slug"]) == (301, "drie")


def test_every_page_of_a_record_by_its_slug_leads_on() -> None:
    """A new page of that kind fails here: name it among those that lead on, or here when it does so by itself."""
    own = {"companies:organisation", "companies:report", "companies:report-done", "companies:claim",
           "companies:claim-done"}  # fmt: skip
    names = {
        f"{space}:{name}"
        for space, (_prefix, resolver) in get_resolver().namespace_dict.items()
        if space in {"agenda", "companies", "permits", "valuechains"}
        for name in resolver.reverse_dict
        if isinstance(name, str) and any("slug" in parameters for ways in resolver.reverse_dict.getlist(name)
                                          for _pattern, parameters in ways[0])
    }  # fmt: skip
    assert names - own == set(PAGES)


def test_what_is_hidden_is_not_told_of_and_is_found_again_under_its_new_name(client: Client) -> None:
    material = MaterialFactory(slug="een", visibility="public")
    called(material, "een", "internal")
    called(material, "twee", "internal")
    assert client.get("/nl/grondstoffen/een/").status_code == 404
    called(material, "twee")
    assert client.get("/nl/grondstoffen/een/")["Location"] == "/nl/grondstoffen/twee/"


def test_an_old_address_gives_way_to_a_record_that_has_it_now(client: Client) -> None:
    first = called(MaterialFactory(slug="een", visibility="public"), "twee")
    other = MaterialFactory(slug="een", visibility="public")
    assert client.get("/nl/grondstoffen/een/").status_code == 200
    called(other, "drie")
    assert client.get("/nl/grondstoffen/een/")["Location"] == "/nl/grondstoffen/drie/"
    called(first, "twee", "internal")
    called(first, "twee")
    assert client.get("/nl/grondstoffen/een/")["Location"] == "/nl/grondstoffen/drie/", "the other had it last"
    called(first, "een")
    assert client.get("/nl/grondstoffen/een/").status_code == 200
    assert client.get("/nl/grondstoffen/twee/")["Location"] == "/nl/grondstoffen/een/"


def test_two_that_swap_their_slugs_are_found_where_they_are(client: Client) -> None:
    one, other = MaterialFactory(slug="een", visibility="public"), MaterialFactory(slug="twee", visibility="public")
    with publishing():
        called(one, "even")
        called(other, "een")
        called(one, "twee")
    for slug in ("een", "twee"):
        assert client.get(f"/nl/grondstoffen/{slug}/").status_code == 200
    assert client.get("/nl/grondstoffen/even/").status_code == 404


def test_followers_go_along() -> None:
    material = MaterialFactory(slug="een", visibility="public")
    follower = Follower.objects.create(subject="materials", key="een", email="v@example.org", language="nl")
    Follower.objects.update(confirmed_at=follower.asked_at)
    called(material, "twee")
    telling.tell_at_once(anyway=True)
    assert Follower.objects.get().key == "twee"


def test_a_record_that_stays_what_it_is_leaves_nothing() -> None:
    material = MaterialFactory(slug="een", visibility="public")
    called(material, "een")
    called(material, "een", "internal")
    called(material, "een")
    material.delete()
    assert not FormerSlug.objects.exists()
