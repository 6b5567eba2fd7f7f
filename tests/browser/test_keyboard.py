"""The main journey with the keyboard alone; wherever the focus is, it shows."""

import re

from playwright.sync_api import ElementHandle, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.pages import MARKERS, count_of, entries, number_in, wait_for_map
from tests.browser.words import NL

#: What has the focus: whether it is in the window and marked, and its name for the message.
#: After the last link of a page the focus is the browser's own for one step, and the page has none to show.
FOCUS = """(target) => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    shown: element === document.body || (marked && inside),
    name: `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`,
    there: element === target,
  };
}"""


class Keyboard:
    """Hands that know Tab, Enter, Space, Escape and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hidden: set[str] = set()

    def tab(self, target: ElementHandle | None = None) -> bool:
        """Whether that reached the target. A stop that does not show is remembered."""
        self.page.keyboard.press("Tab")
        focus = self.page.evaluate(FOCUS, target)
        if not focus["shown"]:
            self.hidden.add(f"{self.page.url}: {focus['name']}")
        return focus["there"]

    def tab_to(self, target: Locator, most: int = 90) -> None:
        element = target.element_handle()
        assert any(self.tab(element) for _step in range(most)), f"{target} is not reached with {most} times Tab"

    def skip_to_content(self) -> None:
        """With the first link of the page."""
        self.tab()
        self.press("Enter")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def test_the_main_journey_by_keyboard(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(NL.home)
    hands = Keyboard(page)

    hands.tab()
    expect(page.get_by_role("link", name=NL.skip)).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    hands.tab_to(page.get_by_role("main").get_by_role("searchbox"), most=3)
    page.keyboard.type("kobalt")
    hands.press("Enter")
    page.wait_for_url(f"**{NL.directory}?q=kobalt")
    found = count_of(page)

    stage = page.get_by_role("group", name="Schakel").get_by_role("checkbox", disabled=False)
    first = next(one for one in stage.all() if one.evaluate("box => !box.closest('.facet__option--none')"))
    hands.tab_to(first)
    hands.press("Space")
    page.wait_for_url("**stage=*")
    expect(page.locator("#results-title")).not_to_have_text(re.compile(rf"^\s*{found} "))
    expect(first).to_be_focused()
    assert 0 < count_of(page) < found

    slug = entries(page)[0]
    hands.tab_to(page.locator(".entry__name a").first, most=150)
    hands.press("Enter")
    page.wait_for_url(f"**{NL.directory}{slug}/")
    source = page.locator("details.provenance").first
    hands.tab_to(source.locator("summary"))
    hands.press("Enter")
    expect(source.locator("dl").first).to_be_visible()

    hands.tab_to(page.get_by_role("link", name="English"), most=120)
    hands.press("Enter")
    page.wait_for_url(f"**/en/organisations/{slug}/")
    assert hands.hidden == set()
    visitor.check()


def test_the_map_by_keyboard(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(NL.map)
    wait_for_map(page)
    hands = Keyboard(page)
    skip = page.get_by_role("link", name=NL.skip_map)
    hands.tab_to(skip)
    hands.tab_to(page.locator(f"{MARKERS}.map-marker--ring").first, most=40)
    count = number_in(page.evaluate("document.activeElement.textContent.trim() || '1'"))
    hands.press("Enter")
    names = page.locator(".map-popup__list a")
    expect(names).to_have_count(count)
    hands.tab_to(names.first, most=3)
    hands.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.map-marker--ring') !== null")

    group = page.locator(f"{MARKERS}.map-marker--group").first
    everything = page.locator("[data-loket-map-count]").inner_text()
    group.focus()
    hands.press("Space")
    expect(page.locator("[data-loket-map-count]")).not_to_have_text(everything)

    skip.focus()
    hands.press("Enter")
    expect(page).to_have_url(re.compile("#map-list$"))
    hands.tab_to(page.locator("[data-loket-map-list] a").first, most=2)
    assert hands.hidden == set()
    visitor.check()


def test_the_small_menu_closes_with_escape(visit: Visit) -> None:
    visitor = visit(viewport={"width": 375, "height": 700})
    page = visitor.go(NL.home)
    hands = Keyboard(page)
    button = page.locator("summary", has_text="Menu")
    hands.tab_to(button, most=10)
    hands.press("Enter")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_visible()
    hands.tab()
    hands.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    assert hands.hidden == set()
    visitor.check()


def test_a_table_is_sorted_on_a_small_screen(visit: Visit) -> None:
    """There each row is a block, and what sorts stands above them in sight."""
    visitor = visit(viewport={"width": 320, "height": 700})
    page = visitor.go("/nl/grondstoffen/")
    hands = Keyboard(page)
    page.locator("#materials-table").scroll_into_view_if_needed()
    risk = page.locator("#materials-table thead").get_by_role("link", name="Aanvoerrisico")
    page.locator("#materials-table thead a").first.focus()
    hands.tab_to(risk, most=5)
    hands.press("Enter")
    page.wait_for_url("**sort=supplyRisk")
    expect(page.locator("#materials-table tbody th").first).to_have_text("Koper")
    assert hands.hidden == set()
    visitor.check()
