"""What an anonymous visitor does: search, read, look on the map, change language, take the data along."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import MARKERS, count_of, csv_slugs, entries, map_list, number_in, on_map, wait_for_map
from tests.browser.words import EN, NL, Words

LISTED = 50  # names beside the map at most


@pytest.mark.parametrize("words", [NL, EN], ids=lambda words: words.code)
def test_search_read_map_language_download(visit: Visit, words: Words) -> None:
    visitor = visit(locale=words.locale)
    visitor.serve_tiles()
    page = visitor.go(words.home)
    main = page.get_by_role("main")
    main.get_by_role("searchbox", name=words.ask_home).fill(words.typing_error)
    main.get_by_role("button", name=words.search, exact=True).click()

    page.wait_for_url(f"**{words.directory}?q={words.typing_error}")
    found = entries(page)
    assert count_of(page) == len(found) > 0

    page.locator(".entry__name a").first.click()
    page.wait_for_url(f"**{words.directory}{found[0]}/")
    expect(page.get_by_role("heading", name=words.unconfirmed)).to_be_visible()
    source = page.locator("details.provenance").first
    source.locator("summary").click()
    expect(source.locator("dl").first).to_be_visible()
    page.go_back()
    page.wait_for_url(f"**{words.directory}?q={words.typing_error}")
    assert entries(page) == found

    page.get_by_role("link", name=words.map_link, exact=True).click()
    page.wait_for_url(f"**{words.map}?q={words.typing_error}")
    wait_for_map(page)
    on_map_text = page.locator("[data-loket-map-count]")
    expect(on_map_text).to_contain_text(words.on_map)
    in_view = number_in(on_map_text.inner_text())
    assert in_view == on_map(page) == map_list(page).count() <= len(found)

    page.get_by_role("link", name=words.other_language).click()
    page.wait_for_url(f"**{words.other.map}?q={words.typing_error}")
    wait_for_map(page)
    expect(page.locator("html")).to_have_attribute("lang", words.other.code)
    expect(page.locator("[data-loket-map-count]")).to_contain_text(words.other.on_map)
    assert on_map(page) == in_view

    page.get_by_role("link", name=words.other.list_link, exact=True).click()
    page.wait_for_url(f"**{words.other.directory}?q={words.typing_error}")
    assert entries(page) == found
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert csv_slugs(download.value) == found
    assert visitor.tiles > 0
    visitor.check()


def test_a_map_whose_page_makes_way_says_nothing(visit: Visit) -> None:
    """It may still be moving, or wait for its points."""
    visitor = visit()
    page = visitor.go(NL.map)
    wait_for_map(page)
    with page.expect_response("**/kaart/**"):
        page.evaluate("document.dispatchEvent(new Event('htmx:afterSettle'))")
        page.evaluate("document.querySelector('[data-loket-map-query]').removeAttribute('data-loket-map-query')")
    page.evaluate("document.dispatchEvent(new Event('htmx:afterSettle'))")
    page.wait_for_timeout(300)
    expect(page.locator("[data-loket-map-count]")).to_contain_text(NL.on_map)
    visitor.check()


def test_filters_answer_at_once_and_the_address_can_be_shared(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(NL.directory)
    everything = count_of(page)
    stage = page.get_by_role("group", name="Schakel").get_by_role("checkbox").nth(1)
    label = page.get_by_role("group", name="Schakel").locator("label").nth(1)
    promised = number_in(label.locator(".facet__count").inner_text())
    stage.check()
    page.wait_for_url("**?*stage=*")
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^\s*{promised} "))
    assert count_of(page) == promised < everything
    expect(page.locator("#count-spoken")).to_contain_text(str(promised))
    shared = visit()
    shared.go(visitor.path)
    assert entries(shared.page) == entries(page)
    page.get_by_role("link", name=re.compile("^Verwijder ")).click()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^\s*{everything} "))
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^\s*{promised} "))
    visitor.check()


def test_the_map_and_its_list_stay_in_step(visit: Visit) -> None:
    visitor = visit(viewport={"width": 1280, "height": 1000})
    page = visitor.go(NL.map)
    wait_for_map(page)
    everything = number_in(page.locator("[data-loket-map-count]").inner_text())
    assert on_map(page) == everything

    page.locator(".map-marker--group").first.click()
    page.wait_for_url("**bbox=*")
    expect(page.locator("[data-loket-map-count]")).not_to_have_text(re.compile(f"^{everything} van"))
    closer = number_in(page.locator("[data-loket-map-count]").inner_text())
    assert on_map(page) == closer < everything
    listed = map_list(page).all_inner_texts()
    assert len(listed) == min(closer, LISTED)

    several = page.locator(".map-marker--ring").filter(has_text=re.compile(r"\d")).first
    size = number_in(several.inner_text())
    several.click()
    names = page.locator(".map-popup__list a")
    expect(names).to_have_count(size)
    assert set(names.all_inner_texts()) <= set(listed)
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)

    first = map_list(page).first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    visitor.check()


def test_the_map_needs_no_tiles(visit: Visit) -> None:
    """Without tiles: points, scale and the names of places on a plain ground."""
    visitor = visit()
    page = visitor.go(NL.map)
    wait_for_map(page)
    expect(page.locator(".map-label__text").first).to_be_visible()
    expect(page.locator(".leaflet-control-scale")).to_be_visible()
    assert page.locator(MARKERS).count() > 3
    visitor.check()


def test_what_must_not_happen_is_noticed(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(NL.home)
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'p { color: red }'}))"
    )
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    told = " ".join(visitor.errors)
    assert "policy violated: style-src" in told
    assert "https://example.org/" in told
