"""What the pages read: listings alone, as plain values in the language of the reader."""

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.models import ListingState
from publication.publishers import publisher_for
from publication.selection import Selection, documents
from valuechains.documents import Document

Known = Mapping[str, ListingState]


def states_of(request: HttpRequest) -> Known:
    """The versions of all kinds, read once for this request by ``unchanged_or``."""
    return request.listing_states  # type: ignore[attr-defined]


def language() -> str:
    return (get_language() or "nl")[:2]


def rows(selection: Selection, order: str, limit: int | None = None) -> list[Document]:
    """The list rows of a selection, in a named order, in one query."""
    return rows_of(selection, selection.pks(order) if limit is None else selection.page(order, 0, limit))


def rows_of(selection: Selection, pks: Sequence[int]) -> list[Document]:
    return [json.loads(row) for row in documents(selection.index, pks, f"row_{language()}")]


def document(kind: str, slug: str) -> Document:
    """The document of one public record; what is not public does not exist (404)."""
    listings: Any = publisher_for(kind).listing
    found = listings.objects.filter(slug=slug).values_list(f"document_{language()}", flat=True).first()
    if found is None:
        raise Http404
    return json.loads(found)


def day(text: str) -> str:
    """``2025-04`` as “April 2025”, ``2025-04-04`` as “4 April 2025”, in the language of the reader."""
    if len(text) == len("2025-04"):
        return date_format(datetime.date.fromisoformat(f"{text}-01"), "F Y")
    return date_format(datetime.date.fromisoformat(text), "j F Y")


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """A breadcrumb that starts at home."""
    return [(_("Home"), f"/{language()}/"), *steps]


def page(name: str, slug: str = "") -> str:
    """The address of one of our pages."""
    return reverse(f"valuechains:{name}", kwargs={"slug": slug} if slug else None)
