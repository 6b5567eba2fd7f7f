"""A company says "this is us", is granted a page of its own, confirms it and changes it: nothing without a decision."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_on, wider_than_window
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

COMPANY = "/nl/bedrijven/jansen-recycling-group/"
ADDRESS = "v.voorbeeld@jansengroup.com"
PATIENCE = 30  # seconds for a worker to send a mail


class Mail:
    """What the portal has sent to an address: the worker writes each mail in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[Path] = set()

    def link(self) -> str:
        """The path of the private link in the next mail."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for path in sorted(set(self._folder.glob("*.log")) - self._seen):
                text = message_from_bytes(path.read_bytes(), policy=policy.default)
                body = text.get_content() if text["To"] == ADDRESS else ""
                if found := re.search(r"https?://\S+", body):
                    self._seen.add(path)
                    return urlsplit(found[0]).path
            time.sleep(0.1)
        raise AssertionError("no mail came")


@pytest.fixture
def mail(portal: str, tmp_path_factory: pytest.TempPathFactory) -> Mail:
    return Mail(tmp_path_factory.getbasetemp() / "portal0" / "mail")


def decide(curator: Visitor, choice: str, reason: str) -> None:
    """About the newest thing in the queue that is about this company."""
    curator.go("/admin/companies/case/?q=jansen")
    page = curator.page
    page.get_by_role("table").get_by_role("link", name="Jansen Recycling Group").last.click()
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("Reden").fill(reason)
    page.get_by_role("button", name="Besluiten").click()
    page.wait_for_url(re.compile("/case/$|/case/\\?"))


def test_a_company_claims_confirms_and_changes_its_page(visit: Visit, mail: Mail) -> None:
    curator, company = visit(role="curator"), visit(viewport={"width": 375, "height": 800})
    page = company.page
    company.go(COMPANY)
    page.get_by_role("link", name="Dit is onze organisatie").click()
    page.get_by_role("group", name="Waarom mag u namens de organisatie spreken?").get_by_role("radio").first.check()
    page.get_by_label("Uw naam").fill("V. Voorbeeld")
    page.get_by_label("Uw functie").fill("directeur")
    page.get_by_label("Uw e-mailadres bij de organisatie").fill("iemand@elders.example")
    page.get_by_role("button", name="De aanvraag versturen").click()
    expect(page.get_by_role("group", name="Kijk nog eens")).to_contain_text("elders.example")
    faults = faults_on({"a claim with another domain": page})
    page.get_by_label("Uw e-mailadres bij de organisatie").fill(ADDRESS)
    page.get_by_role("button", name="De aanvraag versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wij hebben uw aanvraag")
    company.go(mail.link())
    faults += faults_on({"confirm the claim": page})
    page.get_by_role("button", name="Ja, dat was ik").click()

    decide(curator, "toekennen", "Het adres klopt.")
    company.go(mail.link())
    page.get_by_role("button", name="Alles klopt").click()
    expect(page.get_by_role("status")).to_contain_text("Bedankt: de pagina is bevestigd")
    own = company.path
    faults += faults_on({"the private page": page})
    assert wider_than_window(page) == []
    page.get_by_label("Beschrijving (Nederlands)").fill("Wij recyclen. Zin van het bedrijf zelf.")
    page.get_by_role("button", name="De wijziging versturen").click()
    expect(page.get_by_role("status")).to_contain_text("Bedankt voor uw wijziging")
    company.go(COMPANY)
    expect(page.get_by_text("Laatst door de organisatie zelf bevestigd")).to_be_visible()
    expect(page.get_by_text("Zin van het bedrijf zelf.")).to_have_count(0)

    decide(curator, "overnemen", "Dank u.")
    company.go(COMPANY)
    expect(page.get_by_text("Zin van het bedrijf zelf.")).to_be_visible()
    company.go(own)
    page.get_by_role("button", name="Mijn privépagina sluiten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw privépagina sluiten?")
    faults += faults_on({"close the private page": page})
    page.get_by_role("button", name="Ja, voorgoed sluiten").click()
    company.go(own, status=404)
    assert faults == []
    assert [error for error in company.errors if "422" not in error and "404" not in error] == []
    curator.check(anonymous=False)
