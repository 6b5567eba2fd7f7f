"""Components that need a little arithmetic: pages, sortable headers, facets. The rest are plain includes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

#: How many page numbers stand on either side of the present one.
PAGES_AROUND = 1


@dataclass(frozen=True, slots=True)
class PageStep:
    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    pages: int
    previous: str
    next: str
    steps: Sequence[PageStep]


def page_numbers(number: int, pages: int) -> list[int]:
    """First, last, and those around the present one; 0 stands for a gap of at least two pages."""
    wanted = {1, pages} | set(range(number - PAGES_AROUND, number + PAGES_AROUND + 1))
    numbers: list[int] = []
    for candidate in sorted(n for n in wanted if 1 <= n <= pages):
        previous = numbers[-1] if numbers else 0
        if candidate - previous == 2:
            numbers.append(candidate - 1)
        elif candidate - previous > 2:
            numbers.append(0)
        numbers.append(candidate)
    return numbers


def _query(context: dict[str, Any]) -> QueryDict:
    request: HttpRequest | None = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


def _address(query: QueryDict, **changes: str | None) -> str:
    """The present query string with some parameters changed; ``None`` takes one away."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return f"?{changed.urlencode()}"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], number: int, pages: int, parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, keeping every other parameter. Page 1 has none: one address a page."""
    query = _query(context)

    def address(page: int) -> str:
        return _address(query, **{parameter: str(page) if page > 1 else None})

    steps = [PageStep(n, address(n), n == number) if n else PageStep(gap=True) for n in page_numbers(number, pages)]
    previous = address(number - 1) if number > 1 else ""
    following = address(number + 1) if number < pages else ""
    return {"pager": Pager(number, pages, previous, following, steps)}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: dict[str, Any],
    key: str,
    label: str,
    current: str,
    numeric: bool = False,
    parameter: str = "sort",
) -> dict[str, Any]:
    """A column header that sorts: a link to ``sort=key``, or ``sort=-key`` when it already sorts upwards."""
    ascending, descending = current == key, current == f"-{key}"
    url = _address(_query(context), **{parameter: f"-{key}" if ascending else key, "page": None})
    return {
        "label": label,
        "url": url,
        "numeric": numeric,
        "sort": "ascending" if ascending else "descending" if descending else "",
        "next_direction": "descending" if ascending else "ascending",
    }


def _get(option: Any, name: str) -> Any:
    return option[name] if isinstance(option, dict) else getattr(option, name)


@register.inclusion_tag("components/facet_group.html")
def facet_group(name: str, legend: str, options: Iterable[Any], visible: int = 7) -> dict[str, Any]:
    """A filter with the count behind each option; what comes after ``visible`` options folds away unless chosen.

    An option is a dict or an object with ``value``, ``label``, ``count`` and ``selected``.
    """
    every = list(options)
    if len(every) <= visible + 1:
        visible = len(every)
    tail = every[visible:]
    return {
        "name": name,
        "legend": legend,
        "head": every[:visible],
        "tail": tail,
        "tail_open": any(_get(option, "selected") for option in tail),
    }


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    """Pairs of column and cell of one table row; a missing cell is ``None``."""
    return zip_longest(columns, cells[: len(columns)])


@register.simple_tag(takes_context=True)
def hidden_query(context: dict[str, Any], *leave_out: str) -> SafeString:
    """Hidden fields for the present query string, so that a second GET form keeps what the first one chose."""
    pairs = [(k, v) for k, values in _query(context).lists() if k not in (*leave_out, "page") for v in values]
    return format_html_join("\n", '<input type="hidden" name="{}" value="{}">', pairs)
