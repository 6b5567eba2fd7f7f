"""``/sitemap.xml``: every public page in both languages, each naming its counterpart (sitemaps.org, RFC 3986).

An app joins by a module ``sitemap.py`` with two functions:

- ``count()``: how many pages it has;
- ``pages(start, stop)``: that stretch of them, each ``(name of the address, arguments, day or moment of last change)``.

Up to ``FILE_SIZE`` pages make one file. Beyond that ``/sitemap.xml`` is an index of files, one stretch of one app each,
so that no request reads more than one stretch.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from typing import Protocol

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override
from django.views.decorators.http import require_safe

#: Pages in one file; each has an address a language, and the standard allows 50,000 addresses.
FILE_SIZE = 10_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'

Page = tuple[str, dict[str, str], date | datetime | None]


class Section(Protocol):
    """What an app's ``sitemap`` module offers."""

    def count(self) -> int: ...

    def pages(self, start: int, stop: int) -> Iterable[Page]: ...


def sections() -> dict[str, Section]:
    """The sitemap modules by the label of their app."""
    return {
        config.label: import_module(f"{config.name}.sitemap")
        for config in apps.get_app_configs()
        if config.module is not None and module_has_submodule(config.module, "sitemap")
    }


def site_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def entries(site: str, pages: Iterable[Page]) -> Iterator[str]:
    """One ``<url>`` for each language of each page; the default language stands in for all others."""
    codes = [code for code, _name in settings.LANGUAGES]
    for name, arguments, changed in pages:
        addresses = {}
        for code in codes:
            with override(code):
                addresses[code] = escape(site + reverse(name, kwargs=arguments or None))
        alternates = {**addresses, "x-default": addresses[settings.LANGUAGE_CODE]}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in alternates.items()
        )
        lastmod = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        for address in addresses.values():
            yield f"<url><loc>{address}</loc>{lastmod}{links}</url>\n"


def _xml(root: str, lines: Iterable[str]) -> HttpResponse:
    closing = f"</{root[1:].split(maxsplit=1)[0]}>\n"
    return HttpResponse("".join([HEAD, root, *lines, closing]), content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages, or the index of files when there are more than one file holds."""
    site, known = site_of(request), sections()
    counts = {label: section.count() for label, section in known.items()}
    if sum(counts.values()) <= FILE_SIZE:
        every = (page for label, section in known.items() for page in section.pages(0, counts[label]))
        return _xml(URLSET, entries(site, every))
    files = (
        reverse("sitemap-file", kwargs={"label": label, "number": number + 1})
        for label, count in counts.items()
        for number in range(-(-count // FILE_SIZE))
    )
    return _xml(INDEX, (f"<sitemap><loc>{escape(site + path)}</loc></sitemap>\n" for path in files))


@require_safe
def sitemap_file(request: HttpRequest, label: str, number: int) -> HttpResponse:
    """One file of the index; a file that the index does not name does not exist."""
    section = sections().get(label)
    start = (number - 1) * FILE_SIZE
    if section is None or number < 1 or start >= section.count():
        raise Http404
    return _xml(URLSET, entries(site_of(request), section.pages(start, start + FILE_SIZE)))
