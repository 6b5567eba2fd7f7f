"""From a report by anybody, by way of the queue, to the public page; and two organisations that turn out to be one."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_on, list_fits, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

STIBAT = "/nl/bedrijven/stibat/"


@pytest.fixture
def curator(visit: Visit) -> Visitor:
    return visit(role="curator")


def send(page: Page) -> None:
    page.get_by_role("button", name="Melding versturen").click()


def test_a_report_is_decided_and_becomes_public(visit: Visit, curator: Visitor) -> None:
    public = visit(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = public.page
    public.go(STIBAT)
    page.get_by_role("link", name="Meld een wijziging").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meld een wijziging")
    page.get_by_label("Wat deze organisatie doet").fill("Zamelt batterijen in. Zin uit de proef.")
    send(page)
    expect(page.get_by_role("group", name="Kijk nog eens")).to_contain_text("Waar kunnen wij dit nakijken?")
    page.get_by_label("Waar kunnen wij dit nakijken?").fill("Jaarverslag 2025 van de proef")
    page.get_by_label("Uw e-mailadres").fill("melder@example.org")
    page.get_by_label("Iets anders").fill("Vraag het mevrouw Jansen.")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt voor uw melding")
    public.go(STIBAT)
    expect(page.get_by_text("Zin uit de proef")).to_have_count(0)

    desk = curator.page
    desk.set_viewport_size({"width": 1280, "height": 800})
    curator.go("/admin/companies/case/")
    assert list_fits(desk)
    desk.get_by_role("link", name="Te besluiten, met koppelingen van lijsten").click()
    desk.wait_for_url("**/to-decide/**")
    assert faults_on({"to decide": desk}) == []
    assert wider_than_window(desk) == []
    desk.get_by_role("table").get_by_role("link", name="Stibat").last.click()
    expect(desk.get_by_text("Zin uit de proef")).to_be_visible()
    faults = faults_on({"a report": desk})
    desk.get_by_role("group", name="Beschrijving (Nederlands)").get_by_label("overnemen").check()
    desk.get_by_label("Reden").fill("Staat in het jaarverslag.")
    desk.get_by_role("button", name="Besluiten").click()
    expect(desk.get_by_text("De melder krijgt één mail.")).to_be_visible()
    assert faults + faults_on({"the queue": desk}) == []
    public.go(STIBAT)
    expect(page.get_by_text("Zin uit de proef")).to_be_visible()
    expect(page.get_by_text("Jaarverslag 2025 van de proef").first).to_be_attached()
    # The form that was not complete is answered with 422, which a browser tells on its console.
    assert [error for error in public.errors if "422" not in error] == []
    public.errors.clear()
    public.check()
    curator.check(anonymous=False)


@pytest.mark.parametrize("path", [f"{STIBAT}fout-melden/", "/en/organisations/stibat/report-an-error/"])
def test_the_form_has_no_faults(visit: Visit, path: str) -> None:
    public = visit(viewport={"width": 320, "height": 700})
    page = public.go(path)
    faults = faults_on({path: page})
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert faults + faults_on({f"{path} with errors": page}) == []
    assert wider_than_window(page) == []
    assert public.context.cookies() == []


def test_two_become_one_and_the_old_address_leads_on(visit: Visit, curator: Visitor) -> None:
    public, page = visit(), curator.page
    curator.go("/admin/companies/organisation/?q=stibat")
    page.get_by_role("table").get_by_role("link", name="Stibat").click()
    page.get_by_role("link", name="Samenvoegen met een andere …").click()
    old = public.go("/nl/bedrijven/").locator(".entry__name a").first
    slug, name = old.get_attribute("href").rstrip("/").rpartition("/")[2], old.inner_text()
    assert slug != "stibat"
    page.get_by_label("Welke andere organisatie").fill(slug)
    page.get_by_role("button", name="Vergelijken").click()
    expect(page.get_by_text("gaat op in Stibat")).to_be_visible()
    faults = faults_on({"merge": page})
    page.get_by_label("Reden").fill("Alleen in deze proef.")
    page.get_by_role("button", name="Samenvoegen", exact=True).click()
    expect(page.get_by_text(f"{name} is nu deel van Stibat en het oude adres leidt hierheen.")).to_be_visible()
    public.go(f"/nl/bedrijven/{slug}/")
    assert public.path == STIBAT
    curator.go(page.url.removeprefix(curator.address).replace("/change/", "/split/"))
    assert faults + faults_on({"split": page}) == []
    curator.check(anonymous=False)
