"""Whatever is asked wrongly gets a problem that names what was wrong, never a failure."""

import pytest
from django.core.cache import cache

from publication.publishing import publishing
from tests.factories import MunicipalityFactory, OrganisationFactory, StageFactory
from tests.reading import API
from tests.shared_records import FillOnce

WRONG = {
    "unknown": ("foo=1", ["foo"]),
    "two unknown": ("foo=1&bar=2", ["foo", "bar"]),
    "another spelling": ("pagesize=5", ["pagesize"]),
    "unknown value": ("stage=smelten", ["stage"]),
    "one of two unknown": ("stage=recycling&stage=smelten", ["stage"]),
    "unknown choice": ("kind=vereniging", ["kind"]),
    "yes or no": ("verified=misschien", ["verified"]),
    "page once": ("page=1&page=1", ["page"]),
    "search once": ("q=a&q=b", ["q"]),
    "negative page": ("page=-1", ["page"]),
    "page zero": ("page=0", ["page"]),
    "page in words": ("page=een", ["page"]),
    "page in other digits": ("page=%D9%A1", ["page"]),
    "empty page": ("page=", ["page"]),
    "negative size": ("pageSize=-5", ["pageSize"]),
    "size of a hundred and one": ("pageSize=101", ["pageSize"]),
    "huge size": ("pageSize=99999999999999999999", ["pageSize"]),
    "fraction": ("pageSize=1.5", ["pageSize"]),
    "order": ("sort=colour", ["sort"]),
    "order twice round": ("sort=--name", ["sort"]),
    "language": ("lang=de", ["lang"]),
    "form": ("format=pdf", ["format"]),
    "empty form": ("format=", ["format"]),
    "box in words": ("bbox=hier,daar,ginds,verder", ["bbox"]),
    "box of three": ("bbox=4,51,5", ["bbox"]),
    "box of five": ("bbox=4,51,5,52,6", ["bbox"]),
    "box turned round": ("bbox=5,52,4,51", ["bbox"]),
    "box without number": ("bbox=nan,51,5,52", ["bbox"]),
    "box without end": ("bbox=-inf,51,inf,52", ["bbox"]),
    "box off the globe": ("bbox=4,51,5,152", ["bbox"]),
    "moment": ("updatedSince=gisteren", ["updatedSince"]),
    "no such day": ("updatedSince=2026-02-30", ["updatedSince"]),
    "no such month": ("updatedSince=2026-13-01T00:00:00Z", ["updatedSince"]),
    "long search": ("q=" + "x" * 201, ["q"]),
    "everything": ("foo=1&stage=x&page=x&lang=x&format=x", ["lang", "format", "foo", "stage", "page"]),
    "injection": ("stage=%27%20OR%201=1--", ["stage"]),
    "broken encoding": ("stage=%FF%FE", ["stage"]),
    "array": ("stage[]=recycling", ["stage[]"]),
    "double underscore": ("organisation__visibility=internal", ["organisation__visibility"]),
}


@pytest.fixture(scope="module")
def _register(fill_once: FillOnce) -> None:
    fill_once(make_register)


@pytest.fixture
def register(_register: None, db: None) -> None:
    """One public record of three kinds."""


def make_register():
    with publishing():
        StageFactory(public=True, slug="recycling")
        MunicipalityFactory(public=True, slug="delft")
        OrganisationFactory(public=True, slug="een")


def problem_of(response, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"] == "1.0.0"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_parameter_is_named_with_what_is_allowed(client, register, case):
    query, names = WRONG[case]
    problem = problem_of(client.get(f"{API}/companies?{query}"), 400)
    assert sorted(error["name"] for error in problem["errors"]) == sorted(names)
    for error in problem["errors"]:
        assert error["reason"]
        assert error["name"] in problem["detail"]
        assert error["reason"] in problem["detail"]


@pytest.mark.parametrize(
    ("query", "allowed"),
    [("foo=1", "municipality"), ("stage=smelten", "recycling"), ("sort=x", "-updated"), ("format=pdf", "geojson")],
)
def test_the_reason_says_what_is_allowed(client, register, query, allowed):
    assert allowed in problem_of(client.get(f"{API}/companies?{query}"), 400)["errors"][0]["reason"]


@pytest.mark.parametrize("page", ["2", "99", "99999999999999999999999"])
def test_a_page_past_the_last_one_does_not_exist(client, register, page):
    problem = problem_of(client.get(f"{API}/companies?page={page}"), 404)
    assert problem["errors"][0]["name"] == "page"


@pytest.mark.parametrize("path", ["companies", "companies/een", "sites", "coverage", ""])
def test_null_bytes_are_named(client, register, path):
    problem = problem_of(client.get(f"{API}/{path}".rstrip("/") + "?lang=%00"), 400)
    assert problem["errors"][0]["name"] == "lang"


@pytest.mark.parametrize("path", ["companies/%00", "companies/een%0B"])
def test_control_characters_in_a_path(client, register, path):
    problem_of(client.get(f"{API}/{path}"), 400)


def test_a_question_that_is_too_long_names_what_made_it_so(client, register):
    problem = problem_of(client.get(f"{API}/companies?stage=refining&q={'x' * 10_000}&page=1"), 400)
    assert problem["errors"][0]["name"] == "q"
    assert "4096" in problem["errors"][0]["reason"]


@pytest.mark.parametrize(
    "path",
    ["companies/", "companies/een/", "companies/twee", "companies/" + "x" * 500, "sites/een", "sites/0", "sites/-1",
     "sites/99999999999999999999", "nope", "companies/een/sites", "Companies", "exports"],
)  # fmt: skip
def test_what_does_not_exist(client, register, path):
    problem_of(client.get(f"{API}/{path}"), 404)


@pytest.mark.parametrize("path", ["companies/een", "coverage", "municipalities/delft", ""])
def test_parameters_that_mean_nothing_there(client, register, path):
    problem = problem_of(client.get(f"{API}/{path}".rstrip("/") + "?bbox=1,1,2,2"), 400)
    assert problem["errors"][0]["name"] == "bbox"


@pytest.mark.parametrize("path", ["companies", "companies/een", "coverage", "openapi.json", ""])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_reading_is_all_there_is(client, register, path, method):
    address = f"{API}/{path}".rstrip("/")
    response = client.generic(method, address, b'{"a":' * 50 + b"1" + b"}" * 50, content_type="application/json")
    problem_of(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_body_with_a_get_is_not_read(client, register):
    response = client.generic("GET", f"{API}/companies", b"{" * 5000, content_type="application/json")
    assert response.status_code == 200


@pytest.mark.parametrize("accept", ["image/png", "text/html", "application/xml", "text/csv;q=0", "rubbish", "a/b;q=x"])
def test_a_form_that_is_not_there(client, register, accept):
    problem = problem_of(client.get(f"{API}/companies", headers={"Accept": accept}), 406)
    assert "application/geo+json" in problem["detail"]


@pytest.mark.parametrize("path", ["stages", "stages/recycling", "coverage"])
def test_what_has_no_place_is_no_geojson(client, register, path):
    problem = problem_of(client.get(f"{API}/{path}?format=geojson"), 400)
    assert problem["errors"][0]["name"] == "format"
    problem_of(client.get(f"{API}/{path}", headers={"Accept": "application/geo+json"}), 406)


@pytest.mark.parametrize("path", ["companies", "companies/een", "coverage", ""])
def test_head_and_options(client, register, path):
    address = f"{API}/{path}".rstrip("/")
    full, head, options = client.get(address), client.head(address), client.options(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == full["ETag"]
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Origin"] == full["Access-Control-Allow-Origin"] == "*"


def test_problems_speak_the_language_of_the_reader(client, register):
    dutch = problem_of(client.get(f"{API}/companies?page=x&lang=nl"), 400)
    english = problem_of(client.get(f"{API}/companies?page=x&lang=en"), 400)
    assert dutch["title"] != english["title"]


def test_too_many_requests_are_told_when_to_come_back(client, register, settings):
    settings.API_RATE = "2/min"
    cache.clear()
    # Seven, since a new minute may begin meanwhile.
    answers = [client.get(f"{API}/companies") for _ in range(7)]
    assert answers[0].status_code == 200
    (refused, *_) = [answer for answer in answers if answer.status_code != 200]
    told, wait = problem_of(refused, 429), int(refused["Retry-After"])
    assert 0 < wait <= 61
    assert told["detail"] in (f"Vraag het over {wait} seconden opnieuw.", "Vraag het over 1 seconde opnieuw.")
    cache.clear()
