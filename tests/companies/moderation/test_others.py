"""Staff name another organisation as they know it; what fits several is asked, never guessed."""

import pytest

from companies.admin.others import LISTED, OtherForm
from tests.factories import OrganisationFactory, SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    return OrganisationFactory(name="Krommenhoek Métaal B.V.", slug="krommenhoek", kvk_number="10000011")


@pytest.fixture
def kept():
    return OrganisationFactory(name="Metaalhandel Kade", slug="kade")


def asked(kept, other, **more):
    return OtherForm({"other": other, **more}, but=kept.pk)


@pytest.mark.parametrize(
    "text", ["krommenhoek", "10000011", "krommenhoek metaal", "KROMMENHOEK MÉTAAL BV", " Krommenhoek Métaal B.V. "]
)
def test_it_is_found_as_people_know_it(known, kept, text):
    form = asked(kept, text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["other"] == known


def test_it_is_found_by_its_number_and_by_another_name(known, kept):
    known.other_names.create(name="Gebroeders Vis")
    for text in (str(known.pk), "gebroeders vis"):
        form = asked(kept, text)
        assert form.is_valid()
        assert form.cleaned_data["other"] == known


def test_part_of_a_name_is_asked_even_when_one_alone_has_it(known, kept):
    form = asked(kept, "krommen")
    assert not form.is_valid()
    assert form.candidates == [known]
    chosen = asked(kept, "krommen", meant="krommenhoek")
    assert chosen.is_valid()
    assert chosen.cleaned_data["other"] == known


def test_of_namesakes_town_and_number_are_told_and_the_one_at_hand_is_not_offered(kept):
    namesakes = [OrganisationFactory(name="Vis & Zn.", kvk_number=number) for number in ("10000012", None)]
    SiteFactory(organisation=namesakes[0], town="Delft")
    SiteFactory(organisation=namesakes[1], town="Gouda")
    form = asked(kept, "Vis & Zn")
    assert not form.is_valid()
    labels = [label for _value, label in form.fields["meant"].choices]
    assert labels == ["Vis & Zn. · Delft · 10000012", "Vis & Zn. · Gouda"]
    assert asked(namesakes[0], "Vis & Zn").is_valid() is False
    other = asked(namesakes[0], "Vis & Zn")
    other.is_valid()
    assert other.candidates == [namesakes[1]]


def test_a_choice_counts_only_while_what_was_typed_finds_it(known, kept):
    OrganisationFactory(name="Schroot Delft")
    assert not asked(kept, "schroot", meant="krommenhoek").is_valid()


def test_of_many_the_first_are_listed_and_all_counted(kept):
    for number in range(LISTED + 2):
        OrganisationFactory(name=f"Recycling {number:02d}")
    form = asked(kept, "recycl")
    assert not form.is_valid()
    assert len(form.candidates) == LISTED
    assert form.errors["other"] == ["12 organisaties hebben dit in hun naam; dit zijn de eerste 10."]


@pytest.mark.parametrize("text", ["nergens", "!!!", "99999999999999999999", "x" * 200])
def test_what_nobody_is_called_is_told(kept, text):
    form = asked(kept, text)
    assert not form.is_valid()
    assert form.errors["other"] == [f"Er is geen organisatie “{text[:60]}”."]
    assert form.candidates == []


def test_a_merge_by_name_goes_on_to_what_stays(known, kept, moderator, client):
    client.force_login(moderator)
    path = f"/admin/companies/organisation/{kept.pk}/merge/"
    page = client.get(path, {"other": "krommen"})
    assert page.status_code == 422
    assert "Krommenhoek Métaal B.V. · 10000011" in page.content.decode()
    page = client.get(path, {"other": "krommen", "meant": "krommenhoek"})
    assert page.status_code == 200
    assert "gaat op in Metaalhandel Kade" in page.content.decode()
    assert "zichzelf" in client.get(path, {"other": "metaalhandel kade"}).content.decode()
