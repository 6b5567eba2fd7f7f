"""Permits, authorities and municipalities in a browser: no accessibility faults, whole at 320 px, one click on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit

PAGES = [
    "/nl/vergunningen/",
    "/en/permits/mba-ippc/",
    "/nl/instanties/",
    "/en/authorities/crma-spoc-nl/",
    "/nl/bevoegd-gezag/",
    "/en/who-is-competent/rotterdam/",
]


@pytest.mark.thorough
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_faults_and_fits_a_small_screen(visit: Visit, address: str) -> None:
    """The usual run looks at another page of each of these kinds (``test_accessibility``)."""
    visitor = visit()
    visitor.go(address)
    assert faults_on({address: visitor.page}) == []
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    assert wider_than_window(visitor.page) == []


def test_from_the_menu_to_the_term_of_a_permit(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/nl/")
    page = visitor.page
    page.get_by_role("navigation").get_by_role("link", name="Vergunningen", exact=True).first.click()
    page.get_by_label("uitgebreide procedure").check()
    page.get_by_role("button", name="Toon vergunningen").click()
    page.get_by_role("link", name="Natura 2000-activiteit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Natura 2000-activiteit")
    page.get_by_role("link", name="Bereken deze termijn vanaf uw datum").click()
    expect(page).to_have_url(re.compile(r"/nl/termijn-berekenen/\?rule=extended$"))


def test_a_municipality_leads_to_its_environment_service(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/nl/bevoegd-gezag/")
    page = visitor.page.get_by_role("main")
    page.get_by_role("searchbox", name="Gemeente").fill("delft")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Delft", exact=True).click()
    page.get_by_role("link", name="Omgevingsdienst Haaglanden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Omgevingsdienst Haaglanden")


def test_on_a_small_screen_each_planned_date_stands_before_what_is_planned(visit: Visit) -> None:
    """Two planned dates in one cell: date, name, date, name, all beside their label and none of them in its column."""
    visitor = visit(viewport={"width": 375, "height": 800})
    page = visitor.go("/nl/trajecten/voorbeeld-zwarte-massa/")
    cell = page.locator('td[data-label="Gepland"]').first
    lines = cell.evaluate(
        """
        (cell) => {
          const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            const box = range.getBoundingClientRect();
            if (box.width) { found.push([Math.round(box.left), Math.round(box.top), texts.currentNode.textContent]); }
          }
          return found;
        }
        """
    )
    assert len(lines) >= 4, lines
    assert min(left for left, _top, _text in lines) > cell.evaluate("cell => cell.getBoundingClientRect().left") + 100
    assert [top for _left, top, _text in lines] == sorted(top for _left, top, _text in lines)


def test_on_a_small_screen_each_label_of_a_table_is_whole(visit: Visit) -> None:
    """A label stands in the room of its own row; none of them begins outside the page."""
    visitor = visit(viewport={"width": 375, "height": 800})
    for address in ("/nl/trajecten/voorbeeld-zwarte-massa/", "/nl/grondstoffen/", "/nl/bevoegd-gezag/"):
        page = visitor.go(address)
        cut = page.locator("td[data-label]").evaluate_all(
            """
            (cells) => cells.filter((cell) => {
              const label = getComputedStyle(cell, "::before"), style = getComputedStyle(cell);
              return parseFloat(style.paddingInlineStart) + parseFloat(label.marginInlineStart) < 0;
            }).length
            """
        )
        assert cut == 0, address
