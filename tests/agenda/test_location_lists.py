"""Lists of sites for investment: what a list brings, what it is refused for, and how it is taken back."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from agenda.locations.columns import COLUMNS
from agenda.locations.importer import LocationsImporter
from agenda.models import Light, Location, LocationListing
from imports import undoing
from imports.mapping import propose
from imports.work import work_on
from publication.rebuild import compare
from tests.factories import (
    LocationFactory,
    MunicipalityFactory,
    SourceFactory,
    UserFactory,
)
from tests.reading import api_rows
from tests.taking import take_list, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_differs():
    yield
    assert list(compare("locations")) == []


@pytest.fixture
def take(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    MunicipalityFactory(name="Rotterdam", slug="rotterdam", public=True)
    SourceFactory(slug="rapport")

    def run(*lines: str, apply: bool = True):
        return take_list("locations", "\n".join(lines), name="terreinen.csv", apply=apply)

    return run


HEADER = "naam;gemeente;ha;lat;lon;datum;stroomnet;stroomnet waarde;kade;kade waarde;quay_source;stikstof"


def counts(job) -> dict[str, int]:
    return {name: number for name, number in job.counts.items() if number}


def reasons(job, number: int) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(issue.column, issue.text()) for issue in job.rows.get(number=number).issue_list]


def test_a_list_brings_locations_with_their_lights(take, client) -> None:
    lines = (
        HEADER,
        "Waalhaven;Rotterdam;12,5;51.88;4.42;2026-02;rood;wachtlijst;groen;300 meter;rapport;?",
        "Kaal terrein;Rotterdam;;;;;;;;;;",
    )
    assert counts(take(*lines)) == {"created": 2}
    assert counts(take(*lines)) == {"unchanged": 2}
    (row,) = api_rows(client, "/locations?q=waalhaven")
    lights = {one["subject"]: one for one in row["lights"]}
    assert (row["areaHa"], lights["grid"]["colour"], lights["grid"]["source"]["slug"]) == (
        12.5,
        "red",
        "list-terreinen",
    )
    assert (lights["quay"]["source"]["slug"], lights["nitrogen"]["colour"]) == ("rapport", "unknown")
    history = Location.history.filter(slug="waalhaven")
    assert {one.door for one in history} == {"import"}
    changed = lines[1].replace("rood;wachtlijst", "oranje;korte wachtlijst")
    assert counts(take(HEADER, changed)) == {"updated": 1}
    assert Location.objects.count() == 2
    assert Light.objects.get(subject="grid").value_nl == "korte wachtlijst"
    assert LocationListing.objects.count() == 2


def test_a_changed_light_is_told_in_words(take) -> None:
    line = "Waalhaven;bedrijventerrein;rood;wachtlijst;2026-02"
    header = "naam;soort;stroomnet;stroomnet waarde;datum"
    take(header, line)
    job = take(header, line.replace("rood", "oranje").replace("bedrijventerrein", "kavel"), apply=False)
    assert told(job, "nl") == {("soort", "bedrijventerrein", "kavel"), ("stroomnet", "ongunstig", "met voorwaarden")}
    assert told(job, "en") == {("kind", "business park", "plot"), ("power grid", "unfavourable", "with conditions")}


def test_what_changes_is_told_value_by_value_and_english_stands_while_the_dutch_does(take) -> None:
    MunicipalityFactory(name="Delft", slug="delft", public=True)
    take("naam;gemeente;stroomnet;stroomnet waarde;grid_value_en;datum", "Haven;Rotterdam;rood;vol;full;2026-02")
    header, line = "naam;slug;gemeente;stroomnet;stroomnet waarde;datum", "Haven;haven;Delft;rood;vol;2026-03"
    assert told(take(header, line), "nl") == {
        ("gemeente", "Rotterdam", "Delft"),
        ("stroomnet: datum van de bron", "2026-02", "2026-03"),
    }
    assert Light.objects.get().value_en == "full"
    assert told(take(header, line.replace("vol", "heel vol")), "en") == {
        ("power grid: value", "vol", "heel vol"),
        ("power grid: value (English)", "full", "heel vol"),
    }
    other = take(f"{header};grid_source", f"{line.replace('vol', 'heel vol')};rapport")
    assert told(other, "en") == {("power grid: source", "list-terreinen", "rapport")}


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("A;Rotterdam;;;;;rood;wachtlijst;;;;", "grid_date"),
        ("A;Rotterdam;;;;2026-02;rood;;;;;", "grid_value"),
        ("A;Rotterdam;;;;2026-02;;wachtlijst;;;;", "grid"),
        ("A;Rotterdam;;;;2099-02;rood;wachtlijst;;;;", "date"),
        ("A;Rotterdam;;;;2026-02-31;rood;wachtlijst;;;;", "date"),
        ("A;Rotterdam;;;;2026-02;paars;wachtlijst;;;;", "grid"),
        ("A;Rotterdam;;;;2026-02;rood;wachtlijst;groen;300 m;onbekende bron;", "quay_source"),
        ("A;Parijs;;;;;;;;;;", "municipality"),
        ("A;Rotterdam;;48.85;2.35;;;;;;;", "latitude"),
        (";Rotterdam;;;;;;;;;;", "name"),
    ],
)
def test_a_row_that_is_wrong_says_where(take, line, column) -> None:
    job = take(HEADER, line)
    assert counts(job) == {"rejected": 1}
    assert column in {name for name, _text in reasons(job, 2)}
    assert not Location.objects.exists()


@pytest.mark.parametrize("written", ["paars", "groen/oranje"])
def test_what_a_light_may_be_is_told_in_words(take, written) -> None:
    job = take(HEADER, f"A;Rotterdam;;;;2026-02;{written};wachtlijst;;;;")
    (issue,) = job.rows.get().issue_list
    assert not {"red", "orange", "unknown"} & set(issue.params.get("known", issue.params.get("nearest")).split(", "))


def test_a_name_that_two_locations_have_is_for_a_person(take) -> None:
    LocationFactory(name="Noord")
    LocationFactory(name="Noord")
    assert counts(take("naam;ha", "Noord;5")) == {"review": 1}


@pytest.mark.parametrize(("language", "titles"), [("nl", {"Naam", "Stroomnet"}), ("en", {"Name", "Power grid"})])
def test_the_template_has_every_column_in_the_language_of_the_reader(client, language, titles) -> None:
    client.force_login(UserFactory(superuser=True, language=language))
    answer = client.get(reverse("admin:imports_import_template", args=["locations"]))
    header = next(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert titles <= set(header)
    assert propose(LocationsImporter(), header).mapping == [column.key for column in COLUMNS]


def test_a_list_is_taken_back_but_for_what_others_changed(take) -> None:
    line = "Waalhaven;Rotterdam;12,5;51.88;4.42;2026-02;rood;wachtlijst;;;;"
    take(HEADER, line)
    was = [*Location.objects.values(), *Light.objects.order_by("pk").values()]
    moments = {"updated_at"}
    job = take(HEADER, line.replace("12,5", "14").replace("rood;wachtlijst", "groen;ruim"), "Nieuw;Rotterdam;;;;;;;;;;")
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    now = [*Location.objects.values(), *Light.objects.order_by("pk").values()]
    assert [{k: v for k, v in row.items() if k not in moments} for row in now] == [
        {k: v for k, v in row.items() if k not in moments} for row in was
    ]
    assert LocationListing.objects.count() == 1
    job = take(HEADER, "Nieuw;Rotterdam;;;;;;;;;;")
    LocationFactory(name="Kavel", kind="plot", park=Location.objects.get(name="Nieuw"))
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    assert Location.objects.filter(name="Nieuw").exists()
    assert job.rows.get().undo == "left"


def test_headings_of_lights_are_in_the_language_of_the_reader() -> None:
    (value,) = [column for column in COLUMNS if column.key == "grid_value"]
    with translation.override("en"):
        assert str(value.label) == "power grid: value"
    with translation.override("nl"):
        assert str(value.label) == "stroomnet: waarde"


def test_personal_data_in_a_text_is_flagged_and_taken_in(take) -> None:
    header = "naam;gemeente;datum;stroomnet;stroomnet waarde;omschrijving"
    job = take(header, "Waalhaven;Rotterdam;2026-02;rood;vraag jan@example.org;Bel mevrouw Jansen", "Kade;;;;;Vrij")
    assert counts(job) == {"created": 2}
    assert [column for column, _text in reasons(job, 2)] == ["text_nl", "grid_value"]
    assert reasons(job, 3) == []
