"""From the white spots to what a gap means, and through the agenda; axe finds nothing on the way. And what staff do
with it: a meeting, its action, too late, the report."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.pages import wait_for_map
from tests.factories import days_from_now


class Look:
    """At each page: does it fit; and with axe at every other one."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self.faults: list[str] = []

    def at(self, name: str, page: Page) -> None:
        self.turn += 1
        self.faults += [f"{name}: {wide}" for wide in wider_than_window(page)]
        if self.turn % 2:
            self.faults += faults_on({name: page})


@pytest.mark.parametrize(
    ("width", "turn"),
    [
        (320, 0),
        (1280, 1),
        pytest.param(320, 1, marks=pytest.mark.thorough),
        pytest.param(1280, 0, marks=pytest.mark.thorough),
    ],
)
def test_from_a_white_spot_to_the_agenda(visit: Visit, width: int, turn: int) -> None:
    """axe sees half of the pages on a narrow screen, half on a wide one; the thorough the other halves."""
    page, look = visit(locale="nl-NL").go("/nl/witte-vlekken/"), Look(turn)
    page.set_viewport_size({"width": width, "height": 900})
    look.at("matrix", page)

    page.get_by_label("Alleen strategische grondstoffen").check()
    page.get_by_role("main").get_by_role("button", name="Toon").click()
    page.wait_for_url("**/nl/witte-vlekken/?**strategic=yes**")
    expect(page.get_by_role("rowheader")).to_have_count(18)

    page.get_by_role("link", name=re.compile("geen: Lithium, Raffinage")).click()
    page.wait_for_url("**/nl/witte-vlekken/refining/lithium/")
    expect(page.get_by_role("heading", name="Wat dit gat betekent")).to_be_visible()
    look.at("gap", page)

    gap = page.url
    page.get_by_role("link", name="Plan de vergunningen").click()
    page.wait_for_url("**/vergunningen/route/?stage=refining&material=lithium")
    page.goto(gap)
    page.get_by_role("link", name="Dit alles als dossier").click()
    page.get_by_role("button", name="Maak het dossier").click()
    expect(page.get_by_role("heading", name="Lithium: Raffinage")).to_be_visible()
    look.at("dossier", page)
    page.goto(gap.replace("witte-vlekken/refining/lithium/", "locaties/"))
    wait_for_map(page)
    look.at("locations", page)

    page.goto(gap.replace("witte-vlekken/refining/lithium/", "agenda/"))
    expect(page.locator(".agenda-card")).to_have_count(9)
    look.at("agenda", page)
    page.get_by_role("link", name="2. One-stop-shop").click()
    expect(page.get_by_role("heading", name="2.1 Vergunningverlening")).to_be_visible()
    look.at("recommendation", page)
    assert look.faults == []


def test_every_column_of_the_matrix_fits_on_an_upright_sheet(visit: Visit) -> None:
    """Of A4 with margins of 2 cm 643 pixels are left."""
    page = visit(locale="nl-NL").go("/nl/witte-vlekken/")
    page.set_viewport_size({"width": 643, "height": 900})
    page.emulate_media(media="print")
    last = page.get_by_role("columnheader", name="Wie weet ervan").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 643


def choose(page: Page, name: str, words: str) -> None:
    """In a list of the admin that is searched while one types."""
    page.locator(f'[name="{name}"] + .select2').click()
    page.locator(".select2-search__field").last.fill(words)
    page.get_by_role("option", name=words).first.click()


def test_a_meeting_brings_an_action_that_gets_late_and_is_reported(visit: Visit) -> None:
    curator = visit(role="curator")
    page = curator.go("/admin/agenda/meeting/add/")
    days = [days_from_now(-number).isoformat() for number in (9, 2)]
    meeting = {"date": days[0], "name_nl": "Tweede overleg", "name_en": "Second consultation", "slug": "tweede"}
    for name, value in meeting.items():
        page.locator(f'[name="{name}"]').fill(value)
    page.get_by_role("link", name="Nog een Actie toevoegen").click()
    action = {"name_nl": "Brief aan het Rijk", "name_en": "Letter to the state", "due_on": days[1]}
    for name, value in action.items():
        page.locator(f'[name="actions-0-{name}"]').fill(value)
    expect(page.locator('[name="actions-0-slug"]')).to_have_value("letter-to-the-state")
    choose(page, "actions-0-recommendation", "Inzicht en dialoog")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Een actie heeft een eigenaar")).to_be_visible()

    choose(page, "actions-0-owner", "InnovationQuarter")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.wait_for_url("**/admin/agenda/meeting/")

    curator.go("/admin/agenda/action/board/")
    expect(page.get_by_role("listitem").filter(has_text="Brief aan het Rijk")).to_contain_text("te laat")
    seen = faults_on({"board": page})
    page.get_by_role("link", name="Voortgangsrapportage").last.click()
    expect(page.get_by_text("Interne uitgave")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Brief aan het Rijk")).to_contain_text("te laat")
    expect(page.get_by_text("Tweede overleg").first).to_be_visible()
    seen += faults_on({"internal report": page})
    assert seen == []


def test_a_form_of_staff_fits_a_narrow_screen_and_its_menus_open_by_keyboard(visit: Visit) -> None:
    page = visit(role="curator", viewport={"width": 375, "height": 800}).go("/admin/agenda/milestone/")
    heading = page.locator("td[data-label]:not([data-label=''])").nth(1)
    assert heading.get_attribute("data-label") == "Datum"
    page.get_by_role("link", name="Eerste regionaal overleg").click()
    button = page.locator(".related-widget-wrapper", has=page.locator('[name="sources"]')).get_by_role(
        "button", name="Menu"
    )
    expect(button).to_be_attached()
    assert wider_than_window(page) == []
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Bron toevoegen")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
