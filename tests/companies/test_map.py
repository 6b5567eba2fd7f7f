"""The map: its points say how many and where, honestly; the answer stays small."""

import gzip
import json
import re

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from publication.markers import Marker, _apart, _distance
from tests.companies.register import make_more, make_register

pytestmark = pytest.mark.django_db

DATA = "/nl/bedrijven/kaart/punten.json"
PROVINCE = "bbox=3.8,51.6,5.2,52.4"


def test_every_placed_organisation_is_in_one_marker(client: Client) -> None:
    make_register(40)
    for cells in (3, 12, 24):
        data = client.get(f"{DATA}?{PROVINCE}&cells={cells}").json()
        assert sum(marker["count"] for marker in data["markers"]) == data["placed"] == data["inView"] == 30


def test_points_and_list_are_the_same_where_the_edge_runs_between_organisations(client: Client) -> None:
    make_register(40)
    everything = client.get(f"{DATA}?{PROVINCE}&cells=24").json()["markers"]
    seen = set()
    for one in everything:
        for shift in (-0.0004, 0.0004):
            east, north = one["lon"] + shift, one["lat"] + shift
            data = client.get(f"{DATA}?bbox=3.8,51.6,{east:.5f},{north:.5f}&cells=24").json()
            assert sum(marker["count"] for marker in data["markers"]) == data["inView"]
            seen.add(data["inView"])
    assert len(seen) > 3


def test_organisations_that_share_a_point_are_one_place(client: Client) -> None:
    make_register(20)
    data = client.get(f"{DATA}?bbox=4.705,52.015,4.715,52.025&cells=24").json()
    (place,) = [marker for marker in data["markers"] if marker["count"] > 1]
    assert "box" not in place
    assert place["place"] == "Gouda"
    assert place["precise"] is False
    alone = client.get(f"{DATA}?bbox=4.71,52.02,4.71,52.02").json()
    assert alone["inView"] == place["count"] == len(alone["rows"])
    assert {row["note"] for row in alone["rows"]} == {"plaats, geen adres"}


def test_a_group_has_a_box_that_holds_its_records(client: Client) -> None:
    make_register(40)
    (group,) = client.get(f"{DATA}?{PROVINCE}&cells=3&municipality=delft").json()["markers"]
    west, south, east, north = group["box"]
    inside = client.get(f"{DATA}?bbox={west},{south},{east},{north}&municipality=delft").json()
    assert inside["inView"] == group["count"]


def test_a_single_point_names_its_organisation(client: Client) -> None:
    make_register(4)
    data = client.get(f"{DATA}?{PROVINCE}&cells=24&kind=foundation").json()
    (point,) = data["markers"]
    assert point["name"] == "Metaal 003"
    assert point["url"] == "/nl/bedrijven/metaal-003/"
    assert point["precise"] is True


@pytest.mark.parametrize("query", ["bbox=1,2,3", "cells=0", "cells=99", "cells=x", "cells=²", "stage=nee", "foo=1"])
def test_bad_input_is_a_400_that_names_the_parameter(client: Client, query: str) -> None:
    make_register(2)
    answer = client.get(f"{DATA}?{query}")
    assert answer.status_code == 400
    assert [problem["name"] for problem in answer.json()["problems"]] == [query.split("=")[0]]


def test_the_page_lists_what_is_on_the_map_and_what_is_not(client: Client) -> None:
    make_register(12)
    page = client.get("/nl/bedrijven/kaart/").content.decode()
    assert "9 van 9 organisaties op de kaart" in page
    assert "3 organisaties staan niet op de kaart" in page
    assert 'href="/nl/bedrijven/?located=no"' in page
    assert len(re.findall('class="map-entry"', page)) == 9


def test_without_script_the_page_shows_counts_by_municipality(client: Client) -> None:
    make_register(12)
    page = client.get("/nl/bedrijven/kaart/?stage=production").content.decode()
    assert 'aria-label="Gouda: 6 organisaties"' in page
    assert 'href="/nl/bedrijven/?stage=production&amp;municipality=gouda"' in page


def test_a_part_of_the_map_narrows_the_list_but_not_the_facets(client: Client) -> None:
    make_register(12)
    page = client.get("/nl/bedrijven/kaart/?bbox=4.7,52.0,4.9,52.1").content.decode()
    assert "6 van 9 organisaties op de kaart" in page
    assert 'data-box="4.7,52.0,4.9,52.1"' in page
    assert 'value="delft"' in page


@override_settings(MAP_TILES_URL="", MAP_TILES_ATTRIBUTION="")
def test_the_map_needs_no_tiles(client: Client) -> None:
    make_register(2)
    page = client.get("/en/organisations/map/").content.decode()
    assert 'data-tiles=""' in page
    assert "Delft" in page


def test_an_empty_register_has_a_map(client: Client) -> None:
    assert client.get("/nl/bedrijven/kaart/").status_code == 200
    assert client.get(DATA).json()["markers"] == []


def test_the_map_costs_the_same_number_of_queries_at_any_size(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sizes = []
    for number in (5, 60):
        make_register(number) if number == 5 else make_more(number)
        for path in ("/nl/bedrijven/kaart/", f"{DATA}?{PROVINCE}"):
            client.get(path)
            with django_assert_max_num_queries(6) as queries:
                client.get(path)
            sizes.append(len(queries))
    assert sizes[:2] == sizes[2:]


def test_points_are_not_sent_twice(client: Client) -> None:
    make_register(4)
    first = client.get(DATA)
    assert client.get(DATA, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_answer_is_small_when_compressed(client: Client) -> None:
    make_register(300)
    answer = client.get(f"{DATA}?{PROVINCE}&cells=24", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 10_000
    assert json.loads(gzip.decompress(answer.content))["placed"] == 225


def test_markers_that_stay_apart_lose_nobody() -> None:
    drawn = [Marker(1, 52 + number % 17 / 100, 4 + number % 23 / 100, pk=number, box=None) for number in range(391)]
    kept = _apart(drawn, 0.05)
    assert sum(marker.count for marker in kept) == 391
    assert len(kept) < 60
    assert all(marker.box for marker in kept if marker.count > 1)
    first = kept[0]
    assert min(_distance(first, other) for other in kept[1:]) > 0
