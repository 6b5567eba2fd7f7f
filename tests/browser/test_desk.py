"""Find a white spot, plan, ask, open the link of the mail, be answered by staff, read it and close: no account."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

ASK = {"nl": "/nl/vraag-het-loket/", "en": "/en/ask-the-loket/"}
QUESTION = "Wie verwerkt hier zwarte massa, en wat mist er nog?"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
FOUND = re.compile(r"/nl/vraag/[\w-]{43}/")


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    return visit(role="desk-officer")


@pytest.fixture
def mailed(portal: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, re.Pattern[str]], str]:
    """What the portal's worker mailed about a reference: the first place in it that fits a pattern."""

    def find(reference: str, pattern: re.Pattern[str]) -> str:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for path in tmp_path_factory.getbasetemp().glob("portal*/mail/*.log"):
                letter = message_from_bytes(path.read_bytes(), policy=policy.default)
                text = letter.get_body(("plain",)).get_content()
                if reference in text and (found := pattern.search(text)):
                    return found[0]
            time.sleep(0.2)
        raise AssertionError(f"no mail about {reference}")

    return find


def ask(visitor: Visitor) -> str:
    """From a gap of the matrix by way of the planner to the form, as a person would; gives the reference."""
    page = visitor.go("/nl/witte-vlekken/")
    page.locator('a[href="/nl/witte-vlekken/recycling-recovery/antimony/"]').click()
    page.get_by_role("link", name="Plan de vergunningen").click()
    page.get_by_role("link", name=re.compile("Bekijk het plan")).click()
    page.get_by_role("link", name="Leg dit voor aan het loket").click()
    page.get_by_label("Hulp bij vergunningen").check()
    page.get_by_label("Uw vraag", exact=True).fill(QUESTION)
    expect(page.get_by_label("Recycling: black mass en metaalherwinning")).to_be_checked()
    expect(page.get_by_label("Antimoon", exact=True)).to_be_checked()
    page.get_by_label("Uw naam").fill("Vera Vraagsteller")
    page.get_by_label("Uw e-mailadres").fill("vera@example.org")
    page.get_by_role("button", name="Verstuur uw vraag").click()
    expect(page.get_by_role("heading", name="Uw vraag is binnen")).to_be_visible()
    return page.locator(".lead strong").inner_text()


def test_from_a_white_spot_to_a_closed_question(visit: Visit, officer: Visitor, mailed: Callable[..., str]) -> None:
    visitor = visit(java_script_enabled=False)
    reference = ask(visitor)
    link = mailed(reference, FOUND)

    page = officer.page
    officer.go(f"/admin/desk/inquiry/?q={reference}")
    page.get_by_role("table").get_by_role("link", name=reference).click()
    expect(page.get_by_text("Recycling: black mass en metaalherwinning × Antimoon")).to_be_visible()
    expect(page.locator('a[href^="/nl/vergunningen/route/plan/"]')).to_be_visible()
    page.get_by_role("link", name="Antwoorden", exact=True).click()
    page.get_by_label("Uw antwoord").fill("In het register staat wie dat doet.")
    page.get_by_role("button", name="Antwoorden").click()
    expect(page.get_by_text("Het antwoord is onderweg.")).to_be_visible()

    mine = visitor.go(link)
    expect(mine.get_by_text(QUESTION)).to_be_visible()
    expect(mine.get_by_text("In het register staat wie dat doet.")).to_be_visible()
    mine.get_by_role("link", name="Deze vraag sluiten").click()
    mine.get_by_role("button", name="Ja, sluit haar").click()
    expect(mine.get_by_text("Deze vraag is gesloten op")).to_be_visible()
    officer.check(anonymous=False)
    visitor.check()


def test_errors_are_listed_and_nothing_typed_is_lost(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(ASK["nl"])
    page.get_by_label("Uw vraag", exact=True).fill("Kort")
    page.get_by_role("button", name="Verstuur uw vraag").click()
    expect(page.locator(".error-summary")).to_be_focused()
    question = page.get_by_label("Uw vraag", exact=True)
    expect(question).to_have_value("Kort")
    assert faults_on({"form with errors": page}) == []

    page.locator(".error-summary").get_by_role("link", name=re.compile("^Uw vraag")).press("Enter")
    expect(question).to_be_focused()
    expect(question).to_have_css("outline-style", "solid")
    expect(page.locator("label", has_text="Uw vraag")).to_be_in_viewport()


def test_pages_have_no_faults_and_fit(visit: Visit) -> None:
    visitor, faults = visit(), []
    for path, status in {ASK["nl"]: 200, ASK["en"]: 200, "/nl/vraag/geen/": 404, "/en/question/geen/": 404}.items():
        for size in (NARROW, WIDE):
            visitor.page.set_viewport_size(size)
            page = visitor.go(path, status)
            faults += faults_on({f"{path} {size['width']}": page}) + wider_than_window(page)
    assert faults == []


def test_the_work_of_the_desk_has_no_faults(officer: Visitor) -> None:
    officer.go("/admin/desk/inquiry/")
    officer.page.get_by_role("table").get_by_role("link", name=re.compile("CRM-")).first.click()
    officer.page.wait_for_url(re.compile("/change/"))
    number = re.search(r"/inquiry/(\d+)/", officer.page.url)[1]
    tabs = {"inquiry": officer.page}
    for path in ("", "figures/", f"{number}/step/note/", f"{number}/step/hand-over/"):
        tabs[path] = officer.context.new_page()
        tabs[path].goto(f"{officer.address}/admin/desk/inquiry/{path}")
    assert faults_on(tabs) == []
    officer.check(anonymous=False)
