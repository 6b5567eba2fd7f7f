"""Read a whole list request: filters, order and page, with everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from publication.filters import ListingFilterSet
from publication.models import ListingState
from publication.selection import Selection, documents

LARGEST_PAGE = 100
_LONGEST_NUMBER = 9


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, in the reader's language."""

    name: str
    reason: str


@dataclasses.dataclass(slots=True)
class ListQuery:
    """A list request as understood. Wrong filters are left out of ``selection`` and told in ``problems``."""

    filterset: ListingFilterSet
    selection: Selection
    order: str
    sort: str
    page: int
    page_size: int
    problems: list[Problem]

    @classmethod
    def read(
        cls,
        filterset_class: type[ListingFilterSet],
        data: QueryDict,
        *,
        page_size: int = 20,
        largest: int = LARGEST_PAGE,
        also: Collection[str] = (),
        known: Mapping[str, ListingState] | None = None,
    ) -> ListQuery:
        """``also`` names further parameters that the caller reads itself."""
        filterset = filterset_class(data, known=known)
        problems = filter_problems(filterset, data, {"sort", "page", "pageSize", *also})
        selection = filterset.selection
        sort = _sort(data, selection, problems)
        page, size = read_page(data, selection.count, problems, page_size=page_size, largest=largest)
        default = next(iter(selection.index.publisher.orders))
        return cls(filterset, selection, sort or default, sort, page, size, problems)

    @property
    def count(self) -> int:
        return self.selection.count

    @property
    def last_page(self) -> int:
        return max(1, math.ceil(self.count / self.page_size))

    def pks(self) -> list[int]:
        """Record ids of the page asked for."""
        return self._in_order().page(self.order, (self.page - 1) * self.page_size, self.page_size)

    def all_pks(self) -> list[int]:
        """Record ids of all pages, in the same order."""
        return self._in_order().pks(self.order)

    def rows(self, language: str) -> list[str]:
        """Ready JSON objects of the page asked for."""
        return documents(self.selection.index, self.pks(), f"row_{language}")

    def _in_order(self) -> Selection:
        """A chosen order puts aside that names come first in a search."""
        return self.selection if not self.sort else dataclasses.replace(self.selection, first=None)


def filter_problems(filterset: ListingFilterSet, data: QueryDict, also: Collection[str]) -> list[Problem]:
    """Unknown and repeated parameters, and values that the filters do not take; ``also`` names other parameters."""
    problems = _strange_parameters(filterset, data, also)
    return problems + [Problem(name, str(error)) for name, errors in filterset.errors.items() for error in errors]


def read_page(
    data: Mapping[str, Any], count: int, problems: list[Problem], *, page_size: int, largest: int
) -> tuple[int, int]:
    """Number and size of the page asked for among ``count`` rows; adds to the problems."""
    size = _number(data, "pageSize", page_size, largest, problems)
    return _number(data, "page", 1, max(1, math.ceil(count / size)), problems), size


def _strange_parameters(filterset: ListingFilterSet, data: QueryDict, also: Collection[str]) -> list[Problem]:
    allowed = [*filterset.filters, *sorted(also)]
    problems = []
    for name in data:
        if name not in allowed:
            reason = _("This parameter is unknown; known are: %(names)s.") % {"names": ", ".join(allowed)}
            problems.append(Problem(name[:60], reason))
        elif len(data.getlist(name)) > 1 and not (name in filterset.filters and filterset.filters[name].repeats):
            problems.append(Problem(name, _("Give this parameter once.")))
    return problems


def _sort(data: QueryDict, selection: Selection, problems: list[Problem]) -> str:
    value = data.get("sort", "")
    orders: Sequence[str] = list(selection.index.publisher.orders)
    if not value or value.removeprefix("-") in orders:
        return value
    names = ", ".join([*orders, *(f"-{order}" for order in orders)])
    reason = _("“%(value)s” is no order; choose from: %(names)s.") % {"value": value[:60], "names": names}
    problems.append(Problem("sort", reason))
    return ""


def _number(data: Mapping[str, Any], name: str, default: int, largest: int, problems: list[Problem]) -> int:
    value = data.get(name)
    if value is None:
        return default
    if value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER and 1 <= int(value) <= largest:
        return int(value)
    reason = _("Give a whole number from 1 to %(largest)d.") % {"largest": largest}
    problems.append(Problem(name, reason))
    return default
