"""A list as offices send it: uploaded, matched by hand, looked at, decided about, applied, and taken back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import faults_on
from tests.browser.conftest import Visit
from tests.browser.pages import entries
from tests.browser.words import NL

WAIT = 60_000  # milliseconds; a worker on a busy machine takes its time
#: Windows-1252 with semicolons: a title, a header on two lines with merged cells, RD New, Ja/Nee, upper case, accents,
#: several values in a cell, a row twice, a mistake, an empty row and a total.
MESSY = """\
Overzicht proefopgave;;;;;;;;
Bedrijf;;Adres;;Coördinaten;;Keten;;
Naam;KvK-nr;Postcode/plaats;Gemeente;X;Y;Schakel;Wat zij verwerken;Actief
VOORBEELD CRÊPE METAAL B.V.;;3089 JH Rotterdam;ROTTERDAM;92.565,5;433.120,0;Raffinage;koper / Wolfraam;Ja
VOORBEELD CRÊPE METAAL B.V.;;3089 JH Rotterdam;ROTTERDAM;92.565,5;433.120,0;Raffinage;koper / Wolfraam;Ja
Voorbeeld Foute Regel;12;;Rotterdam;;;Raffinage;koper;Nee
EMR Holland;;;Rotterdam;;;Productie;tin;Ja
Krommenhoek Groep;;;Den Haag;;;Productie;tin;Ja
;;;;;;;;
Totaal;5;;;;;;;
"""


def start(page: Page) -> None:
    page.get_by_role("link", name="Lijst importeren").first.click()
    file = {"name": "proefopgave.csv", "mimeType": "text/csv", "buffer": MESSY.encode("cp1252")}
    page.get_by_label("Lijst (CSV of XLSX)").set_input_files(file)
    source = page.get_by_label("Bron", exact=True)
    assert source.input_value() == "", "a source is who gave the list, not the name of its file"
    source.fill("Proefregister")
    page.get_by_role("button", name="Uploaden").click()
    expect(page.get_by_role("button", name="Rijen controleren")).to_be_visible(timeout=WAIT)


def decide(page: Page, name: str, button: str) -> None:
    page.get_by_role("table").get_by_role("link", name=name).click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(re.compile(f"{name}: "))).to_be_visible()


def rows_with(page: Page, outcome: str) -> int:
    return page.locator("#rows-title").locator("xpath=..").locator(f".mark--{outcome}").count()


def test_a_messy_list_from_upload_to_undo(visit: Visit) -> None:
    curator, public = visit(role="curator"), visit()
    page = curator.go("/admin/")
    start(page)
    expect(page.get_by_text("Wat zij verwerken, ")).to_be_visible()
    page.get_by_label("Wat zij verwerken").select_option(label="grondstoffen")
    page.get_by_role("button", name="Rijen controleren").click()
    expect(page.get_by_role("button", name="Deze wijzigingen doorvoeren")).to_be_visible(timeout=WAIT)
    assert [rows_with(page, outcome) for outcome in ("created", "rejected", "review")] == [1, 3, 2]
    table = page.get_by_role("table")
    expect(table).to_contain_text("12” is geen nummer van 8 cijfers")
    expect(table).to_contain_text("VOORBEELD CRÊPE METAAL B.V.")
    public.go(f"{NL.directory}?q=crepe")
    assert entries(public.page) == []

    page.get_by_role("button", name="Deze wijzigingen doorvoeren").click()
    queue = page.get_by_role("link", name="koppelingen om over te beslissen")
    expect(queue).to_be_visible(timeout=WAIT)
    imported = page.url
    public.page.reload()
    assert entries(public.page) == ["voorbeeld-crepe-metaal-bv"]

    queue.click()
    decide(page, "EMR Holland", "Het is EMR (European Metal Recycling)")
    faults = faults_on({"matches": page})
    page.get_by_role("table").get_by_role("link", name="Krommenhoek Groep").click()
    faults += faults_on({"side by side": page})
    page.get_by_role("button", name="Het is geen van deze: maak een nieuwe").click()
    expect(page.get_by_text(re.compile("Krommenhoek Groep: "))).to_be_visible()
    public.go(f"{NL.directory}?q=krommenhoek")
    assert set(entries(public.page)) == {"krommenhoek-metals", "krommenhoek-groep"}

    page.goto(imported)
    page.get_by_role("link", name="Draai deze import terug…").click()
    faults += faults_on({"undo": page})
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^\s*Teruggedraaid"))).to_be_visible(timeout=WAIT)
    public.page.reload()
    assert entries(public.page) == ["krommenhoek-metals"]
    public.go(f"{NL.directory}?q=crepe")
    assert entries(public.page) == []
    public.go("/nl/bedrijven/emr/")
    expect(public.page.get_by_text("Proefregister")).to_have_count(0)
    assert faults == []
    curator.check(anonymous=False)
    public.check()
