"""The table, the chart and the page of a material: nothing invented, nothing blank, nothing miscounted."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.test import Client

from publication.publishing import publishing
from tests.factories import MaterialFactFactory, MaterialFactory, SupplyEventFactory
from valuechains.charts import NARROW, WIDE, scatter, text_width
from valuechains.views.material_facts import bar, percent, told_facts

REFERENCE = Path(__file__).parents[2] / "fixtures" / "reference" / "materials.json"


def real_rows(language: str) -> list[dict]:
    """The rows of the reference data as far as the chart reads them."""
    rows = []
    for material in json.loads(REFERENCE.read_text()):
        facts = {fact["key"]: fact["value"] for fact in material["facts"]}
        rows.append(
            {
                "slug": material["slug"],
                "name": material[f"name_{language}"],
                "symbols": material["symbols"],
                "strategic": material["list_entry"]["strategic"],
                "supplyRisk": facts["supply_risk"],
                "economicImportance": facts["economic_importance"],
            }
        )
    return rows


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_no_label_of_the_chart_covers_another_label_or_mark(size, language) -> None:
    points = scatter(real_rows(language), size).points
    assert len(points) == 34
    for one, other in combinations(points, 2):
        assert one.box.overlap(other.box) == 0, (one.spot.label, other.spot.label)
        assert abs(one.x - other.x) >= size.mark or abs(one.y - other.y) >= size.mark, (
            one.spot.label,
            other.spot.label,
        )
    for one in points:
        assert one.box.right - one.box.left == pytest.approx(text_width(one.spot.label, size.font))
        assert size.left <= one.x <= size.width
        assert 0 <= one.box.left <= one.box.right <= size.width + 1, one.spot.label
        covered = [other.spot.label for other in points if _inside(one.box, other)]
        assert not covered, (one.spot.label, covered)


def _inside(box, point) -> bool:
    return box.left < point.x < box.right and box.top < point.y < box.bottom


def test_a_material_without_figures_is_left_out_of_the_chart() -> None:
    row = {"slug": "x", "name": "X", "symbols": [], "strategic": False, "supplyRisk": None, "economicImportance": 2.0}
    assert not scatter([row], WIDE).points


@pytest.mark.parametrize(
    ("share", "words", "length"),
    [
        (43, "43%", 43),
        (56.4, "56.4%", 56.4),
        (100.0, "100%", 100),
        (">85", "more than 85%", 85),
        (None, "share unknown", 0),
        ("n/a", "n/a%", 0),
    ],
)
def test_shares_of_any_shape_are_told(share, words, length, settings) -> None:
    from django.utils.translation import override

    with override("en"):
        assert percent(share) == words
    assert bar(share) == length


def _fact(value, **more) -> dict:
    return {
        "value": value,
        "stage": "",
        "scope": "",
        "period": "",
        "note": "",
        "confidence": "high",
        "sources": [],
        **more,
    }


def test_unknown_facts_say_so_and_odd_ones_are_told_whole() -> None:
    from django.utils.translation import override

    members = {"Pd": {"country": "Russia", "share": 40.4}}
    with override("en"):
        facts = {
            one["key"]: one
            for one in told_facts(
                {
                    "mainEuSource": _fact(None, note="Not in the annex.", confidence="none"),
                    "mainGlobalProducer": _fact({"country": "South Africa", "share": None, "perMember": members}),
                    "importReliance": _fact({"share": 75, "otherStageShare": 31}),
                    "recyclingInputRate": _fact(0),
                }
            )
        }
    assert facts["mainEuSource"]["value"] == "unknown"
    assert facts["mainEuSource"]["origin"]["note"] == "Not in the annex."
    assert facts["supplyRisk"]["value"] == "unknown"
    assert facts["mainGlobalProducer"]["value"] == "South Africa"
    assert facts["mainGlobalProducer"]["more"] == ["Pd: Russia, 40.4%"]
    assert facts["importReliance"]["more"] == ["In the other stage of the chain: 31%."]
    assert facts["recyclingInputRate"]["value"] == "0%"
    assert not facts["recyclingInputRate"]["is_unknown"]


@pytest.fixture
def materials(db) -> None:
    with publishing():
        for name, risk, strategic in (("Alfa", 1.0, True), ("Beta", 4.5, False), ("Gamma", None, True)):
            material = MaterialFactory(
                public=True, slug=name.lower(), name_nl=name, name_en=name, listed=True, listed__strategic=strategic
            )
            if risk:
                MaterialFactFactory(material=material, key="supply_risk", value=risk)
        related = MaterialFactory(public=True, slug="delta", name_nl="Delta", name_en="Delta", related=True)
        related.related_to.slug, related.related_to.visibility = "omega", "public"
        related.related_to.name_en = "Omega"
        related.related_to.save()


def _order(page: str) -> list[str]:
    table = page[page.index('id="materials-table"') : page.index("</table>")]
    return re.findall(r'<th scope="row"><a href="/en/materials/([a-z]+)/"', table)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["alfa", "beta", "gamma"]),
        ("-name", ["gamma", "beta", "alfa"]),
        ("supplyRisk", ["alfa", "beta", "gamma"]),
        ("-supplyRisk", ["beta", "alfa", "gamma"]),
        ("-strategic", ["alfa", "gamma", "beta"]),
        ("organisations", ["alfa", "beta", "gamma"]),
    ],
)
def test_the_table_sorts_and_puts_what_is_unknown_last(client: Client, materials, sort, order) -> None:
    page = client.get("/en/materials/", {"sort": sort} if sort else {}).content.decode()
    assert _order(page) == order
    direction = "descending" if sort.startswith("-") else "ascending"
    assert page.count("aria-sort=") == 1
    assert f'aria-sort="{direction}"' in page


def test_metals_that_are_not_listed_stand_apart_and_are_not_counted(client: Client, materials) -> None:
    page = client.get("/en/materials/").content.decode()
    assert "3 critical raw materials, of which 2 wholly or partly strategic" in page
    assert "delta" not in _order(page)
    assert page.index("Other metals that matter here") < page.index("/en/materials/delta/")
    home = client.get("/en/").content.decode()
    assert re.search(r'key-figure__number">3</span>.*critical raw materials on the EU list', home)


def test_a_filter_narrows_table_and_chart(client: Client, materials) -> None:
    page = client.get("/en/materials/", {"strategic": "no"}).content.decode()
    assert _order(page) == ["beta"]
    empty = client.get("/en/materials/", {"q": "zzzzqqqq"}).content.decode()
    assert "No material fits this choice" in empty


def test_a_metal_that_is_not_listed_says_so_and_names_its_relation(client: Client, materials) -> None:
    page = client.get("/en/materials/delta/").content.decode()
    assert "not on the EU list" in page
    assert 'href="/en/materials/omega/"' in page
    assert "What is known" not in page
    assert 'href="/en/materials/delta/"' in client.get("/en/materials/omega/").content.decode()


def test_a_strategic_material_shows_its_condition(client: Client, materials) -> None:
    from valuechains.models import ListEntry

    entry = ListEntry.objects.get(material__slug="alfa")
    entry.qualifier_nl, entry.qualifier_en = "batterijkwaliteit", "battery grade"
    entry.save()
    assert "Strategic holds for: battery grade." in client.get("/en/materials/alfa/").content.decode()


def test_a_null_fact_is_said_to_be_unknown_on_the_page(client: Client, materials) -> None:
    page = client.get("/en/materials/gamma/").content.decode()
    assert "facts__value--unknown" in page
    assert "The uses are unknown." in page


def test_events_stand_by_year_latest_first_also_in_a_search(client: Client, db) -> None:
    with publishing():
        SupplyEventFactory(public=True, date="2024-03", title_en="Ban on cobalt", slug="one")
        SupplyEventFactory(public=True, date="2025-04-09", title_en="Quota", text_en="A ban ends.", slug="two")
        SupplyEventFactory(public=True, date="2025-01", title_en="Ban again", slug="three", in_figure_2=True)
    page = client.get("/en/events/", {"q": "ban"}).content.decode()
    assert re.findall(r'class="event" id="([a-z]+)"', page) == ["two", "three", "one"]
    assert re.findall(r'id="year-(\d+)"', page) == ["2025", "2024"]
    assert "9 April 2025" in page
    assert "January 2025" in page
    assert page.count("figure 2</span>") == 1
    turned = client.get("/en/events/", {"q": "ban", "sort": "date"}).content.decode()
    assert re.findall(r'class="event" id="([a-z]+)"', turned) == ["one", "three", "two"]
