"""``/sitemap.xml``: complete, in both languages, and in files of a bounded size."""

import re
from datetime import date

import pytest
from django.test import Client

from loket import sitemap as own_pages
from loket import sitemaps


class Many:
    """A section of ``size`` pages that all stand at one address."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[tuple[int, int]] = []

    def count(self) -> int:
        return self.size

    def pages(self, start: int, stop: int) -> list[tuple[str, dict[str, str], date | None]]:
        self.asked.append((start, stop))
        return [("loket:about", {}, None)] * (min(stop, self.size) - start)


@pytest.fixture
def only_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "sections", lambda: {"loket": own_pages})


def addresses(xml: str) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", xml)


@pytest.mark.django_db
@pytest.mark.usefixtures("only_own")
def test_every_page_is_there_in_both_languages_and_answers(client: Client) -> None:
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = addresses(response.content.decode())
    assert len(found) == len(set(found)) == 2 * own_pages.count()
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.usefixtures("only_own")
def test_each_address_names_its_counterparts(client: Client) -> None:
    xml = client.get("/sitemap.xml").content.decode()
    privacy = next(line for line in xml.splitlines() if "<loc>http://testserver/en/privacy/</loc>" in line)
    assert 'hreflang="nl" href="http://testserver/nl/privacy/"' in privacy
    assert 'hreflang="x-default" href="http://testserver/nl/privacy/"' in privacy
    assert "<lastmod>" in privacy


def test_many_pages_become_an_index_of_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = Many(25)
    monkeypatch.setattr(sitemaps, "FILE_SIZE", 10)
    monkeypatch.setattr(sitemaps, "sections", lambda: {"many": many, "none": Many(0)})
    index = client.get("/sitemap.xml").content.decode()
    assert addresses(index) == [f"http://testserver/sitemap-many-{n}.xml" for n in (1, 2, 3)]
    assert many.asked == []
    sizes = [len(addresses(client.get(f"/sitemap-many-{n}.xml").content.decode())) for n in (1, 2, 3)]
    assert sizes == [20, 20, 10]
    assert many.asked == [(0, 10), (10, 20), (20, 30)]


@pytest.mark.parametrize("path", ["/sitemap-many-0.xml", "/sitemap-many-4.xml", "/sitemap-other-1.xml"])
def test_a_file_that_the_index_does_not_name_does_not_exist(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(sitemaps, "FILE_SIZE", 10)
    monkeypatch.setattr(sitemaps, "sections", lambda: {"many": Many(25)})
    assert client.get(path).status_code == 404


def test_an_empty_register_gives_a_sitemap_all_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "sections", lambda: {"many": Many(0)})
    assert addresses(client.get("/sitemap.xml").content.decode()) == []
