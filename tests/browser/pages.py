"""Reading the pages of the register the way a visitor sees them."""

import csv
import io
import re

from playwright.sync_api import Download, Locator, Page, expect

#: Points, shared places and groups; none of them before the map has its points.
MARKERS = "[data-loket-map] .map-marker"


def number_in(text: str) -> int:
    """The first number of a line such as "86 organisaties pagina 1 van 5"."""
    found = re.search(r"\d[\d.,]*", text)
    assert found, text
    return int(re.sub(r"\D", "", found[0]))


def count_of(page: Page) -> int:
    """How many organisations the list says it has."""
    return number_in(page.locator("#results-title").inner_text())


def entries(page: Page) -> list[str]:
    """The slugs of the organisations on this page of the list, in order."""
    links = page.locator(".entry__name a")
    return [address.rstrip("/").rpartition("/")[2] for address in links.evaluate_all("all => all.map(a => a.href)")]


def wait_for_map(page: Page) -> None:
    expect(page.locator(MARKERS).first).to_be_visible()


def on_map(page: Page) -> int:
    """How many organisations the points in view stand for, by the points themselves."""
    counts = page.locator(MARKERS).evaluate_all("all => all.map(m => m.textContent)")
    return sum(int(re.sub(r"\D", "", count) or 1) for count in counts)


def map_list(page: Page) -> Locator:
    return page.locator("[data-loket-map-list] a")


def csv_slugs(download: Download) -> list[str]:
    rows = csv.reader(io.StringIO(download.path().read_text(encoding="utf-8-sig")))
    head, *lines = rows
    assert head[0] == "slug"
    return [line[0] for line in lines]
