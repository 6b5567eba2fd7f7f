"""Sites for investment: a light that says something has its source, and unknown never shows green."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from agenda.locations.enums import Colour, Subject
from agenda.locations.loading import load_examples, load_reference, remove_examples
from agenda.models import Light, Location
from publication.publishing import publishing
from publication.rebuild import compare
from publication.visibility import change_visibility
from tests.factories import (
    LightFactory,
    LocationFactory,
    MunicipalityFactory,
    SourceFactory,
    UserFactory,
    days_from_now,
)
from tests.html_forms import form_data
from tests.reading import api_rows, features, slugs_everywhere
from valuechains.models import Source
from valuechains.reference import read

pytestmark = pytest.mark.django_db
SAYING = (Colour.GREEN, Colour.ORANGE, Colour.RED)


@pytest.fixture(autouse=True)
def _nothing_differs():
    yield
    assert list(compare("locations")) == []


@pytest.mark.parametrize("colour", SAYING)
@pytest.mark.parametrize("lacks", [{"source": None}, {"stated_on": ""}, {"value_nl": ""}, {"value_en": ""}])
def test_no_light_says_anything_without_value_source_and_date(colour, lacks) -> None:
    light = LightFactory(colour=colour)
    with pytest.raises(IntegrityError), transaction.atomic():
        Light.objects.filter(pk=light.pk).update(**lacks)


def test_what_nobody_stated_is_unknown_everywhere(client) -> None:
    location = LocationFactory(public=True, slug="leeg")
    LightFactory(location=location, subject=Subject.QUAY, unknown=True)
    (row,) = api_rows(client, "/locations")
    assert [one["subject"] for one in row["lights"]] == Subject.values
    assert {one["colour"] for one in row["lights"]} == {"unknown"}
    for subject in Subject.values:
        assert api_rows(client, f"/locations?{subject}=green") == []
        assert len(api_rows(client, f"/locations?{subject}=unknown")) == 1
    for path in ("/nl/locaties/", "/nl/locaties/leeg/"):
        page = client.get(path).content.decode()
        assert page.count("light--unknown") == 6
        assert "light--green" not in page
        assert page.count("onbekend") >= 6


@pytest.mark.parametrize("colour", SAYING)
def test_a_light_tells_word_shape_value_source_and_date(client, colour) -> None:
    light = LightFactory(location=LocationFactory(public=True, slug="terrein"), colour=colour, stated_on="2024-06-30")
    page = client.get("/en/locations/terrein/").content.decode()
    shape = {"green": "<circle", "orange": "<polygon", "red": "<rect"}[colour]
    with translation.override("en"):
        for text in (
            shape,
            str(Colour(colour).label),
            light.value_en,
            light.source.title,
            "30 June 2024",
            "older than a year",
        ):
            assert text in page


def test_every_door_gives_the_same_rows(client) -> None:
    with publishing():
        town = MunicipalityFactory(public=True, slug="delft")
        for number in range(3):
            made = LocationFactory(public=True, municipality=town, latitude=52.0, longitude=4.3 + number / 100)
            LightFactory(location=made, colour=Colour.GREEN if number else Colour.RED)
        LocationFactory(name="geheim terrein", staff_note="geheim")
        LocationFactory(name="geheim terrein", embargoed=True)
    for query in ("", "?grid=green", "?municipality=delft&grid=red", "?bbox=4.295,51,4.305,53"):
        doors = slugs_everywhere(client, f"/locations{query}")
        page = client.get(f"/nl/locaties/{query}")
        assert sorted(row["slug"] for row in page.context["locations"]) == sorted(doors["json"])
        assert doors["json"] == doors["csv"] == doors["xlsx"]
        points = client.get(f"/nl/locaties/kaart/punten.json{query}").json()
        assert [row["url"] for row in points["rows"]] == [f"/nl/locaties/{slug}/" for slug in sorted(doors["json"])]
        assert sum(one["count"] for one in points["markers"]) == points["inView"] == len(doors["json"])
        assert "geheim" not in page.content.decode() + str(points)
    assert len(features(client, "/locations")) == 3
    assert client.get("/nl/locaties/?grid=groen&onzin=1").status_code == 200
    wrong = client.get("/nl/locaties/kaart/punten.json?grid=groen&cells=99")
    assert (wrong.status_code, [one["name"] for one in wrong.json()["problems"]]) == (400, ["grid", "cells"])


def test_a_plot_names_its_park_while_that_is_public(client) -> None:
    park = LocationFactory(public=True, slug="park")
    LocationFactory(public=True, slug="kavel", kind="plot", park=park)
    assert api_rows(client, "/locations?kind=plot")[0]["park"]["slug"] == "park"
    change_visibility(records=[park], visibility="internal")
    assert api_rows(client, "/locations")[0]["park"] is None
    with pytest.raises(IntegrityError), transaction.atomic():
        LocationFactory(kind="park", park=park)


def test_the_form_says_what_a_light_lacks(client) -> None:
    location = LocationFactory()
    client.force_login(UserFactory(superuser=True, english=True))
    url = reverse("admin:agenda_location_change", args=[location.pk])
    data = form_data(client.get(url), "location_form")
    source = SourceFactory()
    row = {"subject": "grid", "colour": "green", "value_nl": "vrij", "value_en": "free", "source": str(source.pk)}

    def post(**more):
        rows = {f"lights-0-{name}": [value] for name, value in {**row, **more}.items()}
        return client.post(url, {**data, "lights-TOTAL_FORMS": ["1"], **rows}).content.decode()

    assert "a source and its date" in post()
    assert "not to come" in post(stated_on=days_from_now(1).isoformat())
    assert "not to come" in post(stated_on="2026-02-31")
    post(stated_on="2026-01")
    assert location.lights.get().colour == "green"


def test_what_ships_is_the_grid_statement_alone(client) -> None:
    for slug in ("rotterdam", "alblasserdam", "westland"):
        MunicipalityFactory(public=True, slug=slug)
    source = next(one for one in read("sources") if one["slug"] == "grid-reports-2024")
    Source.objects.create(**source)
    assert load_reference() == 4
    assert load_reference() == 0
    told = {
        row["slug"]: {one["subject"]: one["colour"] for one in row["lights"]} for row in api_rows(client, "/locations")
    }
    for lights in told.values():
        assert lights.pop("grid") in ("orange", "red")
        assert set(lights.values()) == {"unknown"}
    assert load_examples() == 4
    assert len(api_rows(client, "/locations?example=yes")) == 4
    assert client.get("/nl/locaties/").content.decode().count("badge--example") == 4
    assert remove_examples() == 4
    assert not Location.history.filter(is_example=True).exists()
    assert len(api_rows(client, "/locations")) == 4


def test_it_costs_the_same_for_few_and_for_many(client, django_assert_max_num_queries) -> None:
    with publishing():
        for _ in range(25):
            LightFactory(location=LocationFactory(public=True, latitude=52.0, longitude=4.3))
    for path in (
        "/nl/locaties/",
        "/nl/locaties/kaart/punten.json",
        f"/nl/locaties/{Location.objects.first().slug}/",
        "/api/v1/locations",
    ):
        client.get(path)
        with django_assert_max_num_queries(5):
            client.get(path)
    pks = list(Location.objects.values_list("pk", flat=True))
    from agenda.locations.publisher import LocationPublisher

    with django_assert_max_num_queries(3):
        assert len(list(LocationPublisher().build(pks))) == 25


def test_the_map_asks_for_what_the_list_shows_when_the_address_holds_mistakes(client) -> None:
    with publishing():
        LocationFactory(public=True, latitude=51.9, longitude=4.4, kind="park")
    page = client.get("/nl/locaties/?foo=1&grid=purple&kind=park&page=x").content.decode()
    query = re.search(r'data-loket-map-query="([^"]*)"', page)[1]
    assert query == "kind=park"
    assert client.get(f"{reverse('agenda:location-points')}?{query}").status_code == 200
