"""Every page works without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import count_of, entries, number_in
from tests.browser.visitor import Visitor
from tests.browser.words import NL


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    return visit(java_script_enabled=False)


def test_search_and_filters_are_a_form(visitor: Visitor) -> None:
    page = visitor.go(NL.directory)
    everything = count_of(page)
    stage = page.get_by_role("group", name="Schakel").locator("label").nth(1)
    promised = number_in(stage.locator(".facet__count").inner_text())
    stage.get_by_role("checkbox").check()
    page.get_by_role("button", name="Toon resultaten").click()
    page.wait_for_url("**stage=*")
    assert count_of(page) == promised < everything
    page.get_by_label("Naam, grondstof, activiteit of plaats").fill("kobalt")
    page.get_by_label("Naam, grondstof, activiteit of plaats").press("Enter")
    page.wait_for_url("**q=kobalt*")
    assert "stage=" in page.url
    assert count_of(page) < promised
    visitor.check()


def test_pages_of_a_list_hold_everything_once(visitor: Visitor) -> None:
    page = visitor.go(NL.directory)
    everything = count_of(page)
    seen = entries(page)
    following = page.get_by_role("navigation", name="Pagina").get_by_role("link", name="Volgende")
    while following.count():
        following.click()
        page.wait_for_load_state()
        seen += entries(page)
    assert len(seen) == len(set(seen)) == everything
    visitor.check()


def test_the_map_is_a_drawing_with_a_list(visitor: Visitor) -> None:
    page = visitor.go(NL.map)
    expect(page.locator("[data-loket-map]")).to_be_hidden()
    place = page.locator("#map-overview a").first
    promised = number_in(place.get_attribute("aria-label") or "")
    assert page.locator("[data-loket-map-list] a").count() > 0
    place.click()
    page.wait_for_url(f"**{NL.directory}?municipality=*")
    assert count_of(page) == promised
    visitor.check()


def test_sources_of_an_organisation_unfold(visitor: Visitor) -> None:
    page = visitor.go(f"{NL.directory}allseas/")
    source = page.locator("details.provenance").first
    expect(source.locator("dl").first).to_be_hidden()
    source.locator("summary").click()
    expect(source.locator("dl").first).to_be_visible()
    visitor.check()


def test_menu_and_filters_of_a_small_screen_unfold(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = visitor.go(NL.directory)
    page.locator("summary", has_text="Filters").click()
    expect(page.get_by_role("button", name="Toon resultaten")).to_be_visible()
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Grondstoffen").click()
    page.wait_for_url("**/nl/grondstoffen/")
    rows = page.locator("table tbody tr")
    assert rows.count() >= 34
    visitor.check()


def test_staff_change_a_point_and_find_the_filters(visit: Visit) -> None:
    """The skin of the admin hides its pages until its script has run; without one they stand there all the same."""
    curator = visit(role="curator", java_script_enabled=False)
    page = curator.go("/admin/companies/site/?q=allseas")
    expect(page.get_by_role("button", name="Filters toepassen")).to_be_visible()
    page.locator("#result_list").get_by_role("link", name="Allseas").click()
    page.get_by_label("Breedtegraad").fill("52.0071")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.wait_for_url("**/admin/companies/site/**")
    page.locator("#result_list").get_by_role("link", name="Allseas").click()
    expect(page.get_by_label("Breedtegraad")).to_have_value("52.0071")
