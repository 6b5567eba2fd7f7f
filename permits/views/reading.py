"""What the pages of the law data read: listings alone, as plain values in the language of the reader."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.index import names_of
from publication.models import ListingState
from publication.publishers import publisher_for
from publication.queries import ListQuery, Problem
from publication.selection import Selection, documents

Row = dict[str, Any]
Known = Mapping[str, ListingState]


def states_of(request: HttpRequest) -> Known:
    """The versions of all kinds, read once for this request by ``unchanged_or``."""
    return request.listing_states  # type: ignore[attr-defined]


def language() -> str:
    return (get_language() or "nl")[:2]


def rows(selection: Selection, order: str) -> list[Row]:
    """The list rows of a selection, in a named order, in one query."""
    return rows_of(selection, selection.pks(order))


def rows_of(selection: Selection, pks: Sequence[int]) -> list[Row]:
    return [json.loads(row) for row in documents(selection.index, pks, f"row_{language()}")]


def document(kind: str, slug: str) -> Row:
    """The document of one public record; what is not public does not exist (404)."""
    listings: Any = publisher_for(kind).listing
    found = listings.objects.filter(slug=slug).values_list(f"document_{language()}", flat=True).first()
    if found is None:
        raise Http404
    return json.loads(found)


def day(text: str | None) -> str:
    return date_format(datetime.date.fromisoformat(text), "j F Y") if text else ""


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """A breadcrumb that starts at home."""
    return [(_("Home"), reverse("loket:home")), *steps]


def page(name: str, slug: str = "") -> str:
    """The address of one of our pages."""
    return reverse(f"permits:{name}", kwargs={"slug": slug} if slug else None)


def plain_problems(request: HttpRequest) -> list[Problem]:
    """A page without parameters tells which ones it did not understand."""
    return [Problem(name[:60], _("This page knows no parameters.")) for name in request.GET]


def vocabulary_options(query: ListQuery, name: str, kind: str, known: Known) -> list[Row]:
    """The values of a facet that is a kind, by their name."""
    names = names_of(kind, known)
    counts = query.selection.facet_counts(name)
    pairs = [(slug, names[slug][language()]) for slug in counts if slug in names]
    return options(query, name, sorted(pairs, key=lambda pair: pair[1].casefold()), counts)


def choice_options(query: ListQuery, name: str, choices: Iterable[tuple[str, Any]]) -> list[Row]:
    """The values of a facet of fixed choices, in their order."""
    counts = query.selection.facet_counts(name)
    return options(query, name, [(value, str(label)) for value, label in choices if value in counts], counts)


def options(
    query: ListQuery, name: str, pairs: Collection[tuple[str, str]], counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    chosen = set(query.filterset.data.getlist(name))
    return [
        {"value": value, "label": label, "count": counts[value], "selected": value in chosen} for value, label in pairs
    ]
