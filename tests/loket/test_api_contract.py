"""What the API says of itself and what it does are one: fields, forms, headers, the number of queries."""

import datetime
import json
from pathlib import Path

import pytest
from django.conf import settings
from drf_spectacular.drainage import GENERATOR_STATS

from loket.api.collections import COLLECTIONS
from loket.api.schema import EXAMPLE_SITE, committed_document, openapi_document
from permits.models import LawVersion
from permits.trajectories import EventKind
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events
from publication.publishing import publishing
from tests.factories import (
    ActionFactory,
    ActivityFactory,
    BenchmarkFactory,
    BottleneckFactory,
    DecisionFactory,
    DilemmaFactory,
    LightFactory,
    LocationFactory,
    MaterialFactFactory,
    MaterialFactory,
    MaterialSectorFactory,
    MeetingFactory,
    MunicipalityFactory,
    OpportunityFactory,
    OrganisationFactory,
    PartnerFactory,
    ProvenanceFactory,
    RecommendationPartFactory,
    SectorFactory,
    SiteFactory,
    StageFactory,
    SupplyEventFactory,
    UserFactory,
)
from tests.factories.law import law_in
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded
from tests.reading import API, body

KINDS = {collection.kind: collection for collection in COLLECTIONS}
PRIVATE = {
    "staff_note",
    "staffNote",
    "visibility",
    "embargoUntil",
    "verifiedBy",
    "reading",
    "history",
    "password",
    "email",
}


def fill(number: int) -> None:
    """``number`` public records of every kind, with all that hangs on them."""
    with publishing():
        for _ in range(number):
            sector, material = SectorFactory(public=True), MaterialFactory(public=True, listed=True)
            MaterialSectorFactory(material=material, sector=sector)
            MaterialFactFactory(material=material)
            BenchmarkFactory(public=True)
            DilemmaFactory(public=True, material=material)
            SupplyEventFactory(public=True, materials=[material])
            stage = StageFactory(public=True, with_benchmark=True)
            town = MunicipalityFactory(public=True)
            organisation = OrganisationFactory(public=True, verified=True, insolvent=True, described=True)
            ActivityFactory(organisation=organisation, stage=stage, materials=[material])
            SiteFactory(organisation=organisation, located=True, municipality=town)
            ProvenanceFactory(organisation=organisation, verified=True)
            _fill_agenda(stage, material, organisation)
        if not LawVersion.objects.exists():
            law_in(town, stage)
        for _ in range(number):
            _fill_trajectories(town, stage, organisation)


def _fill_trajectories(town, stage, organisation) -> None:
    """With an event of each half: a window that opens, and a planned date that moved."""
    given = {"municipality": town, "stage": stage, "organisation": organisation, "visibility": "public"}
    trajectory = TrajectoryFactory(**given)
    one = recorded(
        procedure(trajectory, "extended"),
        happened(EventKind.RECEIVED, "2026-01-14"),
        happened(EventKind.DRAFT_LAID_OPEN, "2026-03-05"),
    )
    release_events(trajectory=trajectory, records=list(one.events.all()), user=UserFactory())
    planned = plan_date(procedure=one, milestone="decision", on=datetime.date(2026, 6, 1), user=None)
    change_planned_date(planned=planned, to=datetime.date(2026, 7, 1), reason="research", text_nl="Langer.", user=None)


def _fill_agenda(stage, material, organisation) -> None:
    chain = {"stages": [stage], "materials": [material], "public": True}
    partner = PartnerFactory(public=True, organisation=organisation)
    part = RecommendationPartFactory(recommendation__public=True, recommendation__owner=partner)
    meeting = MeetingFactory(public=True)
    DecisionFactory(meeting=meeting, is_public=True, recommendation=part.recommendation)
    meeting.chairs.set([partner])
    meeting.parties.set([partner])
    OpportunityFactory(**chain)
    bottleneck = BottleneckFactory(solved=True, **chain)
    action = ActionFactory(
        done=True, recommendation=part.recommendation, part=part, owner=partner, meeting=meeting, **chain
    )
    action.bottlenecks.set([bottleneck])
    action.challenges.set([bottleneck.challenge])
    action.organisations.set([organisation])
    park = LocationFactory(public=True, area_ha=2, website="https://example.org", latitude=52.0, longitude=4.3)
    LightFactory(location=LocationFactory(public=True, kind="plot", park=park))


@pytest.fixture(scope="module")
def _register(fill_once):
    fill_once(fill, 2)


@pytest.fixture
def register(_register, db):
    """Two records of every kind; those that a test changes are as before in the next one."""


def resolve(schema: dict) -> dict:
    if "allOf" in schema:
        schema = schema["allOf"][0]
    if "$ref" not in schema:
        return schema
    return openapi_document("https://x.example")["components"]["schemas"][schema["$ref"].rpartition("/")[2]]


def compare(value, schema: dict, where: str) -> None:
    """Every object has the members that its schema names, no more and no fewer."""
    schema = resolve(schema)
    if isinstance(value, dict) and "properties" in schema:
        assert value.keys() == schema["properties"].keys(), where
        assert not value.keys() & PRIVATE, where
        for name, inner in value.items():
            compare(inner, schema["properties"][name], f"{where}.{name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            compare(inner, schema.get("additionalProperties", {}) or {}, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            compare(inner, schema.get("items", {}), f"{where}[]")


def answer_schema(path: str) -> dict:
    operation = openapi_document("https://x.example")["paths"][path]["get"]
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize("kind", [*KINDS, "coverage"])
def test_rows_have_the_fields_of_the_description(client, register, kind):
    page = client.get(f"{API}/{kind}").json()
    assert page["results"]
    compare(page, answer_schema(f"/{kind}"), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_records_have_the_fields_of_the_description(client, register, kind):
    key = KINDS[kind].key
    row = client.get(f"{API}/{kind}").json()["results"][0]
    record = client.get(row["url"]).json()
    assert record[key] == row[key]
    compare(record, answer_schema(f"/{kind}/{{{key}}}"), kind)


def test_the_entrance_leads_everywhere(client, register):
    response = client.get(API)
    page = response.json()
    compare(page, answer_schema("/"), "entrance")
    assert 'rel="service-desc"' in response["Link"]
    for link in page["links"]:
        assert client.get(link["href"]).status_code == 200
    assert {f"{API}/{kind}" for kind in [*KINDS, "coverage"]} <= {link["href"] for link in page["links"]}


def test_the_description_in_the_repository_is_that_of_the_code():
    path = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.json"
    assert path.read_text(encoding="utf-8") == committed_document(), "run manage.py openapi"


def test_the_description_is_made_without_a_warning():
    openapi_document.cache_clear()
    GENERATOR_STATS.reset()
    openapi_document("https://x.example")
    assert not GENERATOR_STATS


def test_every_operation_stands_under_a_heading_that_is_explained():
    document = openapi_document(EXAMPLE_SITE)
    explained = {tag["name"] for tag in document["tags"] if tag["description"]}
    used = {tag for path in document["paths"].values() for operation in path.values() for tag in operation["tags"]}
    assert used == explained


def test_days_are_described_as_days():
    """The API Design Rules know a day by its name: what ends in Date holds a date."""
    schemas = openapi_document(EXAMPLE_SITE)["components"]["schemas"]
    days = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, kind in schema.get("properties", {}).items()
        if field.endswith("Date") and "format" not in kind
    ]
    assert days == []


def test_the_description_is_the_same_in_every_language(settings):
    settings.LANGUAGE_CODE = "nl"
    openapi_document.cache_clear()
    assert json.loads(committed_document())["openapi"] == "3.0.3"
    assert "Zoeken" not in committed_document()


def test_the_served_description_lists_the_values_of_today(client, register):
    response = client.get(f"{API}/openapi.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["info"]["version"] == response["API-Version"]
    parameters = response.json()["paths"]["/companies"]["get"]["parameters"]
    (stage,) = (one for one in parameters if one["name"] == "stage")
    known = [row["slug"] for row in client.get(f"{API}/stages").json()["results"]]
    assert stage["schema"]["items"]["enum"] == sorted(known)


@pytest.mark.django_db
def test_lists_cost_two_queries_however_long_they_are(client, django_assert_max_num_queries):
    """In every form; also a first look, when what was kept of an earlier question does not help: another page size."""
    for number, size in ((3, 7), (9, 5)):
        fill(number)
        for kind, collection in KINDS.items():
            client.get(f"{API}/{kind}")
            with django_assert_max_num_queries(2):
                assert client.get(f"{API}/{kind}?pageSize={size}").status_code == 200
            for form in {"json", "csv", "geojson"} & set(collection.table.formats):
                address = f"{API}/{kind}?format={form}&pageSize=100"
                body(client.get(address))
                with django_assert_max_num_queries(2):
                    body(client.get(address))


def test_a_record_costs_one_query(client, register, django_assert_num_queries):
    for kind in KINDS:
        row = client.get(f"{API}/{kind}").json()["results"][0]
        with django_assert_num_queries(1):
            assert client.get(row["url"]).status_code == 200


@pytest.mark.parametrize("kind", [*KINDS, "coverage", "openapi.json"])
def test_what_the_reader_holds_costs_one_query(client, register, kind, django_assert_num_queries):
    address = f"{API}/{kind}"
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "API-Version", "Cache-Control", "Last-Modified"):
        assert again[name] == first[name]
    dated = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert dated.status_code == 304


def test_a_record_is_unchanged_until_it_changes(client, register):
    row = client.get(f"{API}/companies").json()["results"][0]
    held = {"If-None-Match": client.get(row["url"])["ETag"]}
    assert client.get(row["url"], headers=held).status_code == 304
    assert client.get(f"{row['url']}?lang=en", headers=held).status_code == 200
    organisation = OrganisationFactory._meta.model.objects.get(slug=row["slug"])
    organisation.name = "Nieuwe naam"
    organisation.save()
    assert client.get(row["url"], headers=held).json()["name"] == "Nieuwe naam"


def test_a_change_shows_in_the_list_at_once(client, register):
    first = client.get(f"{API}/companies")
    OrganisationFactory(public=True, name="Aardig nieuw")
    again = client.get(f"{API}/companies", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["count"] == first.json()["count"] + 1
