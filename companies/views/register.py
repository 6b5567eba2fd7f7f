"""One reading of a query string for every page of the register: rows, counts, choices and addresses."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Self

import orjson
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from companies.filters import OrganisationFilterSet
from publication.index import index_for
from publication.index.registry import states
from publication.models import ListingState
from publication.queries import ListQuery, Problem
from publication.selection import Selection, documents

PAGE_SIZES = (20, 50, 100)
# What the pages of the register show: a change to any of these makes another page.
PAGE_KINDS = ("companies", "stages", "materials", "municipalities")
Row = dict[str, Any]


def page_language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@dataclasses.dataclass
class Register:
    """What a page of the register was asked, and the answer.

    ``params`` is the query string without what was wrong or unknown: the base of every further address.
    """

    language: str
    known: Mapping[str, ListingState]
    query: ListQuery
    params: QueryDict

    @classmethod
    def read(
        cls, request: HttpRequest, *, known: Mapping[str, ListingState] | None = None, also: Sequence[str] = ()
    ) -> Self:
        known = known if known is not None else states()
        query = ListQuery.read(OrganisationFilterSet, request.GET, page_size=PAGE_SIZES[0], also=also, known=known)
        language = page_language()
        return cls(language, known, query, _sound(request.GET, query))

    @cached_property
    def stages(self) -> list[Row]:
        """All stages, in the order of the chain."""
        return vocabulary_rows("stages", "order", self.known, self.language)

    @property
    def selection(self) -> Selection:
        return self.query.selection

    @property
    def problems(self) -> list[Problem]:
        return self.query.problems

    @property
    def past_the_end(self) -> bool:
        """A page number was asked for that is sound but higher than the last page."""
        asked = self.query.filterset.data.get("page", "")
        is_wrong = any(problem.name == "page" for problem in self.problems)
        return is_wrong and asked.isascii() and asked.isdigit() and int(asked[:12]) > self.query.last_page

    def chosen(self, name: str) -> list[str]:
        """The values of a filter in force."""
        return self.params.getlist(name) if name in self.query.filterset.filters else []

    def rows(self) -> list[Row]:
        return [orjson.loads(row) for row in self.query.rows(self.language)]

    def address(self, **changes: str | None) -> str:
        """The query string with some parameters changed (``None`` takes one away), on its first page."""
        changed = self.params.copy()
        for name, value in changes.items():
            if value is None:
                changed.pop(name, None)
            else:
                changed[name] = value
        return f"?{changed.urlencode(safe=',')}" if changed else "?"

    @property
    def own_address(self) -> str:
        """The query string of this very page, for the address bar: nothing in it that does nothing."""
        address = self.address(page=str(self.query.page) if self.query.page > 1 else None)
        return "" if address == "?" else address

    def address_without(self, name: str, value: str) -> str:
        changed = self.params.copy()
        changed.setlist(name, [one for one in changed.getlist(name) if one != value])
        return f"?{changed.urlencode(safe=',')}"


def vocabulary_rows(kind: str, order: str, known: Mapping[str, ListingState], language: str) -> list[Row]:
    """All rows of a small kind, in a named order."""
    everything = Selection(index_for(kind, known))
    return rows_of(everything, everything.pks(order), language)


def rows_of(selection: Selection, pks: Sequence[int], language: str) -> list[Row]:
    return [orjson.loads(text) for text in documents(selection.index, pks, f"row_{language}")]


def _sound(data: QueryDict, query: ListQuery) -> QueryDict:
    sound = QueryDict(mutable=True)
    valid = query.filterset.form.cleaned_data
    for name in query.filterset.filters:
        values = list(dict.fromkeys(value for value in data.getlist(name) if value.strip()))
        if values and valid.get(name) not in (None, "", []):
            sound.setlist(name, values if query.filterset.filters[name].repeats else values[-1:])
    if query.sort:
        sound["sort"] = query.sort
    if query.page_size != PAGE_SIZES[0]:
        sound["pageSize"] = str(query.page_size)
    return sound
