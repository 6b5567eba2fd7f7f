"""Names, addresses and numbers as lists write them, and what follows from each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.matching.keys import keys_of
from companies.matching.reasons import REASONS
from companies.matching.score import POINTS, likeness
from companies.matching.subject import Place, Subject, domain_of, place, same_place, subject
from companies.matching.words import names_in


def named(name: str, **values: object) -> Subject:
    return subject(names=[name], **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Henk Netten Metaalhandel B.V.", "Metaalhandel Henk Netten", "name_same"),
        ("CAFÉ ÉLAN", "Cafe Elan", "name_same"),
        ("A&M Recycling", "A en M Recycling", "name_same"),
        ("A & M Recycling", "A AND M RECYCLING B.V.", "name_same"),
        ("A&M Recycling", "M en A Recycling", "name_other"),
        ("Jansen Recycling Group", "Jansen Recycling Groep", "name_core"),
        ("Geelhoed Metaalhandel", "Geelhoed", "name_core"),
        ("Krommenhoek Metals", "Kromenhoek Metals", "name_typing"),
        ("Fugro", "Fugor", "name_typing_short"),
        ("Access World", "Access World Logistics", "name_core"),
        ("Van Essen", "Van Essen Zonneveld", "name_part"),
        ("EMR (European Metal Recycling)", "European Metal Recycling", "name_core"),
        ("EMR", "European Metal Recycling", "name_acronym"),
        ("Jansen Recycling", "Jansen Bouw", "name_other_trade"),
        ("H. Netten Metaalhandel", "Henk Netten Metaalhandel", "name_initials"),
        ("M. van Rijn Metalen", "Maarten van Rijn Oud IJzer en Metalen", "name_initials"),
        ("Ketting, W.H.", "Metaalhandel Willem Ketting", "name_initials"),
        ("P. Netten Metaalhandel", "Henk Netten Metaalhandel", "name_part"),
        ("H. Netten Bouw", "Henk Netten Metaalhandel", "name_part"),
        ("Autosloperij Zuid-Holland", "Autosloperij Noord-Holland", "name_other"),
        ("7Digits", "8Digits", "name_other"),
        ("TES", "TNO", "name_other"),
    ],
)
def test_names(one: str, other: str, reason: str) -> None:
    assert likeness(named(one), named(other)).reasons[0] == reason


@pytest.mark.parametrize("pair", [("W. Ketting", "J. Ketting"), ("Metaalhandel W.H. Ketting", "Ketting, J.P.")])
def test_other_initials_are_other_people(pair: tuple[str, str]) -> None:
    assert "initials_other" in likeness(*map(named, pair)).reasons


@pytest.mark.parametrize("pair", [("W. Ketting", "Ketting"), ("W. Ketting", "W.H. Ketting")])
def test_left_out_initials_are_no_news(pair: tuple[str, str]) -> None:
    assert "initials_other" not in likeness(*map(named, pair)).reasons


def test_numbers_of_the_register_decide_either_way() -> None:
    one = named("Ijzer", kvk="12345678", website="https://ijzer.nl")
    assert likeness(one, named("Heel anders", kvk="12345678")).score == 100
    assert likeness(one, named("Ijzer", kvk="87654321", website="https://ijzer.nl")).score == 0
    assert likeness(named("A", rsin="123456782"), named("B", rsin="123456782")).reasons == ("rsin_same",)


def test_an_old_name_is_shown_when_website_and_place_are_the_same() -> None:
    here = [place(municipality="rotterdam")]
    found = likeness(
        named("Dekker Handel", website="https://www.nieuw.nl/contact", places=here),
        named("Nieuw Metaal", website="http://nieuw.nl", places=here),
    )
    assert (found.score, found.reasons) == (55, ("domain_same", "name_other", "place_same"))


def test_the_same_address_and_points_count() -> None:
    one = place(street_address="Coolsingel 40 a, 3011 AD Rotterdam", point=(51.92, 4.48), precision="address")
    other = place(street_address="Coolsingel 40a", postcode="3011AD", point=(51.9201, 4.4801), precision="address")
    assert (one.postcode, one.number, one.street) == ("3011AD", "40a", "coolsingel")
    found = likeness(named("Dekker", places=[one]), named("Visser", places=[other]))
    assert {"address_same", "point_near"} <= set(found.reasons)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"town": "Rotterdam"}, {"town": "Pernis", "municipality": "rotterdam"}, True),
        ({"town": "Hoogvliet Rotterdam"}, {"municipality": "rotterdam"}, True),
        ({"town": "Nootdorp"}, {"municipality": "pijnacker-nootdorp"}, True),
        ({"town": "'s-Gravenhage"}, {"town": "Den Haag", "municipality": "den-haag"}, True),
        ({"town": "Dordrect"}, {"town": "Dordrecht"}, True),
        ({"town": "Delft"}, {"town": "Leiden"}, False),
        ({"town": "Rotterdam", "municipality": "rotterdam"}, {"town": "Rotterdam", "municipality": "delft"}, False),
        ({"town": "Pernis"}, {"municipality": "rotterdam"}, None),
        ({"municipality": "rotterdam"}, {"town": "Pernis"}, None),
        ({}, {"town": "Pernis"}, None),
    ],
)
def test_a_town_and_a_municipality_may_be_one_place(
    one: dict[str, str], other: dict[str, str], is_same: bool | None
) -> None:
    assert same_place(place(**one), place(**other)) is is_same
    assert same_place(place(**other), place(**one)) is is_same


def test_the_point_of_a_town_is_no_place_of_anybody() -> None:
    assert place(point=(51.92, 4.48), precision="town") == Place()


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.Metaal.nl/over", "metaal.nl"),
        ("metaal.nl", "metaal.nl"),
        ("https://facebook.com/metaal", ""),
        ("https://nl.linkedin.com/company/metaal", ""),
        ("https://metaal.github.io", "metaal.github.io"),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_domains(website: str, domain: str) -> None:
    assert domain_of(website) == domain


def test_words_of_its_own_place_do_not_tell_a_branch_apart() -> None:
    branch = names_in("Access World Alphen aan den Rijn", frozenset(["alphen", "aan", "den", "rijn"]))
    assert branch[0].core == ("access", "world")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Buhlmann Group", "Buhlann Groep"),
        ("Stibat", "Stitat"),
        ("Rovasta", "Rovatsa"),
        ("Uzimet", "Uizmet"),
        ("Henk Netten Metaalhandel", "Netten, Henk"),
        ("Krommenhoek Metals", "KROMENHOEK"),
        ("EMR", "European Metal Recycling"),
    ],
)
def test_what_is_alike_shares_a_block(one: str, other: str) -> None:
    assert keys_of(named(one)) & keys_of(named(other))


def test_every_reason_has_words() -> None:
    assert POINTS.keys() <= REASONS.keys()


@given(one=st.text(max_size=40), other=st.text(max_size=40))
def test_whatever_the_names_the_score_is_the_same_either_way(one: str, other: str) -> None:
    here, there = named(one), named(other)
    assert likeness(here, there).score == likeness(there, here).score
    assert 0 <= likeness(here, there).score <= 100
    assert keys_of(here) is not None
