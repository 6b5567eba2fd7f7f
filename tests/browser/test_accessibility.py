"""axe-core finds nothing on any kind of public page, in either language, on a wide and on a narrow screen."""

import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import resolve
from django.utils.translation import override
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.pages import wait_for_map
from tests.browser.visitor import Visitor
from tests.browser.words import NL

NARROW, WIDE, HEIGHT = 320, 1280, 900
#: Pages that the sitemap does not name.
BESIDE = {
    "nl": [
        "/nl/zoeken/?q=batterij",
        "/nl/bedrijven/leveranciers-en-afnemers/zoeken/?company=stibat",
        "/nl/volgen/materials/?key=cobalt",
        "/nl/witte-vlekken/recycling-recovery/cobalt/",
    ],
    "en": [
        "/en/search/?q=cobolt",
        "/en/organisations/suppliers-and-buyers/find/?stage=refining&material=lithium",
        "/en/follow/search/?q=koper",
        "/en/white-spots/recycling-recovery/cobalt/",
    ],
}


def public_pages(address: str, language: str) -> list[str]:
    """All pages of the sitemap in one language."""
    with urllib.request.urlopen(f"{address}/sitemap.xml", timeout=20) as answer:
        addresses = re.findall("<loc>(.*?)</loc>", answer.read().decode())
    paths = [one.removeprefix(address) for one in addresses]
    return [path for path in paths if path.startswith(f"/{language}/")]


def one_of_each_kind(address: str, language: str) -> Iterator[str]:
    """Of pages about a record: the first one in Dutch, the last one in English."""
    kinds: dict[str, str] = {}
    with override(language):
        for path in public_pages(address, language):
            name = resolve(path).view_name
            kinds[name] = path if language == "en" else kinds.get(name, path)
    assert len(kinds) >= 18, sorted(kinds)
    yield from kinds.values()
    yield from BESIDE[language]


def faults_at(width: int, *pages: Page) -> list[str]:
    for page in pages:
        page.set_viewport_size({"width": width, "height": HEIGHT})
    return faults_on({f"{page.url} at {width}": page for page in pages})


def faults_at_both(*pages: Page) -> list[str]:
    return [fault for width in (NARROW, WIDE) for fault in faults_at(width, *pages)]


def by_turns(*cases: tuple[object, ...]) -> list[Any]:
    """Each case on a narrow and on a wide screen: one of them in the usual run, by turns, the other in the thorough."""
    return [
        pytest.param(width, *case, marks=[pytest.mark.thorough] if (width == WIDE) is (number % 2 == 0) else [])
        for number, case in enumerate(cases)
        for width in (NARROW, WIDE)
    ]


def faults_of(visitor: Visitor, path: str, width: int) -> list[str]:
    """What axe finds at ``width``, and what does not fit a wide or a narrow screen."""
    visitor.go(path)
    wide = []
    for fits in (WIDE, NARROW):
        visitor.page.set_viewport_size({"width": fits, "height": HEIGHT})
        wide += [f"{path} at {fits}: {one}" for one in wider_than_window(visitor.page)]
    return wide + faults_at(width, visitor.page)


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    return visit(viewport={"width": NARROW, "height": HEIGHT})


def test_the_check_finds_faults(visitor: Visitor) -> None:
    visitor.page.goto("about:blank")  # whoever was here before left the policy of a page, which forbids such styles
    visitor.page.set_content('<html lang="nl"><title>x</title><button></button><p style="color:#aaa">faint</p>')
    found = " ".join(faults_on({"page": visitor.page}))
    assert "button-name" in found
    assert "color-contrast" in found
    visitor.page.set_content('<p style="inline-size: 400px">long</p>')
    assert wider_than_window(visitor.page)


def test_no_faults_on_any_kind_of_page(visit: Visit, portal: str) -> None:
    """Each kind once: by turns in Dutch on a narrow screen and in English on a wide one; all must fit both.

    ``make accessibility`` looks at all of them in both.
    """
    visitor, faults = visit(), []
    dutch, english = one_of_each_kind(portal, "nl"), one_of_each_kind(portal, "en")
    for number, (path, translated) in enumerate(zip(dutch, english, strict=True)):
        if number % 2:
            faults += faults_of(visitor, path, NARROW)
        else:
            faults += faults_of(visitor, translated, WIDE)
    assert faults == []
    visitor.check()


@pytest.mark.thorough
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_faults_on_all_kinds_in_both_languages_at_both_widths(
    visit: Visit, portal: str, language: str, width: int
) -> None:
    visitor = visit()
    assert [fault for path in one_of_each_kind(portal, language) for fault in faults_of(visitor, path, width)] == []
    visitor.check()


def test_long_names_fit_a_narrow_screen(visitor: Visitor, portal: str) -> None:
    """The pages with the longest addresses have the longest names and words."""
    longest = sorted(public_pages(portal, "nl"), key=len)[-12:]
    wide = []
    for path in longest:
        visitor.go(path)
        wide += [f"{path}: {one}" for one in wider_than_window(visitor.page)]
    assert wide == []


@pytest.mark.parametrize(
    ("width", "path", "status"),
    by_turns(
        (f"{NL.directory}?stage=onzin", 200),
        (f"{NL.directory}?q=zzzzqqqq", 200),
        (f"{NL.directory}?page=99", 404),
        ("/nl/bestaat-niet/", 404),
    ),
)
def test_problems_empty_results_and_missing_pages(visitor: Visitor, width: int, path: str, status: int) -> None:
    visitor.go(path, status)
    assert wider_than_window(visitor.page) == []
    assert faults_at(width, visitor.page) == []
    assert wider_than_window(visitor.page) == []


def test_a_form_with_errors(visitor: Visitor) -> None:
    page = visitor.go("/nl/accounts/login/")
    assert faults_at_both(visitor.page) == []
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("niemand")
    page.get_by_label("Wachtwoord", exact=True).fill("dit is het niet")
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    expect(page.get_by_text("Uw gebruikersnaam of wachtwoord klopt niet")).to_be_visible()
    assert faults_at_both(visitor.page) == []


def test_an_open_menu(visitor: Visitor) -> None:
    page = visitor.go(NL.home)
    page.set_viewport_size({"width": 375, "height": HEIGHT})
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()
    assert faults_at(375, page) == []


@pytest.mark.parametrize(
    ("width", "path"),
    by_turns((NL.directory,), (f"{NL.directory}stibat/",), ("/nl/grondstoffen/cobalt/",), (NL.map,)),
)
def test_everything_unfolded(visitor: Visitor, width: int, path: str) -> None:
    page = visitor.go(path)
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert wider_than_window(page) == []
    assert faults_at(width, page) == []


def test_the_map_with_a_point_opened(visit: Visit) -> None:
    visitor = visit(viewport={"width": WIDE, "height": HEIGHT})
    visitor.serve_tiles()
    page = visitor.go(NL.map)
    wait_for_map(page)
    page.locator(".map-marker--ring").first.click()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")
    assert faults_at(WIDE, page) == []
    visitor.check()
