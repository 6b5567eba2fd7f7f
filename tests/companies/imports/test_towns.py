"""A list that names a town alone is told when the register has another municipality."""

import pytest
from django.utils import translation

from companies.models import Municipality, Organisation
from companies.towns import towns_of
from imports.models.row import NOTED
from tests.companies.imports.lists import HEADER, Take, counts, reasons, row
from tests.factories import MunicipalityFactory

KNOWN = f"{HEADER}\nErts;refining;Rotterdam\n"
TOWN = "naam;schakel;plaats\nErts;refining;%s\n"


def test_another_municipality_is_told_and_the_row_taken_in(take: Take) -> None:
    take(KNOWN, source="DCMR")
    job = take(TOWN % "Den Haag", source="DCMR")
    assert counts(job) == {"updated": 1}
    assert reasons(job) == [
        ("town", "lies in Den Haag, and the register has Rotterdam: look which municipality is right")
    ]
    assert [one.number for one in job.rows.with_outcome(NOTED)] == [2]
    site = Organisation.objects.get().sites.get()
    assert (site.town, site.municipality.slug) == ("Den Haag", "rotterdam")
    with translation.override("nl"):
        (issue,) = row(job).issue_list
        assert issue.text() == "ligt in Den Haag, en in het register staat Rotterdam: kijk welke gemeente klopt"


@pytest.mark.parametrize("town", ["Rotterdam", "ROTTERDAM", "Hoek van Holland"])
def test_its_own_town_or_one_that_nobody_knows_is_not_told(take: Take, town: str) -> None:
    take(KNOWN, source="DCMR")
    assert reasons(take(TOWN % town, source="DCMR")) == []


def test_a_list_with_its_municipality_says_itself_where_it_is(take: Take) -> None:
    take(f"{HEADER};kvk\nErts;refining;Rotterdam;12345678\n", source="DCMR")
    job = take(f"{HEADER};kvk;plaats\nErts;refining;Den Haag;12345678;Rotterdam\n", source="DCMR")
    assert reasons(job) == []
    assert Organisation.objects.get().sites.get().municipality.slug == "den-haag"


def test_a_name_of_two_municipalities_tells_nothing(db: None) -> None:
    MunicipalityFactory(slug="a", name="Alfa", also_known_as=["Dorp"])
    MunicipalityFactory(slug="b", name="Beta", also_known_as=["dorp"])
    found = towns_of(Municipality.objects.filter(slug__in=["a", "b"]))
    assert "dorp" not in found
    assert found["alfa"].slug == "a"
