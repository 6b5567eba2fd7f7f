"""Lists of facts of materials: taken in with their source, corrected, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from imports import undoing
from imports.importers import importer_for
from imports.models import Import
from imports.work import work_on
from publication.rebuild import compare
from tests.factories import MaterialFactory, SourceFactory, UserFactory
from tests.taking import take_list, told
from valuechains.models import MaterialFact, Source

HEADER = "Grondstof;Feit;Waarde;Jaar;Bron;Zekerheid"
Take = Callable[..., Import]


@pytest.fixture
def take(db: None, settings, tmp_path: Path) -> Take:
    settings.MEDIA_ROOT = tmp_path
    MaterialFactory(slug="tungsten", name_nl="Wolfraam", name_en="Tungsten", symbols=["W"], public=True)
    MaterialFactory(slug="copper", name_nl="Koper", name_en="Copper", symbols=["Cu"], public=True)
    SourceFactory(slug="rmis")

    def run(*lines: str, apply: bool = True, **options: object) -> Import:
        content = "\n".join((HEADER, *lines)).encode("cp1252")
        return take_list("materials", content, name="feiten.csv", apply=apply, **options)

    return run


def counts(job: Import) -> dict[str, int]:
    return {name: number for name, number in job.counts.items() if number}


def facts() -> dict[str, object]:
    return {f"{one.material.slug} {one.key}": one.value for one in MaterialFact.objects.select_related("material")}


def dump() -> list[object]:
    stands = MaterialFact.objects.order_by("pk")
    linked = MaterialFact.sources.through.objects.values_list("materialfact_id", "source__slug")
    return [*stands.values(), *sorted(linked), *Source.objects.order_by("pk").values()]


def test_facts_come_in_as_offices_write_them(take: Take) -> None:
    person = UserFactory()
    assert not counts(take("W;supply_risk;1,2;2023;rmis;high", apply=False)).get("rejected")
    assert facts() == {}
    job = take(
        "WOLFRAAM;supply_risk;1,2;2023;rmis;high", "W;recycling_input_rate;42 %;;;", "Copper;figure1;Ja;;;",
        "koper;critical_stage;Extraction;;;",
        'Koper;main_uses;"[{""nl"": ""kabels"", ""en"": ""cables"", ""share"": 60}]";;;',
        source="TNO 2026", user_id=person.pk,
    )  # fmt: skip
    assert counts(job) == {"created": 5}
    assert facts() == {
        "tungsten supply_risk": 1.2, "tungsten recycling_input_rate": 42, "copper figure1": True,
        "copper critical_stage": "extraction",
        "copper main_uses": [{"nl": "kabels", "en": "cables", "share": 60}],
    }  # fmt: skip
    risk = MaterialFact.objects.get(key="supply_risk")
    assert (risk.confidence, risk.period, [one.slug for one in risk.sources.all()]) == ("high", "2023", ["rmis"])
    rate = MaterialFact.objects.get(key="recycling_input_rate")
    assert [one.slug for one in rate.sources.all()] == ["list-tno-2026"]
    told = rate.history.first()
    assert (told.door, told.door_reference, told.history_user) == ("import", str(job.pk), person)
    assert list(compare("materials")) == []


def test_the_same_list_again_writes_nothing_and_a_new_value_names_who_says_so(take: Take) -> None:
    line = "W;supply_risk;1,2;2023;rmis;high"
    take(line)
    before = MaterialFact.history.count()
    assert counts(take(line)) == {"unchanged": 1}
    assert MaterialFact.history.count() == before
    job = take("W;supply_risk;1,4;;;", source="TNO")
    assert counts(job) == {"updated": 1}
    assert job.rows.get().changes == {"value": [1.2, 1.4], "sources": [["rmis"], ["list-tno"]]}
    assert MaterialFact.objects.get().period == "2023", "an empty cell says nothing"


def test_a_changed_fact_is_told_in_words(take: Take) -> None:
    Source.objects.filter(slug="rmis").update(title="RMIS of the EU")
    take("W;supply_risk;1,2;2023;rmis;high")
    job = take("W;supply_risk;1,2;2023;;low", source="TNO", apply=False)
    assert told(job, "nl") == {("zekerheid", "hoog", "laag")}
    job = take("W;supply_risk;1,4;2023;;", source="TNO", apply=False)
    assert told(job, "en") == {("value", "1.2", "1.4"), ("sources", "RMIS of the EU", "tno")}


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("Unobtanium;supply_risk;1;;;", "material", "“Unobtanium” is not known"),
        ("W;kleur;grijs;;;", "key", "known are: aanvoerrisico / supply risk, economisch belang / "),
        ("W;aanvoerisico;1;;;", "key", "nearest: aanvoerrisico"),
        ("W;supply_risk;hoog;;;", "value", "asks for; an example: 1.8"),
        ("W;supply_risk;99;;;", "value", "an example: 1.8"),
        ("W;main_global_producer;China;;;", "value", 'an example: {"country_nl":'),
        ("W;main_global_producer;{China};;;", "value", "is not valid JSON"),
        ("W;figure1;misschien;;;", "value", "an example: true"),
        ("W;supply_risk;1;;onbekend;", "sources", "“onbekend” is not known"),
        ("W;supply_risk;;;;", "value", "is required and empty"),
    ],
)
def test_a_row_that_is_wrong_says_where_and_why(take: Take, line: str, column: str, said: str) -> None:
    job = take(line)
    assert counts(job) == {"rejected": 1}
    with translation.override("en"):
        (issue,) = [one for one in job.rows.get().issue_list if one.column == column]
        assert said in issue.text()
        assert column != "value" or not issue.suggestion, "a figure of another material is nothing to take in"
    assert facts() == {}


def test_a_list_is_taken_back_to_the_last_source(take: Take) -> None:
    take("W;supply_risk;1,2;2023;rmis;high")
    was = dump()
    job = take("W;supply_risk;1,4;;;", "koper;figure1;ja;;;", source="TNO")
    assert dump() != was
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    assert dump() == was
    assert list(compare("materials")) == []


def test_what_others_changed_since_is_left(take: Take) -> None:
    job = take("W;supply_risk;1,4;;;", "koper;figure1;ja;;;")
    changed = MaterialFact.objects.get(key="supply_risk")
    changed.sources.add(SourceFactory())
    MaterialFact.objects.get(key="figure1").save()  # a save that changes nothing is no change
    preview = undoing.preview(job)
    assert (preview.removed, preview.left_count) == (1, 1)
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    assert list(facts()) == ["tungsten supply_risk"]


def test_queries_of_a_check_do_not_grow_with_the_rows(take: Take) -> None:
    def queries(keys: list[str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(*(f"{name};{key};1;;;" for name in ("W", "Cu") for key in keys), apply=False)
        return len(captured)

    few = queries(["supply_risk"])
    assert queries(["supply_risk", "economic_importance", "recycling_input_rate"]) <= few + 1


def test_the_column_of_the_value_is_called_as_it_is_in_dutch() -> None:
    with translation.override("nl"):
        assert importer_for("materials").field_label("value") == "waarde"


@pytest.mark.parametrize(
    ("cells", "column", "kind"),
    [
        (";Vraag jan.jansen@example.org", "note_nl", "a mail address"),
        ("bel 06 12345678;", "scope_nl", "a telephone number"),
    ],
)
def test_what_looks_like_personal_data_is_flagged(take: Take, cells: str, column: str, kind: str) -> None:
    content = f"Grondstof;Feit;Waarde;Bron;Reikwijdte;Toelichting\nW;supply_risk;1,2;rmis;{cells}\n"
    job = take_list("materials", content.encode(), name="feiten.csv")
    assert counts(job) == {"created": 1}
    with translation.override("en"):
        (issue,) = job.rows.get().issue_list
        assert (issue.column, issue.value) == (column, "")
        assert issue.text() == f"seems to hold {kind}: look whether the register may keep it"
