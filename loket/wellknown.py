"""Addresses that machines look for: robots.txt, security.txt (RFC 9309, RFC 9116) and the icon."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"
VALID_FOR = timedelta(days=180)
DISALLOWED = ("/admin/", "/nl/accounts/", "/en/accounts/", "/api/v1/imports")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Web addresses in this file are https by its standard, also where the portal runs for development."""
    site = "https://" + settings.SITE_URL.rstrip("/").partition("://")[2]
    with translation.override("en"):
        policy = reverse("loket:security-policy")
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(today + VALID_FOR).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {site}/.well-known/security.txt",
        f"Policy: {site}{policy}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Asked for by browsers and feed readers where no page names an icon: files, feeds, answers of the API."""
    return HttpResponseRedirect(static("img/favicon.ico"))
