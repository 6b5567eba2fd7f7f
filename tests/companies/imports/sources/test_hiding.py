"""A source goes out of public sight with what it alone brought and says, and comes back; nothing is removed."""

import json

import pytest

from companies.actions import make_internal
from companies.list_sources.visibility import hide, show
from companies.models import ListSource, Municipality, Organisation, OrganisationListing, Pin, SiteListing
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import HEADER, Take, no_listing_differs
from tests.factories import ProvenanceFactory, SourceFactory
from valuechains.models import Material, Source, Stage

OWN = f"{HEADER};website;grondstof\nAlleen;refining;Rotterdam;https://alleen.nl;copper\nSamen;production;Den Haag;https://samen.nl;tungsten\n"
OTHER = f"{HEADER}\nSamen;refining;Rotterdam\n"


def public() -> list[str]:
    return sorted(OrganisationListing.objects.values_list("slug", flat=True))


def document(slug: str) -> dict:
    return json.loads(OrganisationListing.objects.get(slug=slug).document_nl)


@pytest.fixture
def both(take: Take) -> ListSource:
    for model in (Stage, Material, Municipality):
        model.objects.update(visibility="public")
    take(OTHER.replace("Rotterdam", "Den Haag"), source="TNO")
    take(OWN, source="DCMR 2026")
    return ListSource.objects.get(key="dcmr")


def test_what_it_alone_brought_goes_and_comes_back(both: ListSource) -> None:
    was = dump()
    assert public() == ["alleen", "samen"]
    assert hide(both) == 1
    assert public() == ["samen"]
    assert Organisation.objects.count() == 2
    assert no_listing_differs()
    assert hide(both) == 0
    assert show(both) == 1
    assert dump() == was
    assert no_listing_differs()


def test_what_it_alone_says_of_others_is_left_out(both: ListSource) -> None:
    whole = document("samen")
    assert {one["stage"]["slug"] for one in whole["activities"]} == {"refining", "production"}
    hide(both)
    shown = document("samen")
    assert shown["website"] is None
    assert [one["stage"]["slug"] for one in shown["activities"]] == ["refining"]
    assert shown["materials"] == []
    assert shown["municipality"]["slug"] == "den-haag", "another source says so"
    assert "DCMR" not in json.dumps(shown)
    assert "samen.nl" not in json.dumps(shown)
    assert Organisation.objects.get(slug="samen").website == "https://samen.nl"


def test_what_the_next_source_says_stands_there_then(take: Take, both: ListSource) -> None:
    place = f"{HEADER};website;straat;omschrijving;slug\nSamen;refining;%s;%s;%s;%s;samen\n"
    take(place % ("Rotterdam", "https://tno.nl", "Kade 1", ""), source="TNO")
    take(place % ("Den Haag", "https://rvo.nl", "", "Volgens RVO"), source="RVO")
    take(place % ("Rotterdam", "https://later.nl", "Plein 2", "Van DCMR"), source="DCMR 2026")
    ListSource.objects.filter(key="tno").update(priority=60)
    hide(both)
    shown = document("samen")
    assert (shown["website"], shown["description"]) == ("https://tno.nl", "Volgens RVO")
    assert shown["municipality"]["slug"] == "rotterdam"
    (site,) = shown["sites"]
    assert (site["streetAddress"], site["municipality"]["slug"]) == ("Kade 1", "rotterdam")
    told = {subject: one["source"]["slug"] for subject, (one, *_others) in shown["provenance"].items()}
    assert (told["website"], told["description"], told["address"]) == ("list-tno", "list-rvo", "list-tno")
    assert "later.nl" not in json.dumps(shown)
    assert no_listing_differs()
    show(both)
    assert document("samen")["website"] == "https://later.nl"


def test_a_source_that_never_won_speaks_then_too(take: Take, both: ListSource) -> None:
    """Nothing that it said stood in the register until now, so nothing named it in public."""
    ListSource.objects.filter(key="dcmr").update(priority=60)
    take(f"{HEADER};website;slug\nSamen;production;Den Haag;https://rvo.nl;samen\n", source="RVO 2026")
    assert document("samen")["website"] == "https://samen.nl"
    assert not Source.objects.filter(slug__startswith="list-rvo").exists()
    hide(both)
    shown = document("samen")
    assert shown["website"] == "https://rvo.nl"
    assert [one["source"]["title"] for one in shown["provenance"]["website"]] == ["RVO 2026"]
    assert no_listing_differs()
    show(both)
    assert document("samen")["website"] == "https://samen.nl"
    assert no_listing_differs()


def test_a_name_that_a_hidden_source_gave_makes_way_for_that_of_the_next(take: Take, both: ListSource) -> None:
    row = f"{HEADER};slug;soort\n%s;refining;Den Haag;samen;%s\n"
    take(row % ("Samen", "kennisinstelling"), source="TNO")
    take(row % ("Samen Groep", "bedrijf"), source="DCMR 2026")
    known = Organisation.objects.get(slug="samen")
    assert (known.name, known.kind) == ("Samen Groep", "company")
    hide(both)
    shown = document("samen")
    assert (shown["name"], shown["kind"]) == ("Samen", "knowledge_institute")
    assert [one["source"]["slug"] for one in shown["provenance"]["name"]] == ["list-tno"]
    assert "Samen Groep" not in json.dumps(shown)
    assert [
        json.loads(one.document_nl)["name"] for one in SiteListing.objects.filter(slug=shown["sites"][0]["id"])
    ] == ["Samen"]
    assert no_listing_differs()
    show(both)
    assert document("samen")["name"] == "Samen Groep"


def test_what_staff_pinned_is_replaced_by_nobody(take: Take, both: ListSource) -> None:
    content = f"{HEADER};website\nSamen;refining;Den Haag;%s\n"
    take(content % "https://tno.nl", source="TNO")
    take(content % "https://later.nl", source="DCMR 2026")
    Pin.objects.create(organisation=Organisation.objects.get(slug="samen"), subject="website")
    hide(both)
    assert document("samen")["website"] is None


def test_what_another_source_says_too_stays(both: ListSource) -> None:
    organisation = Organisation.objects.get(slug="samen")
    ProvenanceFactory(organisation=organisation, subject="website", source=SourceFactory(slug="page-b"))
    hide(both)
    assert document("samen")["website"] == "https://samen.nl"


def test_what_staff_decided_since_stands(both: ListSource) -> None:
    hide(both)
    Organisation.objects.filter(slug="alleen").update(visibility="public")
    make_internal(organisations=Organisation.objects.filter(slug="alleen"))
    Organisation.objects.get(slug="alleen").delete()
    assert show(both) == 0
    assert public() == ["samen"]


def test_a_list_of_a_hidden_source_comes_in_out_of_sight(take: Take, both: ListSource) -> None:
    hide(both)
    take(f"{HEADER}\nNieuweling;refining;Rotterdam\n", source="DCMR 2027")
    assert public() == ["samen"]
    assert no_listing_differs()
    show(both)
    assert public() == ["alleen", "nieuweling", "samen"]


def test_what_another_list_replaced_meanwhile_stays_until_the_next_list(take: Take, both: ListSource) -> None:
    ListSource.objects.filter(key="dcmr").update(priority=60)
    hide(both)
    take(f"{HEADER};website;slug\nSamen;production;Den Haag;https://tno.nl;samen\n", source="TNO")
    assert document("samen")["website"] == "https://tno.nl"
    show(both)
    assert document("samen")["website"] == "https://tno.nl"
    take(OWN, source="DCMR 2027")
    assert document("samen")["website"] == "https://samen.nl"
    assert no_listing_differs()


def test_the_default_visibility_is_that_of_the_source(take: Take) -> None:
    ListSource.objects.create(name="Stil", default_visibility="internal")
    take(f"{HEADER}\nA;refining;Rotterdam\n", source="Stil 2026")
    take(f"{HEADER}\nB;refining;Rotterdam\n", source="Stil 2026", options={"visibility": "public"})
    take(f"{HEADER}\nC;refining;Rotterdam\n", source="Ander")
    assert public() == ["b", "c"]
