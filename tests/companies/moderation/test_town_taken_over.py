"""A town that is taken over brings the municipality that it names, so that the register does not contradict itself."""

import pytest
from django.test import Client
from django.utils.translation import override

from companies.models import Case, Municipality, Organisation, Site
from companies.towns import municipality_of
from companies.vouches import Vouch
from loket.models import User
from tests.companies.moderation.test_deciding import QUEUE, SOURCE, put_through
from tests.companies.vouchers import voucher
from tests.factories import MunicipalityFactory, ProvenanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(case: Case) -> Case:
    """From Gouda to Schiedam, without a word about the municipality."""
    MunicipalityFactory(slug="schiedam", name="Schiedam", visibility="public")
    case.values.all().delete()
    case.values.create(field="town", old="Gouda", new="Schiedam")
    return case


def site_of(case: Case) -> Site:
    return Site.objects.select_related("municipality").get(organisation=case.organisation_id)


def where(case: Case) -> tuple[str, str]:
    site = site_of(case)
    return site.town, str(site.municipality or "")


def decide_on_page(client: Client, case: Case, moderator: User, **choices: str) -> str:
    told = {"do": "decide", "reason": "Verhuisd.", "source_title": "About", "confidence": "high"}
    client.force_login(moderator)
    data = told | {f"value_{name}": choice for name, choice in choices.items()}
    return client.post(f"{QUEUE}{case.pk}/change/", data, follow=True).content.decode()


def test_the_town_brings_its_municipality_with_source_and_history(moved: Case, moderator: User) -> None:
    ProvenanceFactory(organisation=moved.organisation, subject="municipality")
    versions = Site.history.count()
    put_through(moved, moderator, "town")
    assert where(moved) == ("Schiedam", "Schiedam")
    for subject in ("town", "municipality"):
        one = voucher(moved.organisation, subject)
        assert (one.source.title, type(one.vouch)) == (SOURCE.title, Vouch), subject
    assert Site.history.count() == versions + 1


def test_the_one_that_is_known_already_is_not_vouched_for_anew(moved: Case, moderator: User) -> None:
    Site.objects.filter(organisation=moved.organisation).update(municipality=Municipality.objects.get(slug="schiedam"))
    before = ProvenanceFactory(organisation=moved.organisation, subject="municipality")
    put_through(moved, moderator, "town")
    assert voucher(moved.organisation, "municipality").source == before.source


def test_what_the_curator_chose_or_refused_stands(moved: Case, moderator: User) -> None:
    moved.values.create(field="municipality", old="gouda", new="delft")
    put_through(moved, moderator, "town", "municipality")
    assert where(moved) == ("Schiedam", "Delft")


def test_one_that_was_refused_does_not_come_by_the_town(moved: Case, moderator: User, client: Client) -> None:
    moved.values.create(field="municipality", old="gouda", new="schiedam")
    page = decide_on_page(client, moved, moderator, town="yes", municipality="no")
    assert where(moved) == ("Schiedam", "Gouda")
    assert "De gemeente blijft Gouda" in page


@pytest.mark.parametrize("town", ["Kethel", "Zuid"])
def test_a_town_that_names_none_or_two_leaves_it_and_the_curator_hears_that(
    moved: Case, moderator: User, client: Client, town: str
) -> None:
    for slug in ("een", "twee"):
        MunicipalityFactory(slug=slug, name=slug, also_known_as=["Zuid"])
    moved.values.update(new=town)
    page = decide_on_page(client, moved, moderator, town="yes")
    assert where(moved) == (town, "Gouda")
    assert "De gemeente blijft Gouda" in page


def test_the_curator_hears_which_one_the_town_brought(moved: Case, moderator: User, client: Client) -> None:
    moderator.language = "en"
    moderator.save()
    page = decide_on_page(client, moved, moderator, town="yes")
    assert "The municipality is Schiedam now" in page
    assert "The municipality stays" not in page


def test_a_town_in_another_province_brings_none(moved: Case, moderator: User) -> None:
    Organisation.objects.filter(pk=moved.organisation_id).update(province="Gelderland")
    put_through(moved, moderator, "town")
    assert where(moved) == ("Schiedam", "Gouda")


def test_a_refused_town_says_nothing(moved: Case, moderator: User, client: Client) -> None:
    page = decide_on_page(client, moved, moderator, town="no")
    assert where(moved) == ("Gouda", "Gouda")
    assert "De gemeente" not in page


def test_the_names_by_which_a_town_is_known() -> None:
    hague = MunicipalityFactory(
        slug="den-haag", name="Den Haag", official_name="'s-Gravenhage", also_known_as=["'s-Gravenhage"]
    )
    island = MunicipalityFactory(name="Voorne aan Zee", centre_place="Hellevoetsluis")
    with override("nl"):
        for town in ("Den Haag", "DEN HAAG", "’s-Gravenhage", "The Hague"):
            assert municipality_of(town) == hague, town
        assert municipality_of("Hellevoetsluis") == island
        for town in ("", "-", "Brielle"):
            assert municipality_of(town) is None, town
