"""What the page frame asks: where am I, what is in the menu, which address has this page in the other language."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override

register = template.Library()

#: Name of a page and its label, in the order of the menu. A page that does not exist is left out.
PRIMARY_NAV: tuple[tuple[str, Promise], ...] = (
    ("loket:home", gettext_lazy("Home")),
    ("companies:directory", gettext_lazy("Register")),
    ("valuechains:chain", gettext_lazy("The chain")),
    ("valuechains:materials", gettext_lazy("Materials")),
    ("valuechains:benchmarks", gettext_lazy("Benchmarks 2030")),
    ("permits:permit-types", gettext_lazy("Permits")),
    ("agenda:white-spots", gettext_lazy("White spots")),
    ("agenda:overview", gettext_lazy("Agenda")),
    ("desk:ask", gettext_lazy("Ask")),
    ("loket:about", gettext_lazy("About")),
)

#: Pages with an address of their own that belong to a part of the menu.
ALSO_IN: dict[str, tuple[str, ...]] = {
    "permits:permit-types": ("permits:trajectories", "permits:authorities", "permits:municipalities", "permits:term"),
}

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    label: Promise
    current: str
    """Value of ``aria-current``: ``page`` for this very page, ``true`` for a page below it, empty elsewhere."""


@dataclass(frozen=True, slots=True)
class Alternate:
    code: str
    name: str
    path: str
    """Address in that language with the query string of this page, for the language switch."""
    absolute: str
    """Absolute address without query string, for ``hreflang``."""
    current: bool


def _reverse(name: str, /, *args: Any, **kwargs: Any) -> str:
    """The address of a page, or nothing when the page does not exist. A part of an address may be called ``name``."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


@register.simple_tag
def page_url(name: str, *args: Any, **kwargs: Any) -> str:
    """Like ``url``, but empty for a page that this installation does not have."""
    return _reverse(name, *args, **kwargs)


@register.simple_tag(takes_context=True)
def primary_nav(context: dict[str, Any]) -> list[NavItem]:
    """The menu; the page asked for and the part of the portal it is in are marked."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    home = _reverse("loket:home")
    items = []
    for name, label in PRIMARY_NAV:
        url = _reverse(name)
        if not url:
            continue
        parts = [url, *filter(None, map(_reverse, ALSO_IN.get(name, ())))]
        below = url != home and path.startswith(tuple(parts))
        items.append(NavItem(url, label, "page" if path == url else "true" if below else ""))
    return items


@register.simple_tag(takes_context=True)
def language_alternates(context: dict[str, Any]) -> list[Alternate]:
    """This page in every language; where it has no counterpart (an error page), the home page stands in. A page without
    a language in its address gives ``language_name``: the parameter by which it is asked for in another."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    match = request.resolver_match
    by_query: str = context.get("language_name", "")
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    here = get_language()
    alternates = []
    for code, _label in settings.LANGUAGES:
        with override(code):
            path = _reverse(match.view_name, *match.args, **match.kwargs) if match and match.view_name else ""
            counterpart = path.startswith(f"/{code}/")
            target = path + query if counterpart else (_reverse("loket:home") or f"/{code}/")
        if by_query:
            asked = request.GET.copy()
            asked[by_query] = code
            target = f"{request.path}?{asked.urlencode()}"
        absolute = request.build_absolute_uri(path) if counterpart else ""
        alternates.append(Alternate(code, LANGUAGE_NAMES.get(code, code), target, absolute, code == here))
    return alternates


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any]) -> str:
    """The one address of this page: without query string, so that sorted and filtered forms count as one."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(request.path) if request else ""


@register.simple_tag(takes_context=True)
def visitor_messages(context: dict[str, Any]) -> list[Message]:
    """Messages for this visitor. Without a cookie there are none, and the session stays unread (and uncookied)."""
    request: HttpRequest | None = context.get("request")
    if request is None or not {"messages", settings.SESSION_COOKIE_NAME} & request.COOKIES.keys():
        return []
    return list(get_messages(request))
