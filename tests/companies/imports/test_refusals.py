"""Lists of organisations: what is refused, and why."""

import string

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from companies.enums import Precision
from companies.models import Organisation, Site
from companies.names import normal_name
from tests.companies.imports.lists import HEADER, Take, counts, reasons, row
from tests.examples import examples

BAD = {
    "unknown stage": ("schakel", "Rafinage", "schakel", "stage", "Raffinage"),
    "unknown material": ("grondstof", "koperr", "grondstof", "materials", "Koper"),
    "unknown municipality": ("gemeente", "Roterdam", "gemeente", "municipality", "Rotterdam"),
    "short KvK number": ("kvk", "1234567", "kvk", "kvk_number", "01234567"),
    "KvK number with letters": ("kvk", "1234567a", "kvk", "kvk_number", ""),
    "script for a website": ("website", "javascript:alert(1)", "website", "website", ""),
    "data for a website": ("website", "data:text/html,x", "website", "website", ""),
    "address without scheme": ("website", "//evil.test", "website", "website", "https://evil.test"),
    "mistyped scheme": ("website", "htp;//erts.nl/over ons", "website", "website", ""),
    "half a scheme": ("website", "https//www,erts.nl/over", "website", "website", "https://www.erts.nl/over"),
    "KvK number with words": ("kvk", "KvK 24.12.34.56 (hoofdvestiging)", "kvk", "kvk_number", "24123456"),
    "postcode with a point": ("postcode", "2596.aw", "postcode", "postcode", "2596aw"),
    "day the American way": ("status_date", "03/31/2024", "status_date", "status_date", "2024-03-31"),
    "day with a short year": ("status_date", "31-03-24", "status_date", "status_date", "2024-03-31"),
    "number with a unit": ("breedtegraad", "51,92 graden", "breedtegraad", "latitude", "51,92"),
    "degrees and minutes": ("breedtegraad", "51°54'12''N", "breedtegraad", "latitude", "51.90333"),
    "degrees on a Dutch map": ("breedtegraad", "51° 54,2' N.B.", "breedtegraad", "latitude", "51.90333"),
    "degrees in the south": ("breedtegraad", "Z 51° 54′", "breedtegraad", "latitude", "-51.90000"),
    "sixty minutes": ("breedtegraad", "51°60'", "breedtegraad", "latitude", ""),
    "quarter": ("status_date", "Q3 2024", "status_date", "status_date", "2024"),
    "quarter in Dutch": ("status_date", "3e kwartaal 2024", "status_date", "status_date", "2024"),
    "quarter behind its year": ("status_date", "2024-Q3", "status_date", "status_date", "2024"),
    "no fifth quarter": ("status_date", "Q5 2024", "status_date", "status_date", ""),
    "full-width digits": ("breedtegraad", "５１.9", "breedtegraad", "latitude", "51.9"),
    "a half": ("breedtegraad", "51½", "breedtegraad", "latitude", ""),
    "Arabic KvK number": ("kvk", "١٢٣٤٥٦٧٨", "kvk", "kvk_number", "12345678"),
    "KvK number of zeros": ("kvk", "00000000", "kvk", "kvk_number", ""),
    "website too long with its scheme": ("website", f"erts.nl/{'x' * 290}", "website", "website", ""),
    "letters that are two": ("plaats", "\u0958" * 41, "plaats", "town", ""),
    "sign that no file can hold": ("plaats", "Rotterdam\uffff", "plaats", "town", "Rotterdam"),
    "two numbers": ("breedtegraad", "51 of 52", "breedtegraad", "latitude", ""),
    "website with blanks": ("website", "https://a b.nl", "website", "website", ""),
    "address of a machine": ("website", "http://127.0.0.1/", "website", "website", ""),
    "website with a login": ("website", "https://bank.nl@evil.test/", "website", "website", ""),
    "broken port": ("website", "https://a.nl:port/", "website", "website", ""),
    "too long": ("plaats", "x" * 81, "plaats", "town", ""),
    "control character": ("plaats", "Rot\x07terdam", "plaats", "town", "Rotterdam"),
    "turned direction": ("plaats", "Rot\u202eterdam", "plaats", "town", "Rotterdam"),
    "no number": ("breedtegraad", "noord", "breedtegraad", "latitude", ""),
    "no end": ("breedtegraad", "Infinity", "breedtegraad", "latitude", ""),
    "far too large": ("breedtegraad", "99999999999999999999", "breedtegraad", "latitude", ""),
    "latitude alone": ("breedtegraad", "51,9", "breedtegraad", "longitude", ""),
    "bad slug": ("slug", "Niet Goed", "slug", "slug", "niet-goed"),
    "bad postcode": ("postcode", "0123 ab", "postcode", "postcode", ""),
    "bad day": ("status_date", "2024-13", "status_date", "status_date", ""),
    "year with a slip": ("status_date", "2206-03", "status_date", "status_date", ""),
    "day before its time": ("status_date", "31-12-1899", "status_date", "status_date", ""),
    "unknown source": ("website_sources", "page-z", "website_sources", "website_sources", "page-a"),
    "unknown kind": ("soort", "bedryf", "soort", "kind", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_value_is_refused_with_column_value_and_way_out(take: Take, case: str) -> None:
    header, value, _title, column, suggestion = BAD[case]
    fill = {"naam": "A", "schakel": "refining", header: value}
    job = take(";".join(fill) + "\n" + ";".join(f'"{cell}"' for cell in fill.values()) + "\n")
    assert counts(job) == {"rejected": 1}
    issue = row(job).issue_list[0]
    assert issue.column == column
    assert issue.suggestion == suggestion
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("4.48;51.92", "seem to be swapped"),
        ("52.3;6.9", "outside Zuid-Holland"),
        ("48.8;2.3", "outside the Netherlands"),
        ("0;0", "outside the Netherlands"),
        ("52.3;4.2", "km from Rotterdam"),
    ],
)
def test_points_that_cannot_be_right(take: Take, values: str, reason: str) -> None:
    job = take(f"{HEADER};breedtegraad;lengtegraad\nA;refining;Rotterdam;{values}\n")
    assert reason in reasons(job)[0][1]
    with translation.override("nl"):
        assert row(job).issue_list[0].text()


def test_swapped_coordinates_are_shown_the_right_way_round(take: Take) -> None:
    job = take(f"{HEADER};lat;lon\nA;refining;Rotterdam;4,48;51,92\n")
    assert row(job).issue_list[0].suggestion == "51,92, 4,48"


def test_a_point_in_another_province_is_taken_when_the_row_says_so(take: Take) -> None:
    take("naam;schakel;provincie;lat;lon\nA;refining;Groningen;53.16;6.76\n")
    assert Site.objects.get().latitude == 53.16


@pytest.mark.parametrize(
    ("header", "cells", "precision"),
    [
        ("adres", "Coolsingel 40", Precision.ADDRESS),
        ("plaats", "Rotterdam", Precision.TOWN),
        ("gemeente", "Rotterdam", Precision.MUNICIPALITY),
    ],
)
def test_a_point_says_no_more_than_the_row_does(take: Take, header: str, cells: str, precision: Precision) -> None:
    take(f"naam;schakel;lat;lon;{header}\nA;refining;51.92;4.48;{cells}\n")
    assert Site.objects.get().precision == precision


@given(name=st.text(alphabet=string.printable, min_size=1, max_size=60))
def test_normal_names_ignore_case_and_stay_normal(name: str) -> None:
    once = normal_name(name)
    assert normal_name(once) == once
    assert normal_name(f"  {name.strip()} B.V. ") in {once, normal_name(f"{name.strip()} B.V.")}


@given(cells=st.lists(st.text(max_size=40), min_size=4, max_size=4))
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_cells_gets_an_answer(take: Take, cells: list[str]) -> None:
    clean = [cell.replace("\0", "").replace("\r", "").encode("utf-8", "ignore").decode() for cell in cells]
    line = ";".join('"' + cell.replace('"', '""') + '"' for cell in ["A", *clean])
    job = take(f"naam;gemeente;website;lat;lon\n{line}\n", apply=False)
    assert sum(job.counts.values()) == 1
