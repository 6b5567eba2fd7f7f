"""The pages that tell about the loket itself. Their texts are templates, one a language: ``about.nl.html``."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from valuechains.pages import plain_problems


class TextPage(NamedTuple):
    """``changed``: the day the text was last changed, shown at its foot and in the sitemap."""

    label: Promise
    changed: date


#: The pages about the loket, in the order in which each lists the others.
TEXT_PAGES: dict[str, TextPage] = {
    "about": TextPage(_("About the loket"), date(2026, 11, 21)),
    "contact": TextPage(_("Contact"), date(2026, 11, 22)),
    "open-data": TextPage(_("Open data"), date(2026, 11, 30)),
    "api": TextPage(_("API for developers"), date(2026, 11, 30)),
    "colophon": TextPage(_("Colophon and sources"), date(2026, 11, 21)),
    "accessibility": TextPage(_("Accessibility"), date(2026, 11, 21)),
    "privacy": TextPage(_("Privacy"), date(2026, 11, 22)),
    "security-policy": TextPage(_("Report a vulnerability"), date(2026, 11, 21)),
}


def text_page(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view that shows the text ``name`` in the language of the address."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return text_response(request, name, {})

    return view


def text_response(request: HttpRequest, name: str, more: Mapping[str, Any]) -> HttpResponse:
    """The text ``name`` with what every such page needs, and ``more``."""
    context = {
        "page_name": name,
        "problems": plain_problems(request),
        "changed": TEXT_PAGES[name].changed,
        "siblings": [(reverse(f"loket:{key}"), page.label, key == name) for key, page in TEXT_PAGES.items()],
        "contact_email": settings.CONTACT_EMAIL,
        "desk_months": settings.DESK_RETENTION_MONTHS,
        "security_contact": settings.SECURITY_CONTACT,
        "security_contact_text": settings.SECURITY_CONTACT.removeprefix("mailto:"),
        "security_contact_unset": settings.SECURITY_CONTACT.endswith("@example.org"),
        "site_url": settings.SITE_URL.rstrip("/"),
        **more,
    }
    return render(request, f"loket/pages/{name.replace('-', '_')}.{get_language()}.html", context)


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """``/`` sends the visitor to the home page in the language that the browser asks for, Dutch otherwise."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response
