"""The white spots as they were on a day: what is public now, as far as it was public then."""

import datetime

import pytest
from django.utils import timezone

from companies.models import Activity, ActivityMaterial, Organisation
from publication.publishing import publishing
from publication.visibility import change_visibility
from tests.agenda.matrix import backdate, make_matrix, organisation, state_of
from tests.factories import (
    ActivityMaterialFactory,
    days_from_now,
)
from tests.reading import API, api_rows, get
from valuechains.models import Material, Stage

pytestmark = pytest.mark.django_db
PAGE = "/nl/witte-vlekken/"


@pytest.fixture(autouse=True, scope="module")
def _old(fill_once):
    fill_once(make_matrix)
    fill_once(backdate, timezone.now() - datetime.timedelta(days=30))


def on(days: int) -> str:
    return f"&on={days_from_now(-days).isoformat()}"


def test_before_it_began_nobody_was_there(client):
    assert state_of(client, "refining", "cobalt", on(31))["organisations"] == 0
    assert state_of(client, "refining", "cobalt", on(30))["organisations"] == 2


def test_before_it_began_nothing_is_known(client):
    """Nobody is known of then, and that is not the same as nobody."""
    assert {row["state"] for row in api_rows(client, f"/coverage?{on(31)[1:]}")} == {"no-data"}
    assert state_of(client, "refining", "nickel", on(30))["state"] == "none"


def test_who_came_later_is_not_told_of_earlier_days(client):
    organisation(Stage.objects.get(slug="refining"), [Material.objects.get(slug="cobalt")])
    assert state_of(client, "refining", "cobalt")["active"] == 3
    assert state_of(client, "refining", "cobalt", on(1))["active"] == 2


def test_a_state_is_told_as_it_was(client):
    activity = Activity.objects.get(status="exploring")
    activity.status = "active"
    activity.save()
    assert state_of(client, "refining", "gallium")["state"] == "active"
    assert state_of(client, "refining", "gallium", on(1))["state"] == "exploring"


def test_a_material_that_came_later_was_unknown_then(client):
    activity = Activity.objects.get(stage__slug="production")
    ActivityMaterialFactory(activity=activity, material=Material.objects.get(slug="lithium"))
    assert state_of(client, "production", "lithium")["state"] == "active"
    assert state_of(client, "production", "lithium", on(1))["state"] == "no-data"


def test_who_became_internal_is_told_of_no_day(client):
    secret = Organisation.objects.filter(activities__activity_materials__material__slug="lithium")
    change_visibility(records=secret, visibility="internal")
    for query in ("", on(1), on(30)):
        assert state_of(client, "refining", "lithium", query)["organisations"] == 0


def test_who_was_internal_then_is_not_told_of_then(client):
    hidden = Organisation.objects.get(visibility="internal")
    change_visibility(records=[hidden], visibility="public")
    assert state_of(client, "refining", "nickel")["organisations"] == 1
    assert state_of(client, "refining", "nickel", on(1))["organisations"] == 0


def test_what_was_taken_away_since_is_told_of_no_day(client):
    """So comparing two days gives nothing away."""
    ActivityMaterial.objects.get(material__slug="lithium").delete()
    Activity.objects.get(status="exploring").delete()
    for query in ("", on(1), on(30)):
        assert state_of(client, "refining", "lithium", query)["organisations"] == 0
        assert state_of(client, "refining", "gallium", query)["organisations"] == 0


def test_the_page_says_which_day_it_shows(client):
    page = client.get(f"{PAGE}?on={days_from_now(-2).isoformat()}").content.decode()
    assert "Zoals het was op" in page
    assert "Van eerdere dagen weet het niets" not in page
    assert "Van eerdere dagen weet het niets" in client.get(f"{PAGE}?on=2001-01-01").content.decode()


def test_a_past_day_costs_a_constant_number_of_queries(client, django_assert_max_num_queries):
    address = f"/coverage?{on(3)[1:]}"
    with publishing():
        for _ in range(20):
            organisation(Stage.objects.get(slug="refining"), [Material.objects.get(slug="cobalt")])
    client.get(f"{API}/companies")
    with django_assert_max_num_queries(12):
        get(client, address)
