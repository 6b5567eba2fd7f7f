"""What a permit officer does: make a trajectory, record events, see the legal date move, make it public."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

SECRETS = ("Geheime Kobalt", "geheime notitie")
TODAY = datetime.date.today()  # noqa: DTZ011 - as the browser and the portal have it


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    return visit(role="permit-officer")


def ago(days: int) -> str:
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def add_event(page: Page, kind: str, day: str, **details: str) -> None:
    """As far as the page that shows what it shifts."""
    form = page.locator("form.quick-event").first
    form.get_by_label("Gebeurtenis toevoegen").select_option(kind)
    form.get_by_label("Dag").fill(day)
    form.get_by_role("button", name="Verder").click()
    for label, value in details.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    page.get_by_role("button", name="Laat zien wat verschuift").click()


def due(page: Page) -> str:
    return (
        page.locator("section.procedure dt", has_text="Wettelijke datum")
        .locator("xpath=following-sibling::dd/strong")
        .inner_text()
    )


def test_a_trajectory_from_its_start_to_a_date_that_moves(officer: Visitor, visit: Visit) -> None:
    page = officer.page
    officer.go("/admin/permits/trajectory/work/")
    page.get_by_role("link", name="Traject toevoegen").click()
    page.get_by_label("Titel (Nederlands)").fill("Proeffabriek voor kobalt")
    page.get_by_label("Titel (Engels)").fill("Cobalt pilot plant")
    page.get_by_label("Initiatief").fill("Geheime Kobalt B.V.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("heading", name="Proeffabriek voor kobalt")).to_be_visible()

    page.get_by_role("link", name="Procedure toevoegen").click()
    page.get_by_label("Vergunningtype").select_option(label="Technische bouwactiviteit")
    page.get_by_role("button", name="Toevoegen").click()

    add_event(page, "received", ago(30))
    expect(page.get_by_role("heading", name="Wat hierdoor verschuift")).to_be_visible()
    page.get_by_role("button", name="Vastleggen").click()
    before = due(page)

    add_event(page, "completion-asked", ago(20), Laatste_dag_van_de_periode=ago(-8))
    shift = page.get_by_role("table")
    expect(shift).to_contain_text(before)
    moved = shift.locator("tbody tr").first.locator("td").nth(1).inner_text()
    assert moved != before
    assert due_is(page, officer, before)
    add_event(page, "completion-asked", ago(20), Laatste_dag_van_de_periode=ago(-8))
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("section.procedure")).to_contain_text("opgeschort")
    assert due(page) == moved

    add_event(page, "completed", ago(10))
    page.get_by_role("button", name="Vastleggen").click()
    assert due(page) not in (before, moved)
    expect(page.locator("ol.timeline li.timeline__item--actual")).to_have_count(3)

    page.get_by_role("link", name="Notitie toevoegen").click()
    page.get_by_label("Tekst van de notitie").fill("Heel geheime notitie")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Heel geheime notitie")).to_be_visible()
    public = visit()
    assert_hidden(public, "Proeffabriek voor kobalt")

    page.get_by_role("link", name="Gebeurtenissen vrijgeven").click()
    page.get_by_role("checkbox", name=re.compile("aanvraag ontvangen")).check()
    page.get_by_role("button", name="Gekozen vrijgeven").click()
    page.get_by_role("link", name="Openbaar maken").click()
    page.get_by_role("button", name="Openbaar maken").click()
    public.go("/nl/trajecten/")
    public.page.get_by_role("link", name="Proeffabriek voor kobalt").first.click()
    expect(public.page.get_by_role("heading", name="Proeffabriek voor kobalt")).to_be_visible()
    expect(public.page.get_by_role("main")).to_contain_text("Technische bouwactiviteit")
    for secret in SECRETS:
        assert secret not in public.page.content()
    assert_hidden(public, *SECRETS)


def due_is(page: Page, officer: Visitor, expected: str) -> bool:
    """Going back without saving leaves the date as it was."""
    page.get_by_role("link", name=re.compile("^Annule")).click()
    return due(page) == expected


def assert_hidden(public: Visitor, *texts: str) -> None:
    for path in ("/nl/trajecten/", "/en/trajectories/", "/api/v1/trajectories"):
        public.go(path)
        content = public.page.content()
        assert [text for text in texts if text in content] == []


def test_what_cannot_have_happened_is_told_at_its_field(officer: Visitor) -> None:
    page = officer.page
    officer.go("/admin/permits/trajectory/?work=late")
    page.get_by_role("link", name=re.compile("schroothandel")).click()
    add_event(page, "extended", ago(2), Weken_verlenging="6")
    expect(page.get_by_text("Te laat", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Vastleggen")).to_have_count(0)


def test_the_pages_are_without_faults_at_every_width(officer: Visitor) -> None:
    page = officer.page
    officer.go("/admin/permits/trajectory/?q=nikkel")
    dossier = page.get_by_role("link", name=re.compile("nikkel")).get_attribute("href") or ""
    addresses = (
        dossier,
        "/admin/permits/trajectory/work/",
        "/admin/permits/trajectory/report/",
        "/admin/permits/trajectory/figures/",
        "/admin/permits/trajectory/calendar/",
        "/admin/permits/trajectory/from-plan/",
        dossier.replace("dossier", "release"),
        dossier.replace("dossier", "document"),
    )
    found = []
    officer.errors.clear()
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 720})
        officer.go(address)
        found += faults_on({address: page})
        page.set_viewport_size({"width": 320, "height": 700})
        found += [f"{address}: {fault}" for fault in wider_than_window(page)]
    assert found == []
    officer.check(anonymous=False)


def test_the_keyboard_passes_the_menu_at_once(officer: Visitor) -> None:
    page = officer.go("/admin/permits/trajectory/work/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Traject toevoegen")).to_be_focused()
