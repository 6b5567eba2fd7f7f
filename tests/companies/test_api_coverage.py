import pytest

from publication.publishing import publishing
from tests.factories import ActivityFactory, MaterialFactory, OrganisationFactory, StageFactory
from tests.reading import API, api_rows, get, slugs_everywhere
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _matrix(fill_once: FillOnce) -> None:
    fill_once(make_coverage)


@pytest.fixture
def matrix(_matrix: None, db: None) -> None:
    """Three stages and four listed materials, with more or less organisations in each box."""


def make_coverage():
    with publishing():
        stages = [StageFactory(public=True, slug=f"stage-{n}", order=10 - n) for n in range(3)]
        listed = [
            MaterialFactory(public=True, slug=f"stof-{n}", name_nl=f"Stof {9 - n}", listed=True) for n in range(4)
        ]
        MaterialFactory(public=True, slug="relevant")
        MaterialFactory(public=True, slug="verwant", related=True, related_to=listed[0])
        for number in range(7):
            organisation = OrganisationFactory(public=True)
            for stage in stages[: number % 3]:
                ActivityFactory(organisation=organisation, stage=stage, materials=listed[: number % 4])


def test_a_row_per_stage_and_listed_material_in_the_order_of_the_chain(client, matrix):
    rows = api_rows(client, "/coverage")
    stages, materials = ["stage-2", "stage-1", "stage-0"], ["stof-3", "stof-2", "stof-1", "stof-0"]
    assert [(row["stage"], row["material"]) for row in rows] == [(s, m) for s in stages for m in materials]


def test_it_counts_what_the_directory_counts(client, matrix):
    rows = api_rows(client, "/coverage")
    assert len({row["organisations"] for row in rows}) > 2
    for row in rows:
        question = f"stage={row['stage']}&material={row['material']}"
        assert row["url"] == f"{API}/companies?{question}"
        assert row["organisations"] == client.get(row["url"]).json()["count"]


def test_it_narrows_and_pages(client, matrix):
    assert len(api_rows(client, "/coverage?stage=stage-1")) == 4
    assert len(api_rows(client, "/coverage?stage=stage-1&stage=stage-0&material=stof-2")) == 2
    page = get(client, "/coverage?pageSize=5&page=3").json()
    assert (page["count"], len(page["results"]), page["next"]) == (12, 2, None)
    assert get(client, "/coverage?pageSize=5&page=4").status_code == 404


def test_files_say_the_same(client, matrix):
    found = slugs_everywhere(client, "/coverage?stage=stage-2", key="id")
    assert found == {key: [f"stage-2/stof-{n}" for n in (3, 2, 1, 0)] for key in ("json", "csv", "xlsx")}


def test_names_are_in_the_language_asked_for(client, matrix):
    row = get(client, "/coverage?lang=en").json()["results"][0]
    assert row["stageName"].startswith("Stage")
    assert row["materialName"].startswith("Material")
    assert row["name"] == f"{row['stageName']}: {row['materialName']}"


def test_it_costs_one_query(client, matrix, django_assert_num_queries):
    get(client, "/coverage")
    with django_assert_num_queries(1):
        get(client, "/coverage")


@pytest.mark.parametrize("name", ["stage", "material", "page", "q", "sort"])
def test_a_mistake_is_named(client, matrix, name):
    response = get(client, f"/coverage?{name}=onzin")
    assert response.status_code == 400
    assert [error["name"] for error in response.json()["errors"]] == [name]
