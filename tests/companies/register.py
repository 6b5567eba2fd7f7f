"""A small register for the tests of its pages, and how to read what a page lists."""

import csv
import io
import json
import re

from django.test import Client

from companies.enums import OrganisationKind, Precision
from companies.models import Organisation
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SiteFactory,
    StageFactory,
)

ENTRY = re.compile(r'class="entry__name"><a href="/(?:nl/bedrijven|en/organisations)/([^/"]+)/"')


def make_register(number: int = 12) -> list[Organisation]:
    """Organisations spread over two stages, two materials and two municipalities; every fourth has no place."""
    with publishing():
        stages = [
            StageFactory(slug=slug, name_nl=nl, name_en=en, visibility="public")
            for slug, nl, en in (("refining", "Raffinage", "Refining"), ("production", "Productie", "Production"))
        ]
        materials = [
            MaterialFactory(slug=slug, name_nl=nl, name_en=en, visibility="public")
            for slug, nl, en in (("copper", "Koper", "Copper"), ("tungsten", "Wolfraam", "Tungsten"))
        ]
        towns = [
            MunicipalityFactory(slug="delft", name="Delft", latitude=52.01, longitude=4.36, visibility="public"),
            MunicipalityFactory(slug="gouda", name="Gouda", latitude=52.02, longitude=4.71, visibility="public"),
        ]
        return [_make(number, stages, materials, towns) for number in range(number)]


def _make(number: int, stages: list, materials: list, towns: list) -> Organisation:
    kind = OrganisationKind.COMPANY if number % 3 else OrganisationKind.FOUNDATION
    made = OrganisationFactory(
        slug=f"metaal-{number:03}", name=f"Metaal {number:03}", kind=kind, visibility="public", verified=number % 5 == 0
    )
    ActivityFactory(organisation=made, stage=stages[number % 2], materials=[materials[number // 2 % 2]])
    if number % 4:
        town = towns[number % 2]
        SiteFactory(
            organisation=made,
            municipality=town,
            town=town.name,
            latitude=town.latitude,
            longitude=town.longitude + (0.01 * (number % 60) if number % 3 == 0 else 0),
            precision=Precision.ADDRESS if number % 3 == 0 else Precision.TOWN,
        )
    return made


def listed(page: str) -> list[str]:
    """Slugs of the entries on a page of the directory, in order."""
    return ENTRY.findall(page)


def on_page(client: Client, query: str = "", language: str = "nl") -> list[str]:
    path = "/nl/bedrijven/" if language == "nl" else "/en/organisations/"
    return listed(client.get(f"{path}?{query}").content.decode())


def on_map(client: Client, query: str = "") -> set[str]:
    """Slugs in the list that belongs to the map's points."""
    data = client.get(f"/nl/bedrijven/kaart/punten.json?{query}").json()
    return {row["url"].split("/")[-2] for row in data["rows"]}


def in_file(client: Client, form: str, query: str = "") -> list[str]:
    body = b"".join(client.get(f"/nl/bedrijven/download.{form}?{query}").streaming_content)
    if form == "csv":
        return [row[0] for row in csv.reader(io.StringIO(body.decode()))][1:]
    answer = json.loads(body)
    return [one["slug"] for one in answer["results"]] if form == "json" else [one["id"] for one in answer["features"]]


def make_more(number: int) -> None:
    with publishing():
        OrganisationFactory.create_batch(number, visibility="public")
