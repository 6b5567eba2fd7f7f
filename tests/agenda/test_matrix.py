"""The white spots: every number is the directory's, every state is told apart, and nothing hidden shows."""

import pytest

from tests.agenda.matrix import make_matrix, state_of
from tests.reading import api_rows, csv_rows, get, xlsx_rows

pytestmark = pytest.mark.django_db
PAGE = "/nl/witte-vlekken/"


@pytest.fixture(scope="module")
def matrix(fill_once):
    fill_once(make_matrix)


@pytest.mark.parametrize(
    ("stage", "material", "state", "counts"),
    [
        ("refining", "cobalt", "active", {"active": 2}),
        ("refining", "lithium", "planned", {"planned": 1}),
        ("refining", "gallium", "exploring", {"exploring": 1}),
        ("refining", "nickel", "none", {}),
        ("production", "cobalt", "no-data", {"materialUnknown": 1}),
        ("recycling-recovery", "cobalt", "ceased", {"ceased": 1}),
        ("recycling-recovery", "lithium", "none", {}),
    ],
)
def test_every_state_is_told_apart(client, matrix, stage, material, state, counts):
    row = state_of(client, stage, material)
    names = ("active", "planned", "exploring", "ceased", "materialUnknown")
    assert row["state"] == state
    assert {name: row[name] for name in names if row[name]} == counts
    assert row["organisations"] == sum(row[name] for name in names[:4])
    assert row["knowledge"] == (1 if material == "cobalt" else 0)


@pytest.mark.parametrize(
    ("query", "materials"),
    [
        ("", {"cobalt", "lithium", "gallium", "nickel"}),
        ("strategic=yes", {"cobalt", "lithium", "nickel"}),
        ("strategic=no", {"gallium"}),
        ("sector=digital", {"gallium"}),
        ("sector=digital&strategic=yes", set()),
    ],
)
def test_views_narrow_the_materials(client, matrix, query, materials):
    assert {row["material"] for row in api_rows(client, f"/coverage?{query}")} == materials


def test_by_municipality_it_counts_what_the_directory_counts_there(client, matrix):
    row = state_of(client, "refining", "cobalt", "&municipality=delft")
    assert row["organisations"] == 1 == client.get(row["url"]).json()["count"]
    assert "municipality=delft" in row["url"]


def test_files_say_the_same_as_the_api(client, matrix):
    rows = api_rows(client, "/coverage?municipality=delft&lang=en")
    files = csv_rows(client, "/coverage?municipality=delft&lang=en")
    assert [(one["id"], one["state"], one["active"]) for one in files] == [
        (row["id"], row["state"], str(row["active"])) for row in rows
    ]
    assert [cells[0] for cells in xlsx_rows(client, "/coverage?municipality=delft&lang=en")[1:]] == [
        row["id"] for row in rows
    ]


@pytest.mark.parametrize("value", ["2999-01-01", "gisteren", "2026-02-30", "1066-10-14", "0000-00-00"])
def test_a_wrong_day_is_named(client, matrix, value):
    response = get(client, f"/coverage?on={value}")
    assert response.status_code == 400
    assert [error["name"] for error in response.json()["errors"]] == ["on"]
    page = client.get(f"{PAGE}?on={value}")
    assert page.status_code == 200
    assert "alert--warning" in page.content.decode()
