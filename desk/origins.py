"""Where a question came from: a page of our own, or a cell of the matrix."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from companies.models import Municipality
from desk.enums import Service
from permits.route_query import unfolded

LONGEST = 2000
PLAN = "permits:route-plan"
CBS_CODE = re.compile(r"GM[0-9]{4}", re.ASCII)
#: Parts of the portal that a question can come from: public pages, none that a private link opens.
ROOMS = ("permits", "valuechains", "companies", "agenda", "loket")


class NotOurs(ValueError):
    """The message says what is wrong, to the person who sent it."""


def own_path(text: str) -> str:
    """Path and query of a public page of this portal; NotOurs for everything else."""
    if len(text) > LONGEST:
        raise NotOurs(_("This address is too long: at most %(most)d characters.") % {"most": LONGEST})
    try:
        parts = urlsplit(text)
    except ValueError:
        raise NotOurs(_not_ours()) from None
    plain = text.isprintable() and " " not in text and "\\" not in text
    if not plain or parts.scheme or parts.netloc or parts.fragment or not text.startswith("/") or "//" in parts.path:
        raise NotOurs(_not_ours())
    try:
        found = _page(parts.path)
    except Resolver404:
        raise NotOurs(_not_ours()) from None
    if not found.namespaces or found.namespaces[0] not in ROOMS:
        raise NotOurs(_not_ours())
    return text


def _page(path: str) -> ResolverMatch:
    """Addresses of pages are translated: each is found in its own language alone."""
    language = path.split("/")[1] if path.startswith("/") else ""
    with translation.override(language if language in dict(settings.LANGUAGES) else None):
        return resolve(path)


def is_plan(path: str) -> bool:
    """Whether this address is that of a route plan; whatever somebody sent, and also what no address can be."""
    try:
        return _page(urlsplit(path).path).view_name == PLAN
    except (Resolver404, ValueError):
        return False


def topics_of(path: str) -> dict[str, str]:
    """What the address of a page of our own tells of a question: stage, material and municipality, as slugs. A route
    plan holds them among its answers, a page of lists among its filters; of several values none is *the* one. Who comes
    from a plan asks for support with permits."""
    query = unfolded(QueryDict(urlsplit(path).query))
    told = {name: query.getlist(name) for name in ("stage", "material", "municipality")}
    found = {name: values[0] for name, values in told.items() if len(set(values)) == 1}
    if CBS_CODE.fullmatch(code := found.get("municipality", "")):
        place = Municipality.objects.filter(cbs_code=code).values_list("slug", flat=True).first()
        found["municipality"] = place or code
    if is_plan(path):
        found["service"] = Service.PERMIT_SUPPORT.value
    return found


def _not_ours() -> str:
    return _("Give the path of a page of this portal, such as a route plan.")
