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


#: Sites of a known organisation that the list calls otherwise.
SITES = """\
Bedrijf;Vestiging;Hoofdvestiging;Straat;Huisnr;Plaats;Gemeente
Krommenhoek Groep;;ja;Proefkade;12;Rotterdam;Rotterdam
Krommenhoek Groep;Werf Proef;nee;Proefplein;3;Den Haag;Den Haag
"""


def start(page: Page, content: bytes = MESSY.encode("cp1252"), given_by: str = "Proefregister", kind: str = "") -> None:
    page.get_by_role("link", name="Lijst importeren").first.click()
    if kind:
        page.get_by_role("main").get_by_role("link", name=kind, exact=True).click()
    file = {"name": "proefopgave.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Lijst (CSV of XLSX)").set_input_files(file)
    source = page.get_by_label("Bron", exact=True)
    assert source.input_value() == "", "a source is who gave the list, not the name of its file"
    source.fill(given_by)
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
    expect(page.get_by_text("tenzij u een veld kiest: Wat zij verwerken")).to_be_visible()
    assert page.get_by_label("Actief").evaluate("field => field.selectedOptions[0].text") == "status van de activiteit"
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
    expect(page.get_by_role("button", name="Het is geen van deze: maak een nieuwe")).to_be_visible()
    page.get_by_text("Of een andere in het register?").click()
    page.get_by_label("Welke andere organisatie").fill("krommenhoek")
    page.get_by_role("button", name="Vergelijk met deze").click()
    expect(page.get_by_role("radio", name="Krommenhoek Metals")).to_be_visible()
    faults += faults_on({"side by side": page})
    # Part of a name is answered with 422, which a browser tells on its console.
    assert [error for error in curator.errors if "422" not in error] == []
    curator.errors.clear()
    page.get_by_role("button", name="Het is geen van deze: maak een nieuwe").click()
    expect(page.get_by_text(re.compile("Krommenhoek Groep: "))).to_be_visible()
    public.go(f"{NL.directory}?q=krommenhoek")
    assert set(entries(public.page)) == {"krommenhoek-metals", "krommenhoek-groep"}

    page.goto(imported)
    page.get_by_role("link", name="Draai deze import terug…").click()
    expect(page.get_by_role("button", name="Draai terug")).to_be_visible()
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


def test_a_list_of_sites_is_decided_beside_the_known_one(visit: Visit) -> None:
    curator, public = visit(role="curator"), visit()
    page = curator.go("/admin/")
    start(page, SITES.encode(), "Proefhaven", kind="Vestigingen van organisaties")
    page.get_by_role("button", name="Rijen controleren").click()
    expect(page.get_by_role("button", name="Deze wijzigingen doorvoeren")).to_be_visible(timeout=WAIT)
    assert rows_with(page, "review") == 2
    page.get_by_role("button", name="Deze wijzigingen doorvoeren").click()
    queue = page.get_by_role("link", name="koppelingen om over te beslissen")
    expect(queue).to_be_visible(timeout=WAIT)
    imported = page.url
    queue.click()
    page.get_by_role("table").get_by_role("link", name="Krommenhoek Groep").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("Werf Proef: Proefplein 3, Den Haag")
    expect(table).to_contain_text("komt erbij als andere vestiging")
    faults = faults_on({"sites side by side": page})
    page.get_by_label("zoals in de lijst").check()
    page.get_by_role("button", name="Het is Krommenhoek Metals").click()
    expect(page.get_by_text(re.compile("Krommenhoek Groep: "))).to_be_visible()
    public.go("/nl/bedrijven/krommenhoek-metals/")
    expect(public.page.get_by_role("main")).to_contain_text("Proefkade 12")
    expect(public.page.get_by_role("main")).to_contain_text("Proefplein 3")

    page.goto(imported)
    page.get_by_role("link", name="Draai deze import terug…").click()
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^\s*Teruggedraaid"))).to_be_visible(timeout=WAIT)
    public.page.reload()
    expect(public.page.get_by_role("main")).not_to_contain_text("Proefkade 12")
    assert faults == []
    curator.check(anonymous=False)
    public.check()
