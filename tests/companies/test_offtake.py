"""Who could supply, take off or use leftovers: ranked with reasons, from the public register alone."""

import math

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from companies.models import Municipality
from companies.offtake.places import Places, kilometres
from publication.index.facets import FacetIndex
from publication.index.grid import GridIndex
from publication.publishing import publishing
from publication.visibility import change_visibility
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)
from tests.reading import api_rows, get
from tests.shared_records import FillOnce
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db
STAGES = (
    "extraction",
    "refining",
    "production",
    "recycling-pretreatment",
    "recycling-recovery",
    "services-trade",
    "knowledge",
)
DELFT, ROTTERDAM, GOUDA = (52.0116, 4.3571), (51.9225, 4.47917), (52.0115, 4.7104)
PAGE = "/nl/bedrijven/leveranciers-en-afnemers/zoeken/"


@pytest.fixture(scope="module")
def _chain(fill_once: FillOnce) -> None:
    fill_once(make_chain)


@pytest.fixture
def chain(_chain: None, db: None) -> dict[str, Stage | Material | Municipality]:
    """All stages, three materials and two municipalities by their slugs."""
    return {one.slug: one for model in (Stage, Material, Municipality) for one in model.objects.all()}


def make_chain() -> None:
    with publishing():
        for slug in STAGES:
            StageFactory(public=True, slug=slug, name_en=slug)
        for slug in ("cobalt", "nickel", "copper"):
            MaterialFactory(public=True, slug=slug, name_nl=slug, name_en=slug)
        for slug, (latitude, longitude) in {"delft": DELFT, "gouda": GOUDA}.items():
            MunicipalityFactory(public=True, slug=slug, name=slug, latitude=latitude, longitude=longitude)


@pytest.fixture
def work(chain):
    def add(name, stage, *materials, point=None, town=None, status="active", **traits):
        with publishing():
            one = OrganisationFactory(**{"public": True, "slug": name, "name": name, **traits})
            ActivityFactory(
                organisation=one, stage=chain[stage], materials=[chain[slug] for slug in materials], status=status
            )
            place = {"latitude": point[0], "longitude": point[1], "precision": "address"} if point else {}
            if point or town:
                SiteFactory(organisation=one, municipality=chain[town] if town else None, **place)
        return one

    return add


def names(rows, role: str) -> list[str]:
    return [row["company"]["slug"] for row in rows if row["role"] == role]


def test_every_role_comes_from_the_chain(client, work) -> None:
    work("erts", "extraction", "cobalt")
    work("oogst", "recycling-recovery", "cobalt")
    work("maker", "production", "cobalt")
    work("handel", "services-trade", "cobalt")
    work("kennis", "knowledge", "cobalt")
    work("sorteerder", "recycling-pretreatment", "cobalt")
    rows = api_rows(client, "/offtake?stage=refining&material=cobalt")
    found = {role: names(rows, role) for role in {row["role"] for row in rows}}
    assert found == {
        "supplier": ["erts", "oogst"],
        "offtaker": ["maker"],
        "uses-leftovers": ["oogst"],
        "service": ["handel"],
    }
    gives = api_rows(client, "/offtake?stage=recycling-pretreatment&material=cobalt")
    assert names(gives, "gives-leftovers") == ["maker"]
    assert names(api_rows(client, "/offtake?stage=services-trade&material=cobalt"), "client") == [
        "erts", "oogst", "maker", "sorteerder",
    ]  # fmt: skip
    assert api_rows(client, "/offtake?stage=knowledge&material=cobalt") == []


def test_more_shared_materials_come_first_then_who_is_further_then_who_is_nearer(client, work) -> None:
    work("anders", "refining", "copper", point=DELFT)
    work("onbekend", "refining", point=DELFT)
    work("ver", "refining", "cobalt", point=GOUDA)
    work("dichtbij", "refining", "cobalt", point=DELFT)
    work("nergens", "refining", "cobalt")
    work("plan", "refining", "cobalt", point=DELFT, status="planned")
    work("twee", "refining", "cobalt", "nickel", point=GOUDA, status="exploring")
    work("gestopt", "refining", "cobalt", "nickel", point=DELFT, status="ceased")
    rows = api_rows(client, "/offtake?stage=production&material=cobalt&material=nickel&municipality=delft&lang=en")
    assert names(rows, "supplier") == ["twee", "dichtbij", "ver", "nergens", "plan", "onbekend"]
    told = {row["company"]["slug"]: row for row in rows}
    assert [row["rank"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert told["twee"]["sharedMaterials"] == ["cobalt", "nickel"]
    assert told["dichtbij"]["distanceKm"] == 0
    assert told["nergens"]["distanceKm"] is None
    assert told["ver"]["distanceKm"] == pytest.approx(24.2, abs=0.3)
    assert told["ver"]["reasons"] == [
        "refining comes right before production", "same material: cobalt", "active", "about 24 km away",
    ]  # fmt: skip
    assert told["onbekend"]["reasons"][1] == "its materials are not known yet"
    assert told["nergens"]["reasons"][-1] == "place unknown"


def test_a_place_without_a_point_is_the_middle_of_its_municipality(client, work) -> None:
    own = work("eigen", "production", "cobalt", point=ROTTERDAM)
    work("gouwe", "refining", "cobalt", town="gouda")
    (row,) = api_rows(client, f"/offtake?company={own.slug}")
    assert row["distanceKm"] == pytest.approx(kilometres(ROTTERDAM, GOUDA), abs=0.1)
    assert row["distanceIsAbout"]


def test_without_a_place_everything_works(client, work) -> None:
    own = work("eigen", "production", "cobalt")
    work("gouwe", "refining", "cobalt", town="gouda")
    work("los", "refining", "cobalt")
    rows = api_rows(client, f"/offtake?company={own.slug}")
    assert [row["distanceKm"] for row in rows] == [None, None]
    page = client.get(f"{PAGE}?company=eigen").content.decode()
    assert page.count("plaats onbekend") == 2


def test_nobody_is_a_partner_of_their_own(client, work, chain) -> None:
    own = work("eigen", "refining", "cobalt")
    ActivityFactory(organisation=own, stage=chain["production"], materials=[chain["cobalt"]])
    assert api_rows(client, "/offtake?company=eigen") == []


@pytest.mark.parametrize("traits", [{"public": False}, {"public": False, "embargoed": True}])
def test_what_is_not_public_is_neither_suggested_nor_asked_for(client, work, chain, traits) -> None:
    work("maker", "production", "cobalt")
    hidden = work("geheim", "refining", "cobalt", point=DELFT, **traits)
    secret = MaterialFactory(slug="geheimstof", name_nl="geheimstof")
    ActivityFactory(organisation=hidden, stage=chain["production"], materials=[secret])
    for query in ("stage=production&material=cobalt", "company=maker"):
        assert api_rows(client, f"/offtake?{query}") == []
        assert "geheim" not in client.get(f"{PAGE}?{query}").content.decode()
    assert get(client, "/offtake?company=geheim").status_code == 400
    assert client.get(f"{PAGE}?company=geheim").context["question"].document is None
    assert get(client, "/offtake?stage=refining&material=geheimstof").status_code == 400
    change_visibility(records=[hidden], visibility="public")
    assert names(api_rows(client, "/offtake?company=maker"), "supplier") == ["geheim"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "stage"),
        ("material=cobalt", "stage"),
        ("stage=onzin", "stage"),
        ("company=niemand", "company"),
        ("stage=refining&company=maker", "company"),
        ("stage=refining&municipality=delft&municipality=gouda", "municipality"),
        ("stage=refining&pageSize=1000", "pageSize"),
        ("stage=refining&onzin=1", "onzin"),
        ("company=%00%F0%9F%98%80", "company"),
    ],
)
def test_what_is_wrong_is_named(client: Client, work, query, field) -> None:
    work("maker", "production", "cobalt")
    answer = get(client, f"/offtake?{query}", **{"Accept-Language": "en"})
    assert answer.status_code == 400
    if "%00" not in query:
        assert field in {one["name"] for one in answer.json()["errors"]}
        assert client.get(f"{PAGE}?{query}").status_code == 200


def test_the_page_tells_reasons_and_roles_without_anybody(client, work) -> None:
    work("erts", "extraction", "cobalt", verified=True)
    for language, path in {"nl": PAGE, "en": "/en/organisations/suppliers-and-buyers/find/"}.items():
        page = client.get(f"{path}?stage=refining&material=cobalt&municipality=delft")
        assert [group.role for group in page.context["groups"]] == ["supplier"]
        assert [role.value for role in page.context["roles_without"]] == ["offtaker", "uses-leftovers", "service"]
        with override(language):
            assert str(page.context["groups"][0].role.label).capitalize() in page.content.decode()
    assert "?company=erts" in client.get("/nl/bedrijven/erts/").content.decode()


def test_it_costs_the_same_for_few_and_for_many(client, work, django_assert_max_num_queries) -> None:
    own = work("eigen", "production", "cobalt", point=DELFT)
    for number in range(15):
        work(f"raffinaderij-{number:02}", "refining", "cobalt", point=DELFT)
    page = client.get(f"{PAGE}?company={own.slug}")
    assert page.context["groups"][0].more == 5
    for path in (f"{PAGE}?company={own.slug}", f"/api/v1/offtake?company={own.slug}"):
        with django_assert_max_num_queries(7):
            client.get(path, {"x": 1} if "nothing" in path else None)


SOMEWHERE = st.tuples(st.floats(51.6, 52.4), st.floats(3.8, 5.2))
PLACE = st.one_of(SOMEWHERE, st.sampled_from(["delft", "gouda", ""]), st.just(DELFT))


@given(st.lists(PLACE, max_size=60), SOMEWHERE, st.integers(1, 12), st.data())
def test_the_nearest_are_the_same_as_when_everybody_is_measured(everybody, start, most, data) -> None:
    grid, facets = GridIndex(), FacetIndex(("municipality",))
    for pk, place in enumerate(everybody, start=1):
        if isinstance(place, tuple):
            grid.add(pk, *place)
        facets.add(pk, {"municipality": [place] if isinstance(place, str) and place else []})
    places = Places(start, grid, facets, {"delft": DELFT, "gouda": GOUDA})
    these = BitMap(pk for pk in range(1, len(everybody) + 1) if data.draw(st.booleans()))
    measured = [(places.km(pk), pk) for pk in these]
    expected = sorted(measured, key=lambda one: (math.inf if one[0] is None else one[0], one[1]))[:most]
    assert places.nearest(these, most) == expected
    nowhere = Places(None, grid, facets, {"delft": DELFT, "gouda": GOUDA})
    assert nowhere.nearest(these, most) == [(None, pk) for pk in list(these)[:most]]
