"""The white spots: every number is the directory's, every state is told apart, and nothing hidden shows."""

import datetime
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companies.coverage import Wanted, cells, coverage_rows
from companies.enums import ActivityStatus, OrganisationKind
from companies.models import Activity, ActivityMaterial, Organisation
from publication.index.registry import states
from publication.publishing import publishing
from publication.visibility import change_visibility
from tests.agenda.matrix import backdate, make_matrix, organisation
from tests.factories import (
    ActivityFactory,
    ActivityMaterialFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
    days_from_now,
)
from tests.reading import API, api_rows, csv_rows, get, xlsx_rows
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db
PAGE = "/nl/witte-vlekken/"


@pytest.fixture
def matrix():
    make_matrix()


def state_of(client: Client, stage: str, material: str, query: str = "") -> dict:
    (row,) = api_rows(client, f"/coverage?stage={stage}&material={material}{query}")
    return row


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


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(OrganisationKind.values),
            st.dictionaries(
                st.integers(0, 2),
                st.tuples(st.sampled_from(ActivityStatus.values), st.sets(st.integers(0, 2))),
                max_size=3,
            ),
            st.sets(st.integers(0, 1)),
        ),
        max_size=6,
    )
)
def test_the_numbers_are_always_those_of_the_directory(client, people):
    """Whatever the register holds: API, matrix and directory agree cell by cell, for the whole and for a town."""
    from django.db import transaction

    cache.clear()  # so many questions at once are more than one visitor may ask
    with transaction.atomic():
        with publishing():
            stages = [StageFactory(public=True, slug=f"schakel-{n}") for n in range(3)]
            stuff = [MaterialFactory(public=True, slug=f"stof-{n}", listed=True) for n in range(3)]
            towns = [MunicipalityFactory(public=True, slug=f"plaats-{n}") for n in range(2)]
            for is_public, kind, work, places in people:
                made = OrganisationFactory(public=is_public, kind=kind)
                for stage, (status, named) in work.items():
                    ActivityFactory(
                        organisation=made, stage=stages[stage], status=status, materials=[stuff[n] for n in named]
                    )
                for number, place in enumerate(places):
                    SiteFactory(organisation=made, municipality=towns[place], is_main=number == 0)
        for wanted in (Wanted(), Wanted(municipalities=("plaats-0",))):
            for row in coverage_rows("nl", states(), wanted):
                assert row["organisations"] == client.get(f"{row['url']}&pageSize=1").json()["count"]
                assert row["organisations"] == sum(row[name] for name in ("active", "planned", "exploring", "ceased"))
                kinds = "kind=knowledge_institute&kind=research_programme"
                town = "".join(f"&municipality={one}" for one in wanted.municipalities)
                answer = client.get(f"{API}/companies?{kinds}&material={row['material']}{town}").json()
                assert row["knowledge"] == answer["count"]
        today = cells(states(), Wanted(day=timezone.localdate()))
        # Which trajectories ran on a day that has passed is not kept: only the cells of now count them.
        assert today == tuple(replace(cell, trajectories=None) for cell in cells(states(), Wanted()))
        transaction.set_rollback(True)


def test_files_say_the_same_as_the_api(client, matrix):
    rows = api_rows(client, "/coverage?municipality=delft&lang=en")
    files = csv_rows(client, "/coverage?municipality=delft&lang=en")
    assert [(one["id"], one["state"], one["active"]) for one in files] == [
        (row["id"], row["state"], str(row["active"])) for row in rows
    ]
    assert [cells[0] for cells in xlsx_rows(client, "/coverage?municipality=delft&lang=en")[1:]] == [
        row["id"] for row in rows
    ]


class TestThePast:
    """As it was on a day: what is public now, as far as it was public then."""

    @pytest.fixture(autouse=True)
    def _old(self, matrix):
        backdate(timezone.now() - datetime.timedelta(days=30))

    @staticmethod
    def on(days: int) -> str:
        return f"&on={days_from_now(-days).isoformat()}"

    def test_before_it_began_nobody_was_there(self, client):
        assert state_of(client, "refining", "cobalt", self.on(31))["organisations"] == 0
        assert state_of(client, "refining", "cobalt", self.on(30))["organisations"] == 2

    def test_who_came_later_is_not_told_of_earlier_days(self, client):
        organisation(Stage.objects.get(slug="refining"), [Material.objects.get(slug="cobalt")])
        assert state_of(client, "refining", "cobalt")["active"] == 3
        assert state_of(client, "refining", "cobalt", self.on(1))["active"] == 2

    def test_a_state_is_told_as_it_was(self, client):
        activity = Activity.objects.get(status="exploring")
        activity.status = "active"
        activity.save()
        assert state_of(client, "refining", "gallium")["state"] == "active"
        assert state_of(client, "refining", "gallium", self.on(1))["state"] == "exploring"

    def test_a_material_that_came_later_was_unknown_then(self, client):
        activity = Activity.objects.get(stage__slug="production")
        ActivityMaterialFactory(activity=activity, material=Material.objects.get(slug="lithium"))
        assert state_of(client, "production", "lithium")["state"] == "active"
        assert state_of(client, "production", "lithium", self.on(1))["state"] == "no-data"

    def test_who_became_internal_is_told_of_no_day(self, client):
        secret = Organisation.objects.filter(activities__activity_materials__material__slug="lithium")
        change_visibility(records=secret, visibility="internal")
        for query in ("", self.on(1), self.on(30)):
            assert state_of(client, "refining", "lithium", query)["organisations"] == 0

    def test_who_was_internal_then_is_not_told_of_then(self, client):
        hidden = Organisation.objects.get(visibility="internal")
        change_visibility(records=[hidden], visibility="public")
        assert state_of(client, "refining", "nickel")["organisations"] == 1
        assert state_of(client, "refining", "nickel", self.on(1))["organisations"] == 0

    def test_what_was_taken_away_since_is_told_of_no_day(self, client):
        """So comparing two days gives nothing away."""
        ActivityMaterial.objects.get(material__slug="lithium").delete()
        Activity.objects.get(status="exploring").delete()
        for query in ("", self.on(1), self.on(30)):
            assert state_of(client, "refining", "lithium", query)["organisations"] == 0
            assert state_of(client, "refining", "gallium", query)["organisations"] == 0

    def test_the_page_says_which_day_it_shows(self, client):
        page = client.get(f"{PAGE}?on={days_from_now(-2).isoformat()}").content.decode()
        assert "Zoals het was op" in page
        assert "Van eerdere dagen weet het niets" not in page
        assert "Van eerdere dagen weet het niets" in client.get(f"{PAGE}?on=2001-01-01").content.decode()

    def test_a_past_day_costs_a_constant_number_of_queries(self, client, django_assert_max_num_queries):
        address = f"/coverage?{self.on(3)[1:]}"
        with publishing():
            for _ in range(20):
                organisation(Stage.objects.get(slug="refining"), [Material.objects.get(slug="cobalt")])
        client.get(f"{API}/companies")
        with django_assert_max_num_queries(12):
            get(client, address)


@pytest.mark.parametrize("value", ["2999-01-01", "gisteren", "2026-02-30", "1066-10-14", "0000-00-00"])
def test_a_wrong_day_is_named(client, matrix, value):
    response = get(client, f"/coverage?on={value}")
    assert response.status_code == 400
    assert [error["name"] for error in response.json()["errors"]] == ["on"]
    page = client.get(f"{PAGE}?on={value}")
    assert page.status_code == 200
    assert "alert--warning" in page.content.decode()
