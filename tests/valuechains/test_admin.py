"""Materials, facts, lists, events and sources in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.forms import ModelChoiceField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.factories import (
    BenchmarkFactory,
    ListVersionFactory,
    MaterialFactFactory,
    MaterialFactory,
    MaterialSectorFactory,
    ProvenanceFactory,
    SectorFactory,
    SourceFactory,
    StageFactory,
    SupplyEventFactory,
    UserFactory,
)
from tests.html_forms import form_data
from valuechains.facts import FACTS, problem_of
from valuechains.models import Stage
from valuechains.reference import read

pytestmark = pytest.mark.django_db
MODELS = ["material", "materialfact", "listversion", "stage", "sector", "benchmark", "supplyevent", "source"]


@pytest.fixture
def curator(client: Client):
    user = UserFactory(superuser=True)
    client.force_login(user)
    return user


def change_url(record) -> str:
    return reverse(f"admin:valuechains_{record._meta.model_name}_change", args=[record.pk])


def save(client: Client, record, **changes: str):
    data = form_data(client.get(change_url(record)), f"{record._meta.model_name}_form")
    data.update({name: [value] for name, value in changes.items()})
    return client.post(change_url(record), data)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_add_page_opens_also_when_there_is_nothing(client: Client, curator, model) -> None:
    for page in ("changelist", "add"):
        assert client.get(reverse(f"admin:valuechains_{model}_{page}")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_who_may_only_look_can_look_and_no_more(client: Client, model) -> None:
    user = UserFactory(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    assert client.get(reverse(f"admin:valuechains_{model}_changelist")).status_code == 200
    assert client.post(reverse(f"admin:valuechains_{model}_add"), {}).status_code == 403


def test_a_material_sent_back_as_it_came_writes_nothing(client: Client, curator) -> None:
    material = MaterialFactory(listed=True, symbols=["Sb"], aliases=["antimoon", "stibium"])
    fact = MaterialFactFactory(material=material, producer=True)
    MaterialSectorFactory(material=material)
    before = fact.history.count()
    response = save(client, material)
    assert response.status_code == 302, response.context["errors"]
    assert material.history.count() == 1
    assert fact.history.count() == before


def test_a_fact_is_edited_within_its_material_and_keeps_history(client: Client, curator) -> None:
    material = MaterialFactory(public=True)
    fact = MaterialFactFactory(material=material, key="supply_risk", value=1.8)
    save(client, material, **{"facts-0-value": "2.1"})
    fact.refresh_from_db()
    assert fact.value == 2.1
    assert fact.history.first().history_user == curator
    assert '"supplyRisk":2.1' in material.listing.row_nl


def test_a_fact_is_called_by_its_name(client: Client, curator) -> None:
    material = MaterialFactory(public=True)
    MaterialFactFactory(material=material, key="supply_risk", value=1.8)
    page = client.get(change_url(material)).content.decode()
    assert f"{material}: aanvoerrisico" in page
    assert f"{material}: supply_risk" not in page


@pytest.mark.parametrize(
    ("key", "value", "names"),
    [
        ("supply_risk", '"hoog"', "0"),
        ("supply_risk", "-1", "0"),
        ("supply_risk", "{", "JSON"),
        ("main_global_producer", '{"share": 20}', "country_nl"),
        ("main_global_producer", '{"country_nl": "China", "country_en": "China", "share": 120}', "100"),
        ("main_uses", '[{"nl": "glas"}]', "en"),
        ("critical_stage", '"mining"', "processing"),
        ("hs_cn", '"8110"', "lijst|list"),
        ("hs_cn", '[{"code": "8110"}]', "form_nl"),
        ("figure1", "1", "true"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_in_words(client: Client, curator, key, value, names) -> None:
    fact = MaterialFactFactory(key=key, value=FACTS[key].example)
    response = save(client, fact, value=value)
    assert response.status_code == 200
    message = str(response.context["adminform"].form.errors["value"])
    assert any(name in message for name in names.split("|")), message


def test_the_facts_of_the_reference_data_have_the_shapes_we_ask_for() -> None:
    for name in ("materials", "other-materials"):
        for material in read(name):
            for fact in material.get("facts", []):
                assert problem_of(fact["key"], fact["value"]) == "", (material["slug"], fact)


def test_a_material_page_asks_as_many_queries_with_many_facts(client: Client, curator) -> None:
    def queries(material) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(change_url(material)).status_code == 200
        return len(captured)

    few, many = MaterialFactory(listed=True), MaterialFactory(listed=True)
    MaterialFactFactory(material=few)
    MaterialSectorFactory(material=few)
    for key in list(FACTS)[:8]:
        MaterialFactFactory(material=many, key=key, value=None)
        MaterialSectorFactory(material=many)
    queries(few)
    assert queries(few) == queries(many)


@pytest.mark.parametrize(
    ("model", "make"),
    [
        ("material", lambda: MaterialFactory(listed=True)),
        ("stage", lambda: StageFactory(with_benchmark=True)),
        ("sector", SectorFactory),
        ("supplyevent", SupplyEventFactory),
        ("source", SourceFactory),
        ("listversion", ListVersionFactory),
    ],
)
def test_lists_ask_as_many_queries_for_many_rows(client: Client, curator, model, make) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"admin:valuechains_{model}_changelist"))
        return len(captured)

    make()
    queries()
    few = queries()
    for _number in range(15):
        make()
    assert queries() == few


def test_a_source_tells_how_many_values_name_it(client: Client, curator) -> None:
    source, unused = SourceFactory(title="Gebruikt"), SourceFactory(title="Ongebruikt")
    row = ProvenanceFactory(source=source)
    ProvenanceFactory(source=source, organisation=row.organisation, subject="kind")
    MaterialFactFactory(sources=[source])
    StageFactory(sources=[source])
    url = reverse("admin:valuechains_source_changelist")
    rows = {one.title: one.used for one in client.get(url).context["cl"].result_list}
    assert rows[source.title] == 4
    assert {one.title for one in client.get(url, {"used": "no"}).context["cl"].result_list} == {unused.title}


def test_filter_of_materials_by_the_current_list(client: Client, curator) -> None:
    strategic = MaterialFactory(listed=True, listed__strategic=True)
    critical, other = MaterialFactory(listed=True), MaterialFactory()
    url = reverse("admin:valuechains_material_changelist")

    def found(value: str) -> set:
        return set(client.get(url, {"list": value}).context["cl"].result_list)

    assert found("strategic") == {strategic}
    assert found("critical") == {strategic, critical}
    assert found("none") == {other}


def test_lines_become_a_list_without_doubles(client: Client, curator) -> None:
    material = MaterialFactory()
    save(client, material, aliases="wolfraam\r\n\r\n tungsten \r\nwolfraam")
    material.refresh_from_db()
    assert material.aliases == ["wolfraam", "tungsten"]


def test_a_second_current_list_is_refused_in_words(client: Client, curator) -> None:
    ListVersionFactory(current=True)
    other = ListVersionFactory()
    response = save(client, other, is_current="on")
    assert response.status_code == 200
    other.refresh_from_db()
    assert not other.is_current


@pytest.mark.parametrize(("language", "name"), [("nl", "Winning"), ("en", "Extraction")])
def test_choices_name_records_in_the_language_of_the_member_of_staff(language: str, name: str) -> None:
    stage = StageFactory(name_nl="Winning", name_en="Extraction")
    with override(language):
        assert [label for _pk, label in ModelChoiceField(Stage.objects.all()).choices][1:] == [name]
        assert str(stage) == name


@pytest.mark.parametrize(("date", "words"), [("2026-02-30", "niet in de kalender"), ("mei 2026", "JJJJ-MM")])
def test_an_event_on_a_day_that_does_not_exist_is_refused_at_the_field(client: Client, curator, date, words) -> None:
    """The home page puts the date of the newest event in words."""
    event = SupplyEventFactory(public=True)
    assert words in str(save(client, event, date=date).context["adminform"].form.errors["date"])
    assert client.get("/nl/").status_code == 200


def test_a_share_of_more_than_all_is_refused_in_words(client: Client, curator) -> None:
    response = save(client, BenchmarkFactory(), percent="101")
    assert "hoogstens 100 procent" in str(response.context["adminform"].form.errors["percent"])
