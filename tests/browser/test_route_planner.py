"""The route planner in a browser: a black-mass plant by keyboard alone, then the loket; axe on questions and plan."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import wider_than_window
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import NARROW, WIDE, faults_at
from tests.browser.test_keyboard import Keyboard

START = "/nl/vergunningen/route/"
BLACK_MASS: dict[str, str | list[str]] = {
    "stage": ["recycling-recovery"],
    "activities": ["hazardous-treatment"],
    "inputs": ["battery-waste"],
    "site": "new",
    "hazardous-per-day": "40",
    "hazardous-operation": "recovery",
    "seveso": "below",
    "discharge": ["sewer"],
    "municipality": "Rotterdam",
    "plot": "Maasvlakte",
    "building": "new",
    "start": "2027-03-03",
}
PLAN_QUERY = (
    "v=1&stage=recycling-recovery&activities=hazardous-treatment&inputs=battery-waste&site=new&hazardous-per-day=40"
    "&nitrogen=yes&municipality=GM0599&strategic-material=yes&strategic-status=recognised&start=2027-03-01"
    "&target=2028-09-01&bibob-advice=yes&grid-weeks=100"
)


def answer(page: Page, hands: Keyboard, slug: str) -> None:
    """Answer the question on the page with keys alone; a question without an answer here is skipped."""
    wanted = BLACK_MASS.get(slug)
    if isinstance(wanted, list):
        for value in wanted:
            hands.tab_to(page.locator(f'input[name="{slug}"][value="{value}"]'))
            hands.press("Space")
    elif wanted is not None and page.locator(f'input[type="radio"][name="{slug}"]').count():
        choose(page, hands, slug, wanted)
    elif wanted is not None:
        hands.tab_to(page.locator(f'select[name="{slug}"], input[name="{slug}"]:not([type="checkbox"])').first)
        page.keyboard.type(typed(wanted))


def choose(page: Page, hands: Keyboard, slug: str, value: str) -> None:
    """Into the group with Tab, to the choice with the arrows."""
    radios = page.locator(f'input[type="radio"][name="{slug}"]')
    hands.tab_to(radios.first)
    hands.press("Space")
    for _step in range(radios.count()):
        if page.locator(f'input[name="{slug}"]:checked').get_attribute("value") == value:
            return
        hands.press("ArrowDown")
    raise AssertionError(f"{slug} has no choice {value}")


def typed(value: str) -> str:
    """A date as a browser takes it: day and month are the same number, so that their order does not matter."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = value.split("-")
        return f"{day}{month}{year}"
    return value


def test_plan_a_black_mass_plant_by_keyboard_and_put_it_to_the_loket(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(START)
    hands = Keyboard(page)
    hands.tab_to(page.get_by_role("link", name="Begin, een vraag per pagina"))
    hands.press("Enter")
    page.wait_for_url("**/vraag/**")
    asked = []
    for _question in range(60):
        slug = page.locator('input[name="answered"]').get_attribute("value") or ""
        if asked:  # the head of the page was walked through once
            hands.skip_to_content()
        asked.append(slug)
        answer(page, hands, slug)
        before = page.url
        hands.tab_to(page.locator("form.form button[type=submit]"), most=40)
        hands.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        if "/plan/" in page.url:
            break
    assert set(BLACK_MASS) <= set(asked)
    assert "melting-per-day" not in asked

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw route")
    permit = page.locator("#permit-mba-ippc")
    expect(permit).to_contain_text("Gedeputeerde Staten van Zuid-Holland, uitgebreide procedure")
    expect(page.locator(".route-summary")).to_contain_text("DCMR")
    # Screening from 3 March to 14 April, application on 15 April, six months, six weeks for appeal.
    expect(page.locator(".route-summary")).to_contain_text("26 november 2027")
    expect(page.locator(".route-chart rect").first).to_be_attached()
    hands.tab_to(permit.locator("> summary"), most=60)
    hands.press("Enter")
    expect(permit).to_contain_text("40 ton per dag")

    plan = visitor.path
    hands.tab_to(page.get_by_role("link", name="Leg dit voor aan het loket"), most=150)
    hands.press("Enter")
    page.wait_for_url("**plan=*")
    expect(page.get_by_role("main").locator("form")).to_be_visible()
    assert page.locator('input[name="plan"]').get_attribute("value") == plan
    assert hands.hidden == set(), hands.hidden
    visitor.check()


@pytest.mark.parametrize(
    ("base", "width", "turn"),
    [
        ("/nl/vergunningen/route/", NARROW, 0),
        ("/en/permits/route/", WIDE, 1),
        pytest.param("/nl/vergunningen/route/", NARROW, 1, marks=pytest.mark.thorough),
        pytest.param("/en/permits/route/", WIDE, 0, marks=pytest.mark.thorough),
    ],
)
def test_no_faults_on_questions_and_plan(visit: Visit, base: str, width: int, turn: int) -> None:
    """All fit; axe looks at every other page in Dutch, on a narrow screen, at those between in English, on a wide one.

    The thorough look the other way round.
    """
    dutch = base.startswith("/nl")
    question, every = ("vraag/", "alle-vragen/") if dutch else ("question/", "all-questions/")
    visitor = visit(viewport={"width": width, "height": 900})
    faults = []
    pages = (
        "",
        f"{question}?ask=activities",
        f"{question}?answered=packaged&packaged=veel",
        f"{every}?answered=all&packaged=veel&start=x&stage=knowledge",
        f"plan/?{PLAN_QUERY}",
        "voorbeelden/" if dutch else "examples/",
    )
    for number, path in enumerate(pages):
        page = visitor.go(base + path)
        page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        faults += [f"{path}: {wide}" for wide in wider_than_window(page)]
        if number % 2 == turn:
            faults += faults_at(width, page)
    page.set_viewport_size({"width": 642, "height": 900})
    visitor.go(f"{base}plan/?{PLAN_QUERY}")
    page.emulate_media(media="print")
    faults += [f"on paper: {wide}" for wide in wider_than_window(page)]
    assert faults == []
    visitor.check()


def test_a_plan_without_script(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.go(f"{START}vraag/?ask=site")
    page.get_by_label("Een nieuwe locatie").check()
    page.get_by_role("button", name="Volgende vraag").click()
    assert "site=new" in page.url
    page.goto(f"{visitor.address}{START}plan/?{PLAN_QUERY}")
    page.get_by_role("link", name=re.compile("Wijzig dit antwoord.*Is dit een nieuwe locatie")).first.click()
    expect(page.get_by_label("Een nieuwe locatie")).to_be_checked()
    page.locator('input[name="site"][value="change-province"]').check()
    page.get_by_role("button", name="Toon mijn route").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw route")
    assert "site=change-province" in page.url
