"""Both sides or none: a card on a dilemma is published with a source on each side, through whatever door."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from companies.models import Activity
from publication.publishing import publishing
from publication.rebuild import compare
from publication.visibility import change_visibility
from tests.factories import (
    ActivityFactory,
    DilemmaFactory,
    MaterialFactory,
    OrganisationFactory,
    StageFactory,
    UserFactory,
    days_from_now,
)
from tests.html_forms import form_data
from tests.reading import get, slugs_everywhere
from valuechains.dilemmas import publish_dilemmas
from valuechains.models import Dilemma, DilemmaListing
from valuechains.reference import read

pytestmark = pytest.mark.django_db
SIDES = ["here_nl", "here_en", "here_source", "elsewhere_nl", "elsewhere_en", "elsewhere_source"]


@pytest.fixture(autouse=True)
def _nothing_differs():
    yield
    assert list(compare("dilemmas")) == []


def without(name: str) -> dict:
    return {name: None if name.endswith("source") else ""}


@pytest.mark.parametrize("name", SIDES)
def test_no_door_publishes_a_card_with_one_side(client: Client, name) -> None:
    card = DilemmaFactory(**without(name))
    with pytest.raises(IntegrityError), transaction.atomic():
        Dilemma.objects.filter(pk=card.pk).update(visibility="public")
    with pytest.raises(IntegrityError), transaction.atomic():
        change_visibility(records=[card], visibility="embargoed", embargo_until=days_from_now(3))
    card.refresh_from_db()
    with override("en"):
        with pytest.raises(ValidationError) as refused:
            publish_dilemmas([DilemmaFactory(), card])
        assert str(Dilemma._meta.get_field(name).verbose_name) in " ".join(refused.value.messages)
    client.force_login(UserFactory(superuser=True, english=True))
    for action, values in {"make_public": {}, "embargo": {"embargo_until": days_from_now(3).isoformat()}}.items():
        url = reverse("admin:valuechains_dilemma_do", args=[card.pk, action])
        answer = client.post(url, values, follow=True)
        assert answer.status_code == 200
        assert "lacks" in answer.content.decode()
    assert not DilemmaListing.objects.filter(record=card).exists()


@pytest.mark.parametrize("name", SIDES)
def test_a_published_card_loses_no_side_in_the_form(client: Client, name) -> None:
    card = DilemmaFactory(public=True)
    client.force_login(UserFactory(superuser=True, english=True))
    url = reverse("admin:valuechains_dilemma_change", args=[card.pk])
    data = form_data(client.get(url), "dilemma_form")
    answer = client.post(url, {**data, name: [""]})
    assert answer.status_code == 200
    assert "both sides need a text and a source" in answer.content.decode()
    card.refresh_from_db()
    assert getattr(card, name)


def test_a_card_of_both_sides_is_published_and_shown(client: Client) -> None:
    material = MaterialFactory(public=True, slug="kobalt", listed=True)
    card = DilemmaFactory(material=material, here_reference="ch. 5")
    DilemmaFactory(material=None, slug="alle", public=True)
    client.force_login(UserFactory(superuser=True))
    client.post(reverse("admin:valuechains_dilemma_do", args=[card.pk, "make_public"]))
    client.logout()
    response = client.get("/nl/grondstoffen/kobalt/")
    page = response.content.decode()
    assert [one["slug"] for one in response.context["dilemmas"]] == [card.slug, "alle"]
    for text in (card.here_nl, card.elsewhere_nl, card.here_source.title, card.elsewhere_source.title, "hfst. 5"):
        assert text in page
    other = DilemmaFactory(material=MaterialFactory(public=True, slug="nikkel"), public=True)
    doors = slugs_everywhere(client, "/dilemmas?material=kobalt")
    assert sorted(doors["json"]) == sorted(doors["csv"]) == sorted(["alle", card.slug])
    told = get(client, f"/dilemmas/{other.slug}").json()
    assert (told["material"]["slug"], told["here"]["source"]["title"]) == ("nikkel", other.here_source.title)
    change_visibility(records=[other], visibility="internal")
    change_visibility(records=[material], visibility="internal")
    assert [one.slug for one in DilemmaListing.objects.all()] == ["alle"]


def test_a_dimension_has_one_card_a_material_and_one_for_all() -> None:
    for made in (DilemmaFactory(), DilemmaFactory(material=None)):
        with pytest.raises(ValidationError):
            DilemmaFactory.build(
                material=made.material, here_source=made.here_source, elsewhere_source=made.elsewhere_source
            ).validate_constraints()


def test_the_cards_that_come_with_the_portal_tell_both_sides() -> None:
    cards = read("dilemmas")
    assert {card["dimension"] for card in cards} == {"social", "ecological", "economic"}
    for card in cards:
        assert all(card[side][name] for side in ("here", "elsewhere") for name in ("nl", "en", "source"))


def test_exposure_counts_as_the_directory_does(client: Client, django_assert_max_num_queries) -> None:
    material = MaterialFactory(public=True, slug="kobalt", listed=True)
    refining, recovery, knowledge = (
        StageFactory(public=True, slug=slug) for slug in ("refining", "recycling-recovery", "knowledge")
    )

    def work(number: int, stage, status: str = "active", **traits) -> None:
        for _ in range(number):
            made = OrganisationFactory(**{"public": True, **traits})
            ActivityFactory(organisation=made, stage=stage, materials=[material], status=status)

    with publishing():
        work(6, refining)
        work(1, refining, "ceased", name="Gestopt")
        work(2, recovery, "announced")
        work(1, knowledge)
        work(1, refining, public=False, name="geheim bedrijf")
    response = client.get("/nl/grondstoffen/kobalt/")
    told = {one.slug: (role.value, one) for role, stages in response.context["exposed"] for one in stages}
    assert [(role, one.count, one.working, one.coming) for role, one in told.values()] == [
        ("takes", 7, 6, 0),
        ("gives", 2, 0, 2),
        ("around", 1, 1, 0),
    ]
    for slug, (_role, one) in told.items():
        found = client.get(f"/api/v1/companies?stage={slug}&material=kobalt").json()
        assert found["count"] == one.count
    page = response.content.decode()
    assert told["refining"][1].more == 3
    assert "geheim bedrijf" not in page
    with publishing():
        work(30, refining)
    client.get("/nl/grondstoffen/kobalt/")
    with django_assert_max_num_queries(12):
        client.get("/nl/grondstoffen/kobalt/")
    assert Activity.objects.count() == 41
    assert json.loads(OrganisationFactory(public=True).listing.row_nl)["stages"] == []
