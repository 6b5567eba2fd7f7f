"""Of what a dossier is made: what it is about, a statement, and where a statement comes from."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from permits.law.citing import place_of
from publication.models import ListingState
from publication.selection import Selection, documents
from valuechains.pages import day, language

Statement = dict[str, Any]
Source = dict[str, str]
MOST = 25


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What a dossier is about, as slugs; the place may be empty: the whole province."""

    stage: str
    material: str
    municipality: str
    on: datetime.date
    known: Mapping[str, ListingState]

    @property
    def places(self) -> dict[str, list[str]]:
        return {"municipality": [self.municipality]} if self.municipality else {}

    @property
    def query(self) -> str:
        """For pages that are filled in or filtered by it."""
        return urlencode({"stage": self.stage, "material": self.material, **self.places}, doseq=True)


def statement(
    title: str,
    text: str,
    sources: Iterable[Source],
    *,
    kind: str = "",
    slug: str = "",
    page: str = "",
    mark: bool = False,
    counts: bool = False,
) -> Statement:
    """``kind`` and ``slug`` name the public record that speaks; ``mark``: an example; ``counts``: of organisations."""
    once = {(one["title"], one["href"]): one for one in sources}
    return {
        "title": title, "text": text, "kind": kind, "slug": slug, "page": site(page), "example": mark,
        "counts": counts, "sources": list(once.values()),
    }  # fmt: skip


def documents_of(selection: Selection, order: str) -> list[dict[str, Any]]:
    pks = selection.page(order, 0, MOST)
    return [orjson.loads(one) for one in documents(selection.index, pks, f"document_{language()}")]


def sources_of(about: About, row: Mapping[str, Any]) -> list[Source]:
    """Those of the record; where it names none, the portal that says it."""
    return [source_of(one) for one in row["sources"]] or [own(about, str(row.get("url") or ""))]


def source_of(one: Mapping[str, Any]) -> Source:
    return {"title": one["title"], "href": one.get("href") or ""}


def law_of(row: Mapping[str, Any]) -> list[Source]:
    """The articles, one source for each law; where none is given, what the law data itself names as its source."""
    articles: dict[tuple[str, str], list[str]] = {}
    for one in row["legalBasis"]:
        place = (one["lawName"], one["href"] or "")
        articles.setdefault(place, []).append(place_of(one["article"]))
    if articles:
        return [
            {"title": f"{', '.join(filter(None, dict.fromkeys(places)))} {name}".strip(), "href": href}
            for (name, href), places in articles.items()
        ]
    law = _("Law data of the portal, %(label)s") % {"label": row["version"]["label"]}
    return [{"title": row["source"] or law, "href": ""}]


def own(about: About, path: str) -> Source:
    """The register of this portal on the day."""
    title = _("CRM-loket Zuid-Holland, as of %(day)s") % {"day": day(about.on.isoformat())}
    return {"title": title, "href": site(path)}


def site(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""


def more_of(about: About, selection: Selection, text: str, page: str, path: str) -> Iterator[Statement]:
    """That a list goes on, where a dossier names its first part alone. ``text`` has a place for the ``count``."""
    if selection.count > MOST:
        left = text % {"count": selection.count - MOST}
        yield statement(left, "", [own(about, path)], page=page, counts=True)
