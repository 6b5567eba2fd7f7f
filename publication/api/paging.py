"""A page of a list, put together from ready texts, with the addresses of the pages around it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import HttpRequest


def page_addresses(request: HttpRequest, page: int, last_page: int) -> dict[str, str]:
    """Absolute addresses of the first, previous, next and last page, as far as they exist."""
    pages = {"first": 1, "prev": page - 1, "next": page + 1, "last": last_page}
    rest = request.GET.copy()
    rest.pop("page", None)
    kept = rest.urlencode()
    base = f"{request.build_absolute_uri(request.path)}?{kept}{'&' if kept else ''}page="
    return {rel: f"{base}{number}" for rel, number in pages.items() if 1 <= number <= last_page}


def link_header(addresses: dict[str, str]) -> str:
    """RFC 8288."""
    return ", ".join(f'<{address}>; rel="{rel}"' for rel, address in addresses.items())


def page_body(count: int, addresses: dict[str, str], rows: Iterable[str]) -> bytes:
    """``rows`` are JSON texts already: nothing is read or written anew."""
    around = (json.dumps(addresses.get(rel)) for rel in ("next", "prev"))
    return '{{"count":{},"next":{},"previous":{},"results":[{}]}}'.format(count, *around, ",".join(rows)).encode()
