"""From the white spots to what a gap means, and through the agenda; axe finds nothing on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit


@pytest.mark.parametrize("width", [320, 1280])
def test_from_a_white_spot_to_the_agenda(visit: Visit, width: int) -> None:
    page = visit(locale="nl-NL").go("/nl/witte-vlekken/")
    page.set_viewport_size({"width": width, "height": 900})
    seen = faults_on({"matrix": page}) + wider_than_window(page)

    page.get_by_label("Alleen strategische grondstoffen").check()
    page.get_by_role("main").get_by_role("button", name="Toon").click()
    page.wait_for_url("**/nl/witte-vlekken/?**strategic=yes**")
    expect(page.get_by_role("rowheader")).to_have_count(18)

    page.get_by_role("link", name=re.compile("geen: Lithium, Raffinage")).click()
    page.wait_for_url("**/nl/witte-vlekken/refining/lithium/")
    expect(page.get_by_role("heading", name="Wat dit gat betekent")).to_be_visible()
    seen += faults_on({"gap": page}) + wider_than_window(page)

    page.goto(page.url.replace("witte-vlekken/refining/lithium/", "agenda/"))
    expect(page.locator(".agenda-card")).to_have_count(9)
    seen += faults_on({"agenda": page}) + wider_than_window(page)
    page.get_by_role("link", name="2. One-stop-shop").click()
    expect(page.get_by_role("heading", name="2.1 Vergunningverlening")).to_be_visible()
    seen += faults_on({"recommendation": page}) + wider_than_window(page)
    assert seen == []
