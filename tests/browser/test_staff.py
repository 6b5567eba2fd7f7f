"""What a curator does: take in a list, see it public, confirm an organisation. The worker does its part by itself."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import faults_on, list_fits
from tests.browser.conftest import Visit
from tests.browser.pages import entries
from tests.browser.visitor import Visitor
from tests.browser.words import NL

HEADER = "naam;schakel;gemeente;grondstoffen"
WAIT = 60_000  # milliseconds; a worker on a busy machine takes its time


@pytest.fixture
def curator(visit: Visit) -> Visitor:
    """On the first page of the admin."""
    curator = visit(role="curator")
    curator.go("/admin/")
    return curator


def upload(page: Page, name: str, *lines: str) -> None:
    """As far as the question which column is which field."""
    page.get_by_role("link", name="Lijst importeren").first.click()
    page.get_by_label("Lijst (CSV of XLSX)").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": "\n".join([HEADER, *lines, ""]).encode()}
    )
    page.get_by_label("Bron", exact=True).fill("Proefopgave 2026")
    page.get_by_role("button", name="Uploaden").click()
    expect(page.get_by_role("button", name="Rijen controleren")).to_be_visible(timeout=WAIT)


def check_rows(page: Page) -> None:
    page.get_by_role("button", name="Rijen controleren").click()
    expect(page.get_by_role("button", name="Deze wijzigingen doorvoeren")).to_be_visible(timeout=WAIT)


def test_a_list_becomes_public_and_an_organisation_confirmed(curator: Visitor, visit: Visit) -> None:
    page, public = curator.page, visit()
    good = "Voorbeeld Wolfraamwerken;Raffinage;Rotterdam;wolfraam"
    bad = "Voorbeeld Zonder Schakel;Smelterij;Rotterdam;koper"
    upload(page, "proef.csv", good, bad)
    check_rows(page)
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows.filter(has_text="Voorbeeld Wolfraamwerken")).to_contain_text("aangemaakt")
    rejected = rows.filter(has_text="Voorbeeld Zonder Schakel")
    expect(rejected).to_contain_text("wordt niet overgenomen")
    expect(rejected).to_contain_text("Smelterij")
    public.go(f"{NL.directory}?q=wolfraamwerken")
    assert entries(public.page) == []

    page.get_by_role("button", name="Deze wijzigingen doorvoeren").click()
    expect(page.get_by_role("heading", name="Rijen", exact=True)).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("status").filter(has_text="Doorgevoerd")).to_be_visible()
    public.go(f"{NL.directory}?q=wolfraamwerken")
    assert entries(public.page) == ["voorbeeld-wolfraamwerken"]
    public.page.locator(".entry__name a").click()
    expect(public.page.get_by_role("heading", name=NL.unconfirmed)).to_be_visible()
    expect(public.page.get_by_text("Proefopgave 2026").first).to_be_attached()

    curator.go("/admin/companies/organisation/?q=wolfraamwerken")
    page.get_by_role("table").get_by_role("link", name="Voorbeeld Wolfraamwerken").click()
    page.get_by_role("button", name="Opslaan en bevestigen").click()
    expect(page.get_by_text("Bevestigd: de organisatie en al haar gegevens.")).to_be_visible()
    public.page.reload()
    expect(public.page.get_by_role("heading", name="Bevestigd", exact=True)).to_be_visible()
    curator.check(anonymous=False)
    public.check()


def test_progress_is_asked_for_again_when_a_question_fails(curator: Visitor) -> None:
    """A server or a network that fails once must not leave the page standing at "is being split"."""
    page = curator.page
    # So long a list that its rows are still being checked when the page asks for the first time.
    rows = (f"Voorbeeld Storing {number};Raffinage;Rotterdam;koper" for number in range(2000))
    upload(page, "storing.csv", *rows)
    asked: list[str] = []

    def fail_twice(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=503, body="")
        elif len(asked) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/progress/", fail_twice)
    check_rows(page)
    assert len(asked) > 2
    page.get_by_role("button", name="Deze import annuleren").click()


def test_the_admin_has_no_faults(curator: Visitor) -> None:
    page = curator.page
    tabs = {"start page": page}
    for path in ("companies/organisation/", "imports/import/", "imports/import/add/"):
        tabs[path] = curator.context.new_page()
        tabs[path].goto(f"{curator.address}/admin/{path}")
    organisation = curator.context.new_page()
    organisation.goto(f"{curator.address}/admin/companies/organisation/?q=stibat")
    organisation.get_by_role("table").get_by_role("link", name="Stibat").click()
    organisation.wait_for_url(re.compile("/change/"))
    faults = faults_on(tabs | {"organisation": organisation})

    upload(page, "toegankelijk.csv", "Voorbeeld Een;Raffinage;Rotterdam;koper", "Voorbeeld Twee;Nergens;Rotterdam;")
    faults += faults_on({"which column is which field": page})
    check_rows(page)
    faults += faults_on({"what the list would change": page})
    page.get_by_role("button", name="Deze import annuleren").click()
    expect(page.get_by_role("button", name="Deze wijzigingen doorvoeren")).to_have_count(0)
    faults += faults_on({"a cancelled import": page})
    assert faults == []
    curator.check(anonymous=False)


def test_nothing_of_a_list_or_a_form_stands_outside_the_window(curator: Visitor) -> None:
    page = curator.page
    page.set_viewport_size({"width": 1280, "height": 800})
    for query in ("?all=", "?attention=poor", ""):
        curator.go(f"/admin/companies/organisation/{query}")
        assert list_fits(page), query
    page.get_by_role("table").get_by_role("link", name="Allseas").click()
    bar = page.locator("#submit-row").bounding_box()
    for button in page.locator("#submit-row").get_by_role("button").or_(page.locator("#submit-row a")).all():
        box = button.bounding_box()
        assert bar
        assert box
        assert bar["x"] <= box["x"] < box["x"] + box["width"] <= 1280
    page.set_viewport_size({"width": 375, "height": 800})
    curator.go("/admin/companies/organisation/")
    expect(page.locator("#result_list .field-changed_on").first).to_have_attribute("data-label", "Gewijzigd op")
    for path in ("companies/organisation/", "valuechains/stage/", "valuechains/supplyevent/"):
        curator.go(f"/admin/{path}")
        page.locator("#result_list tbody").get_by_role("link").first.click()
        page.wait_for_url("**/change/**")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
