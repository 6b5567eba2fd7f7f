"""An anonymous reader follows every address that it finds, and finds nothing of what is not public."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from loket.api.collections import COLLECTIONS
from tests.crawling.planting import Secrets, plant
from tests.crawling.walking import Crawler

pytestmark = pytest.mark.django_db
PLANTED = re.compile(r"zq[a-z]+\d+qz")


def starts(secrets: Secrets) -> list[str]:
    """Where a reader begins: the doors, every list of the API in every form, feeds, and searches for the very words."""
    found = [
        "/",
        "/nl/",
        "/en/",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1",
        "/api/v1/openapi.json",
        "/data/catalog.jsonld",
    ]
    for one in COLLECTIONS:
        found += [
            f"/api/v1/{one.kind}?format={form}&lang={lang}" for form in one.table.formats for lang in ("nl", "en")
        ]
    found += [f"/api/v1/coverage?format={form}" for form in ("json", "csv", "xlsx")]
    found += ["/api/v1/coverage?on=2026-01-01", "/nl/agenda/voortgang/?on=2026-01-01"]
    found += [
        "/nl/volgen/companies/feed.atom?key=firma",
        "/en/follow/materials/feed.atom?key=stof",
        "/nl/volgen/stages/feed.atom?key=schakel",
        "/nl/volgen/search/feed.atom?stage=schakel",
    ]
    for word in secrets:
        found += [f"/api/v1/search?q={word}", f"/nl/bedrijven/?q={word}"]
    return found


def test_an_anonymous_crawler_finds_nothing_internal(client: Client) -> None:
    secrets = plant()
    crawler = Crawler(client)
    crawler.walk(starts(secrets))
    for address, text in crawler.answers.items():
        # Only the words that were asked for are given back, as what was asked.
        found = set(PLANTED.findall(text)) - set(PLANTED.findall(unquote(address)))
        assert found == set(), f"in {address}"
    failed = {address: status for address, status in crawler.statuses.items() if status >= 500}
    assert failed == {}
    # It has been everywhere: both languages, every collection, files, feeds, searches, the dossier's door.
    visited = set(crawler.answers)
    assert {"/nl/bedrijven/firma/", "/en/organisations/firma/", "/nl/agenda/overleg/overleg/"} <= visited
    assert any(address.startswith("/nl/witte-vlekken/schakel/stof/") for address in visited)
    assert any(address.endswith(".svg") for address in visited)
    assert any("format=xlsx" in address for address in visited)
    assert any(crawler.statuses[address] == 200 for address in visited if "feed.atom" in address)


def test_what_was_planted_is_there() -> None:
    """The words are in the database: a crawler that finds none of them has looked for something."""
    secrets = plant()
    assert len(secrets) > 50
    assert len(set(secrets)) == len(secrets)
