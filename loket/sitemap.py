"""The portal's own pages, for the sitemap."""

from loket.sitemaps import Page
from loket.views.pages import TEXT_PAGES


def count() -> int:
    return 1 + len(TEXT_PAGES)


def pages(start: int, stop: int) -> list[Page]:
    every: list[Page] = [("loket:home", {}, None)]
    every += [(f"loket:{name}", {}, page.changed) for name, page in TEXT_PAGES.items()]
    return every[start:stop]
